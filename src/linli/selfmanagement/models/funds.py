"""Money for self-management, by source and route: planned, received, spent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.base.models import StoredFile
from linli.base.money import MoneyField
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models import Estate
from linli.selfmanagement.terms import Entry, Route, Source


class Fund(models.Model):
    """A sum planned for an estate in a year. Amounts in 元 with two places.

    closed_on: after that day nothing more is entered
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="funds")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    route = models.CharField(max_length=12, choices=Route.choices)
    title = models.CharField(max_length=120)
    planned = MoneyField()
    document = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "year"])]
        constraints = [models.CheckConstraint(name="fund_plan_is_positive", condition=Q(planned__gt=0))]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class FundEntry(models.Model):
    """One line of the ledger, never changed: a mistake is mended by a correction that names it.

    amount: above 0, but for a correction, which carries its sign on the balance
    advance_why: why more was spent than was there, "" otherwise; without it such a line is refused
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Entry.choices)
    on = models.DateField()
    amount = MoneyField()
    purpose = models.CharField(max_length=200)
    voucher = models.CharField(max_length=60, blank=True, default="")
    document = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    advance_why = models.CharField(max_length=200, blank=True, default="")
    recorded_by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    scope = Scope(place="fund__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["fund", "on"])]
        constraints = [
            models.CheckConstraint(
                name="fund_entry_is_positive",
                condition=Q(amount__gt=0) | (Q(kind=Entry.CORRECTION) & ~Q(amount=0)),
            ),
            models.CheckConstraint(
                name="fund_correction_names_a_line",
                condition=~Q(kind=Entry.CORRECTION) | Q(corrects__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} of {self.fund_id}"
