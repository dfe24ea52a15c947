"""Joint meetings: agenda, attendance, minutes, resolutions with owner and due date."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.base.models import Living, StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models import Estate
from linli.tripartite.terms import MeetingState, ResolutionState, Side


class Meeting(Living):
    """One joint meeting of an estate (G6).

    planned_at: when it is called for; held_on: when it was, None until minuted
    minutes: the course of the meeting in words; the decisions are `Resolution` rows
    approved_at: since then the minutes stand on the estate's public page
    """

    state = models.CharField(max_length=20, choices=MeetingState.choices, default=MeetingState.CALLED)
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=120)
    planned_at = models.DateTimeField()
    place_note = models.CharField(max_length=120, blank=True, default="")
    invited = models.TextField(blank=True, default="")
    held_on = models.DateField(null=True, blank=True)
    chair = models.CharField(max_length=60, blank=True, default="")
    minutes = models.TextField(blank=True, default="")
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    called_by = models.BigIntegerField(null=True)
    called_by_name = models.CharField(max_length=60)
    minuted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by_name = models.CharField(max_length=60, blank=True, default="")
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["estate", "held_on"]),
            models.Index(fields=["state", "planned_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="meeting_minuted_was_held",
                condition=Q(state__in=[MeetingState.CALLED, MeetingState.CANCELLED])
                | Q(held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_approved_says_when",
                condition=~Q(state=MeetingState.APPROVED) | Q(approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"


class Attendance(models.Model):
    """Who came for a side; a side that did not come has no row with `present`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    side = models.CharField(max_length=12, choices=Side.choices)
    names = models.CharField(max_length=200, blank=True, default="")
    present = models.BooleanField(default=True)

    scope = Scope(place="meeting__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="side_attends_once", fields=["meeting", "side"])]

    def __str__(self) -> str:
        return f"{self.side} at {self.meeting_id}"


class AgendaItem(models.Model):
    """One item of an agenda, proposed from what is open or written by hand.

    source: key of what caused it, such as "contract:12", "disclosure:401", "resolution:7"; "" if by hand
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    source = models.CharField(max_length=60, blank=True, default="")
    outcome = models.CharField(max_length=300, blank=True, default="")

    scope = Scope(place="meeting__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(name="agenda_numbers_once", fields=["meeting", "number"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Resolution(Living):
    """A decision with an owner and a due date, followed until proof is in and a meeting accepted it.

    source: key of what caused it; changed: key of what it changed, such as "disclosure:402"
    accepted_in: the meeting that accepted it
    """

    state = models.CharField(max_length=20, choices=ResolutionState.choices, default=ResolutionState.OPEN)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="resolutions"
    )
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    side = models.CharField(max_length=12, choices=Side.choices)
    owner = models.CharField(max_length=60, blank=True, default="")
    due_on = models.DateField()
    source = models.CharField(max_length=60, blank=True, default="")
    changed = models.CharField(max_length=60, blank=True, default="")
    done_on = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True, default="")
    proof = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    accepted_in = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="accepted_resolutions"
    )
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["estate", "state"]),
        ]
        constraints = [models.UniqueConstraint(name="resolution_numbers_once", fields=["meeting", "number"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.text} ({self.state})"
