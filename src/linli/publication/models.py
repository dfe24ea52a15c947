"""Copies of what was published, with the decision that published it; and the entries of the lists.

A published row is never changed. A later publication supersedes it, and both can be read.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import Q

from linli.base.models import Living, StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.paper.words import plain, signed
from linli.publication.terms import TONES, EntryState, Roll, Stage
from linli.registry.terms import Mode

HUNDREDTH = Decimal("0.01")


class PublishedQuerySet(ScopedQuerySet):
    def current(self) -> PublishedQuerySet:
        """Keep what no later publication has superseded."""
        return self.filter(superseded_at__isnull=True)


class PublishedRound(models.Model):
    """A round's results as they were published, in draft for objection or as final.

    code: as in the address, e.g. "2026Q3"
    path: place path of the district; place_name: its name then
    card: the score sheet's wording as published, one object per item, in the annex's order
    figures: counts and averages of the whole round, computed once
    policy, policy_hash: the pack and its SHA-256
    engine: fingerprint of the one engine that worded all the reasons, "" if that is not known
    journal_number, journal_hash: the journal's head right after the decision was written
    objection_until: last day to object to a draft; provisional while next year's calendar is missing
    """

    code = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    start = models.DateField()
    end = models.DateField()
    path = models.CharField(max_length=160)
    place_name = models.CharField(max_length=100)
    policy = models.CharField(max_length=60)
    policy_hash = models.CharField(max_length=64)
    engine = models.CharField(max_length=64, blank=True, default="")
    card = models.JSONField()
    figures = models.JSONField()
    journal_number = models.BigIntegerField()
    journal_hash = models.CharField(max_length=64)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150)
    published_at = models.DateTimeField()
    draft_at = models.DateTimeField(null=True)
    objection_until = models.DateField(null=True)
    objection_provisional = models.BooleanField(default=False)
    superseded_at = models.DateTimeField(null=True)

    scope = Scope(place="path", public=True)
    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-published_at"]
        indexes = [models.Index(fields=["superseded_at", "-start"])]
        constraints = [
            models.UniqueConstraint(
                name="one_publication_of_a_round_is_current",
                fields=["code"],
                condition=Q(superseded_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.stage}"

    @property
    def is_draft(self) -> bool:
        return self.stage == Stage.DRAFT

    @property
    def last_day(self) -> date:
        """Return the last day inside the period, the one people write."""
        return self.end - timedelta(days=1)

    @property
    def maximum_words(self) -> str:
        return plain(self.maximum)

    @property
    def maximum(self) -> Decimal:
        """Return full marks, bonus included; reads the card."""
        return sum((Decimal(item["maximum"]) for item in self.card), Decimal(0))


class PublishedFile(models.Model):
    """A file of a whole publication, kept with it: what was published does not change any more.

    name: one of `outputs.ROUND`, e.g. "scores.xlsx"
    """

    round = models.ForeignKey(PublishedRound, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    scope = Scope(public=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="published_file_is_kept_once", fields=["round", "name"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.round_id}"


class PublishedScore(models.Model):
    """One estate's line in a published round. Points are whole hundredths, so that sorting is exact.

    position: 1, 2, 3 … without gaps or ties, for sorting; incomplete cards come last
    rank: 1 is best, ties share it; None for a card that is not complete
    before: the total of the round before, if the estate was in it
    failing: it has the worst grade of the card
    changed: whether an accepted appeal changed it between draft and final
    """

    round = models.ForeignKey(PublishedRound, on_delete=models.PROTECT, related_name="scores")
    estate_code = models.CharField(max_length=40)
    estate_name = models.CharField(max_length=100)
    folded = models.CharField(max_length=120)
    initials = models.CharField(max_length=60, blank=True)
    path = models.CharField(max_length=160)
    subdistrict = models.CharField(max_length=100, blank=True)
    community = models.CharField(max_length=100, blank=True)
    company = models.CharField(max_length=100, blank=True)
    mode = models.CharField(max_length=10)
    households = models.PositiveIntegerField(null=True)
    total = models.IntegerField()
    bonus = models.IntegerField(default=0)
    before = models.IntegerField(null=True)
    complete = models.BooleanField()
    vetoed = models.BooleanField()
    grade = models.CharField(max_length=20, blank=True)
    grade_en = models.CharField(max_length=30, blank=True)
    failing = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(null=True)
    changed = models.BooleanField(default=False)

    scope = Scope(place="path", public=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["round", "position"]),
            models.Index(fields=["round", "subdistrict", "position"]),
            models.Index(fields=["round", "grade", "position"]),
            models.Index(fields=["round", "total"]),
            models.Index(fields=["round", "estate_name"]),
            models.Index(fields=["estate_code", "round"]),
        ]
        constraints = [
            models.UniqueConstraint(name="estate_is_published_once_a_round", fields=["round", "estate_code"])
        ]

    def __str__(self) -> str:
        return f"{self.estate_name} {self.points}"

    @property
    def points(self) -> Decimal:
        return self.total * HUNDREDTH

    @property
    def difference(self) -> Decimal | None:
        """Return the change against the round before, in points."""
        if self.before is None:
            return None
        return (self.total - self.before) * HUNDREDTH

    @property
    def difference_words(self) -> str:
        """Return the change with its sign, "" if there is nothing to compare with."""
        if not self.difference:
            return "" if self.difference is None else "0.00"
        return signed(self.difference)

    @property
    def is_falling(self) -> bool:
        return self.difference is not None and self.difference < 0

    @property
    def served_by(self) -> str:
        """Return the company, or how the estate is served without one."""
        return self.company or str(Mode(self.mode).label)


class PublishedSheet(models.Model):
    """The whole sheet behind a published score; beside it, so that lists stay light.

    result: as `linli score --json` writes it
    facts: {"name": {"value", "source", "basis", "on", "replaced": [...]}}, no names of persons
    awards: {"item": {"points", "reason"}}
    appeals: what was appealed, the answer, old and new points
    parties: in a weighted round each party's own sheet, by kind
    """

    score = models.OneToOneField(
        PublishedScore, on_delete=models.PROTECT, related_name="sheet", primary_key=True
    )
    result = models.JSONField()
    facts = models.JSONField()
    awards = models.JSONField(default=dict)
    appeals = models.JSONField(default=list)
    parties = models.JSONField(default=dict)

    scope = Scope(place="score__path", public=True)
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sheet of {self.score_id}"


class Listing(Living):
    """An entry, proposed from a final score by the pack's criteria; a named person decides each.

    reasons: [{"code", "zh", "en"}]
    served_on, served_how: the written prior notice of a black entry
    object_until: last day for the company to object; five working days after service
    batch: the issue it was published in, e.g. "2026Q3-1"
    until: last day on the list; every entry has one
    """

    roll = models.CharField(max_length=10, choices=Roll.choices)
    score = models.ForeignKey(PublishedScore, on_delete=models.PROTECT, related_name="listings")
    path = models.CharField(max_length=160)
    reasons = models.JSONField()
    proposed_at = models.DateTimeField()
    notice_number = models.CharField(max_length=60, blank=True)
    served_on = models.DateField(null=True)
    served_how = models.CharField(max_length=120, blank=True)
    object_until = models.DateField(null=True)
    object_provisional = models.BooleanField(default=False)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)
    batch = models.CharField(max_length=60, blank=True)
    issued_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.TextField(blank=True)

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "roll"]), models.Index(fields=["path", "state"])]
        constraints = [
            models.UniqueConstraint(name="score_is_proposed_once_a_list", fields=["score", "roll"]),
            models.CheckConstraint(
                name="black_is_never_decided_without_notice",
                condition=~Q(roll=Roll.BLACK)
                | ~Q(state__in=[EntryState.ACCEPTED, EntryState.ISSUED])
                | Q(served_on__isnull=False),
            ),
            models.CheckConstraint(
                name="issued_entry_has_an_end_and_a_decider",
                condition=~Q(state=EntryState.ISSUED)
                | (Q(until__isnull=False) & Q(decided_at__isnull=False) & ~Q(decided_by_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roll} {self.score_id} {self.state}"

    @property
    def state_words(self) -> str:
        return str(EntryState(self.state).label)

    @property
    def tone(self) -> str:
        """Return the shape and colour its state is shown in."""
        return TONES[EntryState(self.state)]

    @property
    def is_black(self) -> bool:
        return self.roll == Roll.BLACK


class Objection(models.Model):
    """What a company says against a black entry it was told of, and the answer."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField()
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)

    scope = Scope(place="listing__path", own="made_by")
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"objection to {self.listing_id}"


