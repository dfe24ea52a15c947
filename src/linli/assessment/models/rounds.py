"""A round, the estates in it as they were, and who judges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.assessment.terms import BarEffect, Combination, PartyKind, RoundState
from linli.base.models import Living
from linli.base.scope import Scope, ScopedQuerySet
from linli.kernel.period import Period
from linli.registry.models import Company, Estate
from linli.registry.terms import Mode
from linli.rules.scorecard import points

if TYPE_CHECKING:
    from datetime import date


class Round(Living):
    """One assessment of a district's estates over a period, under one locked pack.

    start, end: half-open; path: the district's place
    places, modes: which estates it takes in, chosen when planned; the estates themselves when opened
    facts_due: last day on which facts are taken
    jump_limit: change of the total, in hundredths, above which a person looks at it
    survey_least: valid answers below which a satisfaction rate is looked at
    engine: fingerprint of the engine that scored it as a whole, and put the reasons into words
    objection_provisional: the last day of objection ran into a year without an announced calendar
    previous: the round it is compared with
    """

    state = models.CharField(max_length=20, choices=RoundState.choices)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    start = models.DateField()
    end = models.DateField()
    path = models.CharField(max_length=160)
    policy = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)
    combination = models.CharField(max_length=10, choices=Combination.choices)
    places = models.JSONField(default=list)
    modes = models.JSONField(default=list)
    facts_due = models.DateField()
    jump_limit = models.PositiveIntegerField(default=1000)
    survey_least = models.PositiveIntegerField(default=30)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    estates = models.PositiveIntegerField(default=0)
    scored_at = models.DateTimeField(null=True, blank=True)
    engine = models.CharField(max_length=64, blank=True, default="")
    opened_at = models.DateTimeField(null=True, blank=True)
    objection_from = models.DateField(null=True, blank=True)
    objection_due = models.DateField(null=True, blank=True)
    objection_provisional = models.BooleanField(default=False)
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=60, blank=True, default="")
    decided_by_title = models.CharField(max_length=60, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_by = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    scope = Scope(place="path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["path", "-start"])]
        constraints = [
            models.UniqueConstraint(
                name="round_code_is_unique",
                fields=["path", "code"],
                condition=~Q(state=RoundState.SUPERSEDED),
            ),
            models.CheckConstraint(name="round_ends_after_it_starts", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="round_state_is_known", condition=Q(state__in=RoundState.values)),
            models.CheckConstraint(
                name="round_published_names_who_decided",
                condition=~Q(state=RoundState.PUBLISHED) | ~Q(decided_by_name=""),
            ),
            models.CheckConstraint(
                name="round_draft_has_objection_days",
                condition=~Q(state__in=[RoundState.DRAFT, RoundState.FINAL, RoundState.PUBLISHED])
                | Q(objection_due__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def last_day(self) -> date:
        return self.period.last_day

    @property
    def as_of(self) -> date:
        """Return the day whose records count: the period's last, or that of taking facts if earlier."""
        return min(self.last_day, self.facts_due)

    @property
    def jump_points(self) -> str:
        return points.short(self.jump_limit)

    @property
    def is_joint(self) -> bool:
        return self.combination == Combination.JOINT


class RoundEstate(models.Model):
    """An estate in a round, as it was when the round opened, and how it stands on the round's board.

    path, code … community: copies, so that a published round never changes
    total, bonus: hundredths of the current score; None while nothing is scored
    cells: one number of five digits per item in card order, hundredths; see `scoring.cells`
    zeros: items without a point; missing: facts not given; change: hundredths against the round before
    pending: a veto that rests on too few answers waits; it is not applied, and there is no grade
    owing: bit n is set while the round's n-th party has something left that it answers for
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="subjects")
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="rounds")
    path = models.CharField(max_length=160)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=100)
    initials = models.CharField(max_length=100, blank=True, default="")
    mode = models.CharField(max_length=10, choices=Mode.choices)
    kind = models.CharField(max_length=12, blank=True, default="")
    households = models.PositiveIntegerField(null=True, blank=True)
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    company_name = models.CharField(max_length=100, blank=True, default="")
    uscc = models.CharField(max_length=18, blank=True, default="")
    subdistrict = models.CharField(max_length=100, blank=True, default="")
    community = models.CharField(max_length=100, blank=True, default="")
    version = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    bonus = models.PositiveIntegerField(default=0)
    grade = models.CharField(max_length=20, blank=True, default="")
    vetoed = models.BooleanField(default=False)
    pending = models.BooleanField(default=False)
    complete = models.BooleanField(default=False)
    cells = models.CharField(max_length=400, blank=True, default="")
    zeros = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)
    change = models.IntegerField(null=True, blank=True)
    owing = models.PositiveSmallIntegerField(default=0)

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["round", "path"]),
            models.Index(fields=["round", "-complete", "-vetoed", "total", "id"]),
            models.Index(fields=["round", "name"]),
            models.Index(fields=["round", "complete", "path"]),
            models.Index(fields=["round", "change", "id"]),
            models.Index(fields=["round", "subdistrict", "owing"]),
            models.Index(fields=["round", "zeros", "id"]),
            models.Index(fields=["round", "-complete", "vetoed", "-total", "id"]),
            models.Index(fields=["round", "-missing", "path"]),
            models.Index(fields=["round", "cells"]),
            models.Index(fields=["company", "round"]),
            models.Index(fields=["round"], condition=Q(pending=True), name="subject_is_pending"),
        ]
        constraints = [
            models.UniqueConstraint(name="estate_is_once_in_a_round", fields=["round", "estate"]),
            models.UniqueConstraint(name="code_is_once_in_a_round", fields=["round", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} in round {self.round_id}"

    @property
    def unit(self) -> str:
        """Return what stands after 单位： on the sheet."""
        return f"{self.company_name}（{self.name}）" if self.company_name else self.name


class Party(models.Model):
    """Who takes part in judging: a kind of body, what it judges, how much it weighs, until when.

    weight: percent, 0 in a joint round; items: ids of the items it answers for, empty for all
    who: the office or group, as people call it
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="parties")
    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    who = models.CharField(max_length=80, blank=True, default="")
    weight = models.PositiveSmallIntegerField(default=0)
    due = models.DateField()
    items = models.JSONField(default=list)

    scope = Scope(place="round__path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="party_is_once_in_a_round", fields=["round", "kind"]),
            models.CheckConstraint(name="party_weight_is_a_percent", condition=Q(weight__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in round {self.round_id}"

    @property
    def name(self) -> str:
        return self.who or str(self.get_kind_display())


class Bar(models.Model):
    """Who may not judge whom, or only with a mark: a user and the place of one estate or more.

    Nobody judges an estate whose company he serves; that is no row here but a rule of the service.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="bars")
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=60)
    path = models.CharField(max_length=160)
    effect = models.CharField(max_length=10, choices=BarEffect.choices)
    reason = models.CharField(max_length=200)

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bar_is_said_once", fields=["round", "user_id", "path"]),
        ]

    def __str__(self) -> str:
        return f"{self.user_name} at {self.path}: {self.effect}"
