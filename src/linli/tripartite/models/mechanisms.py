"""The mechanism of an estate: who sits for each side, by which rules, and who sits on the other's bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models import Company, Estate
from linli.tripartite.terms import Direction, PaperKind, Side

if TYPE_CHECKING:
    from datetime import date

ENDS_AFTER = Q(until__isnull=True) | Q(until__gt=F("since"))


def holding(on: date) -> Q:
    """Return the condition that a mechanism, a seat or an appointment holds on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


class Mechanism(models.Model):
    """The three sides of one estate working together by rules (G1, S2); one is in force.

    studio, window, hotline: where residents find it, as text for the public
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="mechanisms")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    studio = models.CharField(max_length=200, blank=True, default="")
    window = models.CharField(max_length=200, blank=True, default="")
    hotline = models.CharField(max_length=30, blank=True, default="")
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="mechanism_ends_after_it_begins", condition=ENDS_AFTER),
            models.UniqueConstraint(
                name="estate_has_one_mechanism", fields=["estate"], condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"mechanism of {self.estate_id} since {self.since}"


class Delegate(models.Model):
    """Who sits for a side, from `since` up to, without, `until`."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="delegates")
    side = models.CharField(max_length=12, choices=Side.choices)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    scope = Scope(place="mechanism__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="delegate_ends_after_it_begins", condition=ENDS_AFTER)]

    def __str__(self) -> str:
        return f"{self.name} for {self.side}"


class Paper(models.Model):
    """Rules of procedure, workflow and other papers of a mechanism, with their validity."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind.choices)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True, default="")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="mechanism__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_ends_after_issue",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("issued_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.mechanism_id}"


class Appointment(models.Model):
    """A cross-appointment in one of the two directions (G2–G4).

    quality_director: a person of the community as volunteer quality director of a company at `estate`
    community_seat: the head of a company as part-time member of the committees of the community at `path`
    path: of the estate or of the community; user: the account, so that conflicts with judging are seen
    """

    direction = models.CharField(max_length=20, choices=Direction.choices)
    estate = models.ForeignKey(
        Estate, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments"
    )
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="appointments")
    path = models.CharField(max_length=160, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="path", own="user_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="appointment_ends_after_it_begins", condition=ENDS_AFTER),
            models.CheckConstraint(
                name="quality_director_is_of_an_estate",
                condition=~Q(direction=Direction.QUALITY_DIRECTOR) | Q(estate__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.direction} since {self.since}"


class QualityNote(models.Model):
    """What a volunteer quality director found (G3)."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    recorded_by = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    scope = Scope(place="appointment__path", own="recorded_by")
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"note of {self.appointment_id} on {self.on}"
