"""Contracts with their filing, disclosures, and rule documents with their validity."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models.estates import Estate
from linli.registry.models.projects import ServiceProject
from linli.registry.terms import CONTRACT_FILING_DAYS, ContractKind, DisclosureKind, DocumentKind

if TYPE_CHECKING:
    from datetime import date


class Contract(models.Model):
    """A property service contract and its filing with the bureau (S8).

    start, end: half-open, so `end` is the first day after it; None is a contract without a fixed end
    file: the scan; filed_on: taken on file by the bureau; filed_by: the user who did
    """

    project = models.ForeignKey(ServiceProject, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=12, choices=ContractKind.choices)
    number = models.CharField(max_length=60, blank=True, default="")
    signed_on = models.DateField()
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    fee = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    filed_on = models.DateField(null=True, blank=True)
    filing_number = models.CharField(max_length=60, blank=True, default="")
    filed_by = models.BigIntegerField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="project__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "start"]), models.Index(fields=["filed_on", "signed_on"])]
        constraints = [
            models.CheckConstraint(
                name="contract_ends_after_it_starts", condition=Q(end__isnull=True) | Q(end__gt=F("start"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.project_id}"

    @property
    def filing_due(self) -> date:
        return self.signed_on + timedelta(days=CONTRACT_FILING_DAYS)


class Disclosure(models.Model):
    """Something shown to the owners where they pass (S7). Self-managed estates disclose without a project.

    shown_on: since when it hangs; checked_on: last seen by an official
    valid_until: first day it no longer holds
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="disclosures")
    project = models.ForeignKey(
        ServiceProject, null=True, blank=True, on_delete=models.PROTECT, related_name="disclosures"
    )
    kind = models.CharField(max_length=20, choices=DisclosureKind.choices)
    shown_on = models.DateField()
    checked_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    place_note = models.CharField(max_length=120, blank=True, default="")
    photo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "kind", "shown_on"])]
        constraints = [
            models.CheckConstraint(
                name="disclosure_ends_after_shown",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("shown_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.estate_id} since {self.shown_on}"


class RuleDocument(models.Model):
    """A rule, plan, charter or agreement on paper (S9 S10 S12 S13 C1).

    valid_until: first day it no longer holds; None while it holds until replaced
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="documents")
    project = models.ForeignKey(
        ServiceProject, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    title = models.CharField(max_length=120)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "kind", "issued_on"])]
        constraints = [
            models.CheckConstraint(
                name="document_ends_after_issue",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("issued_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.estate_id}"
