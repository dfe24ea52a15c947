"""Party-building instructors: whom they are sent to, and what they did there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.party.models.organisations import ENDS_AFTER, OfUnit
from linli.party.terms import Unit
from linli.registry.models import Estate


class Instructor(OfUnit):
    """An official of a subdistrict or community sent to a company or a courtyard for a term (D1).

    user: the account, if there is one; path: of the subdistrict or community that sends
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    body = models.CharField(max_length=100, blank=True, default="")
    path = models.CharField(max_length=160, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="path", own="user_id", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *OfUnit.Meta.constraints,
            models.CheckConstraint(name="instructor_ends_after_it_begins", condition=ENDS_AFTER),
            models.CheckConstraint(
                name="instructor_is_for_company_or_courtyard", condition=~Q(unit=Unit.COMMITTEE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} to {self.unit} {self.company_id or self.estate_id} since {self.since}"


class Guidance(models.Model):
    """One visit of guidance by an instructor. estate: where, if it was at one of the unit's estates"""

    instructor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="visits")
    estate = models.ForeignKey(Estate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    topic = models.CharField(max_length=120)
    advice = models.TextField(blank=True, default="")
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    recorded_by = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    scope = Scope(place="instructor__path", own="instructor__user_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["instructor", "on"])]

    def __str__(self) -> str:
        return f"{self.instructor_id} on {self.on}"
