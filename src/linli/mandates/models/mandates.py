"""Leaders in charge and offices, contact points, areas, and the visits paid to them (I7, K1)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.mandates.terms import MandateKind


class Mandate(models.Model):
    """That a person or an office of a subdistrict answers for a place, from `since` up to, without, `until`.

    subdistrict: its path; path: of the place answered for: the subdistrict itself (leader, office),
    a community, a grid or an estate (contact point, area); phone: of the office, public
    user: the holder's account, if there is one, so that "since your last visit" is theirs
    """

    kind = models.CharField(max_length=10, choices=MandateKind.choices)
    subdistrict = models.CharField(max_length=160, db_index=True)
    path = models.CharField(max_length=160, db_index=True)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="path", own="user_id", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
            models.UniqueConstraint(
                name="subdistrict_has_one_leader_and_office",
                fields=["subdistrict", "kind"],
                condition=Q(until__isnull=True, kind__in=[MandateKind.LEADER, MandateKind.OFFICE]),
            ),
            models.UniqueConstraint(
                name="place_is_in_one_area",
                fields=["path", "kind"],
                condition=Q(until__isnull=True, kind__in=[MandateKind.CONTACT, MandateKind.AREA]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.kind} at {self.path}"


class Visit(models.Model):
    """One visit paid under a mandate: what was seen, and what was promised.

    problems: what residents raised; promised: what was said would be done, until due_on
    kept_on: the day of the later visit that found it done, None while it is open
    """

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    note = models.CharField(max_length=500)
    problems = models.TextField(blank=True, default="")
    promised = models.CharField(max_length=500, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    kept_on = models.DateField(null=True, blank=True)
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    recorded_by = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    scope = Scope(place="mandate__path", own="recorded_by")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["mandate", "on"])]

    def __str__(self) -> str:
        return f"{self.mandate_id} visited on {self.on}"


def holding(on: date) -> Q:
    """Return the condition that a mandate holds on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