class PublishedListing(models.Model):
    """An entry as the public reads it. Its end is a further row that supersedes the first."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="published")
    roll = models.CharField(max_length=10, choices=Roll.choices)
    state = models.CharField(max_length=20, choices=EntryState.choices)
    round_code = models.CharField(max_length=30)
    batch = models.CharField(max_length=60)
    estate_code = models.CharField(max_length=40)
    estate_name = models.CharField(max_length=100)
    subdistrict = models.CharField(max_length=100, blank=True)
    company = models.CharField(max_length=100, blank=True)
    mode = models.CharField(max_length=10)
    total = models.IntegerField()
    grade = models.CharField(max_length=20, blank=True)
    grade_en = models.CharField(max_length=30, blank=True)
    vetoed = models.BooleanField(default=False)
    reasons = models.JSONField()
    decided_by_name = models.CharField(max_length=150)
    issued_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)
    ending = models.TextField(blank=True)
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    scope = Scope(public=True)
    objects = PublishedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["superseded_at", "roll", "-issued_on"]),
            models.Index(fields=["estate_code", "superseded_at"]),
            models.Index(fields=["round_code", "superseded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.roll} {self.estate_name} {self.state}"

    @property
    def points(self) -> Decimal:
        return self.total * HUNDREDTH

    @property
    def served_by(self) -> str:
        """Return the company, or how the estate is served without one."""
        return self.company or str(Mode(self.mode).label)
