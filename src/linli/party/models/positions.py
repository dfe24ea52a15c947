"""Positions (阵地) with their checks, deliberation halls with their bookings, and publicity."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.party.models.organisations import ENDS_AFTER, Organisation
from linli.party.terms import Element, PositionKind, PublicityKind
from linli.registry.models import Estate


class Position(models.Model):
    """Where party work has its place. One position may serve several estates of a company.

    path: of the place where it stands; organisation: whose it is, if it belongs to one
    """

    kind = models.CharField(max_length=10, choices=PositionKind.choices)
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True, default="")
    path = models.CharField(max_length=160, db_index=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="positions"
    )
    estates = models.ManyToManyField(Estate, related_name="positions")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="position_ends_after_it_begins", condition=ENDS_AFTER)]

    def __str__(self) -> str:
        return self.name


class PositionCheck(models.Model):
    """Somebody looked at a position on a day; what was there stands in `ElementSeen`. Never changed."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="checks")
    on = models.DateField()
    by_name = models.CharField(max_length=60)
    role = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField()

    scope = Scope(place="position__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["position", "on"])]

    def __str__(self) -> str:
        return f"{self.position_id} on {self.on}"


class ElementSeen(models.Model):
    """One element at one check; present only with a photo as proof."""

    check_made = models.ForeignKey(PositionCheck, on_delete=models.CASCADE, related_name="elements")
    element = models.CharField(max_length=12, choices=Element.choices)
    present = models.BooleanField()
    photo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    scope = Scope(place="check_made__position__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="element_is_seen_once", fields=["check_made", "element"]),
            models.CheckConstraint(
                name="element_present_has_photo", condition=Q(present=False) | Q(photo__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.present}"


class Hall(models.Model):
    """A deliberation hall (议事厅) in a community's service centre, and what it displays (E2)."""

    name = models.CharField(max_length=100)
    path = models.CharField(max_length=160, db_index=True)
    address = models.CharField(max_length=200, blank=True, default="")
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    displays = models.TextField(blank=True, default="")
    photo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="hall_ends_after_it_begins", condition=ENDS_AFTER)]

    def __str__(self) -> str:
        return self.name


class Booking(models.Model):
    """A hall taken from `start` up to `end`, for a purpose; two never overlap."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="bookings")
    start = models.DateTimeField()
    end = models.DateTimeField()
    purpose = models.CharField(max_length=120)
    body = models.CharField(max_length=100, blank=True, default="")
    booked_by = models.BigIntegerField(null=True)
    booked_by_name = models.CharField(max_length=60)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(place="hall__path", own="booked_by", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["hall", "start"])]
        constraints = [
            models.CheckConstraint(name="booking_ends_after_start", condition=Q(end__gt=F("start")))
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.start:%F %H:%M}"


class Publicity(models.Model):
    """A board, banner or screen that tells of the work, with photo and validity (S4).

    valid_until: first day it no longer counts; checked_on: last seen by an official
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="publicity")
    kind = models.CharField(max_length=10, choices=PublicityKind.choices)
    title = models.CharField(max_length=120)
    shown_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "shown_on"])]
        constraints = [
            models.CheckConstraint(
                name="publicity_ends_after_shown",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("shown_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.estate_id} since {self.shown_on}"
