"""Party activities: recorded once, counted for every organisation that took part."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.party.models.instructors import Instructor
from linli.party.models.organisations import Organisation
from linli.party.terms import ActivityKind


class Activity(models.Model):
    """One meeting, lecture or theme day: planned, held, or called off.

    planned_at: when it is to be, None for what was entered afterwards; held_on: when it was, None until then
    remind_on: the day the calendar reminds of it, None for no reminder
    lecturer: of a lecture; cancelled_at: called off, with the reason in `cancelled_why`
    """

    kind = models.CharField(max_length=20, choices=ActivityKind.choices)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hosted")
    topic = models.CharField(max_length=120)
    place_note = models.CharField(max_length=120, blank=True, default="")
    planned_at = models.DateTimeField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    minutes = models.TextField(blank=True, default="")
    lecturer = models.CharField(max_length=60, blank=True, default="")
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=60, blank=True, default="")
    updated_at = models.DateTimeField()

    scope = Scope(place="host__path", own="recorded_by")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["host", "held_on"]), models.Index(fields=["held_on", "kind"])]
        constraints = [
            models.CheckConstraint(
                name="activity_is_planned_or_held",
                condition=Q(planned_at__isnull=False) | Q(held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="activity_held_is_not_cancelled",
                condition=Q(held_on__isnull=True) | Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.host_id}: {self.topic}"


class Participation(models.Model):
    """That an organisation took part: how many came of how many who should, and whether its instructor did.

    instructor_present: None where the organisation has no instructor (F2)
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    expected = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    instructor_present = models.BooleanField(null=True, blank=True)

    scope = Scope(place="organisation__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="organisation_takes_part_once", fields=["activity", "organisation"]),
            models.CheckConstraint(
                name="present_is_within_expected", condition=Q(present__lte=F("expected"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} at {self.activity_id}: {self.present}/{self.expected}"


class InstructorAttendance(models.Model):
    """Whether an instructor whose unit took part came; the rate of F2 is counted from these."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="instructors")
    instructor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="attendance")
    present = models.BooleanField()

    scope = Scope(place="instructor__path", own="instructor__user_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="instructor_attends_once", fields=["activity", "instructor"])
        ]

    def __str__(self) -> str:
        return f"{self.instructor_id} at {self.activity_id}: {self.present}"
