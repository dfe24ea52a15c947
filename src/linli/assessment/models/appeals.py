"""Objections to a draft result, one item at a time."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from linli.assessment.models.rounds import Round, RoundEstate
from linli.assessment.terms import AppealState
from linli.base.models import Living, StoredFile
from linli.base.scope import Scope, ScopedQuerySet


class Appeal(Living):
    """One item of one estate's sheet, objected to by its company or owners' committee.

    organisation: of the maker, e.g. "company:12"; claim: what they say it should be, in their words
    due: last day for the answer; provisional: counted without an announced calendar
    fact, value_before, value_after: the fact an acceptance replaced, "" if it changed a judgement
    version_before, version_after: the scores side by side
    """

    state = models.CharField(max_length=20, choices=AppealState.choices)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="appeals")
    subject = models.ForeignKey(RoundEstate, on_delete=models.CASCADE, related_name="appeals")
    item = models.CharField(max_length=60)
    grounds = models.TextField()
    files: Any = models.ManyToManyField(StoredFile, related_name="+")
    organisation = models.CharField(max_length=40, blank=True, default="")
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150)
    made_role = models.CharField(max_length=30)
    made_at = models.DateTimeField()
    due = models.DateField()
    provisional = models.BooleanField(default=False)
    answer = models.TextField(blank=True, default="")
    answered_by = models.BigIntegerField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=150, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    fact = models.CharField(max_length=60, blank=True, default="")
    value_before: Any = models.JSONField(null=True, blank=True)
    value_after: Any = models.JSONField(null=True, blank=True)
    version_before = models.PositiveSmallIntegerField(null=True, blank=True)
    version_after = models.PositiveSmallIntegerField(null=True, blank=True)

    scope = Scope(place="subject__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "state", "due"])]
        constraints = [
            models.UniqueConstraint(
                name="appeal_is_open_once_per_item",
                fields=["subject", "item"],
                condition=Q(state=AppealState.MADE),
            ),
            models.CheckConstraint(name="appeal_state_is_known", condition=Q(state__in=AppealState.values)),
            models.CheckConstraint(
                name="appeal_answer_has_reasons",
                condition=~Q(state__in=[AppealState.ACCEPTED, AppealState.REJECTED])
                | (~Q(answer="") & ~Q(answered_by_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.item} of {self.subject_id}: {self.state}"
