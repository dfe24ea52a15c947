"""Residential estates, how they are served, and who speaks for their owners."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.base.crypto import SealedField
from linli.base.scope import Scope, ScopedQuerySet
from linli.people.models import Place
from linli.registry.terms import COMMITTEE_FILING_DAYS, Building, CommitteeKind, Kind, Mode

if TYPE_CHECKING:
    from datetime import date


OPEN = Q(closed_on__isnull=True)


class Estate(models.Model):
    """A residential estate: a leaf place with its facts.

    code: what /e/<code>/ uses, e.g. "410402008001-007": first community and running number; never changes
    folded, initials: the name as `rules.folding` and `rules.pinyin` give it, for repetition and search
    path: that of its place, kept here so that a list needs no join
    floor_area, green_area: m²; lifts: None while unknown, 0 without any; garage: None while unknown
    planned: `plan` is written (K3), kept so that an index of short values answers for classes of estates
    completeness: percent of what should be on record and is, as of the last change (see `completeness`)
    """

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100, db_index=True)
    initials = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True, default="")
    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="estate")
    path = models.CharField(max_length=160, unique=True)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True, default="")
    built_year = models.PositiveSmallIntegerField(null=True, blank=True)
    buildings = models.PositiveIntegerField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    floor_area = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    building_type = models.CharField(max_length=10, choices=Building.choices, blank=True, default="")
    lifts = models.PositiveIntegerField(null=True, blank=True)
    garage = models.BooleanField(null=True, blank=True)
    parking = models.PositiveIntegerField(null=True, blank=True)
    green_area = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    occupied_households = models.PositiveIntegerField(null=True, blank=True)
    elderly_households = models.PositiveIntegerField(null=True, blank=True)
    plan = models.TextField(blank=True, default="")
    planned = models.BooleanField(default=False)
    completeness = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            # Lists show open estates only; an index of these alone filters and counts without reading a row,
            # and one for each way of sorting gives the first page without reading the others.
            models.Index(fields=["path", "mode", "kind", "completeness"], name="estate_open", condition=OPEN),
            models.Index(
                fields=["mode", "path", "kind", "completeness"], name="estate_open_mode", condition=OPEN
            ),
            models.Index(fields=["initials", "path"], name="estate_open_name", condition=OPEN),
            models.Index(fields=["completeness", "path"], name="estate_open_complete", condition=OPEN),
            models.Index(fields=["households", "path"], name="estate_open_households", condition=OPEN),
            models.Index(fields=["built_year", "path"], name="estate_open_year", condition=OPEN),
            models.Index(
                fields=[
                    "mode",
                    "kind",
                    "path",
                    "households",
                    "elderly_households",
                    "lifts",
                    "garage",
                    "planned",
                ],
                name="estate_open_class",
                condition=OPEN,
            ),
            models.Index(
                fields=["planned", "mode", "kind", "households", "path"],
                name="estate_open_planned",
                condition=OPEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class EstateGram(models.Model):
    """A pair of neighbouring characters in an estate's folded name or its initials, for finding it by a part.

    gram: as `rules.grams` numbers it
    Estates are never deleted, and there are some twenty pairs of each: the database need not look each up.
    """

    gram = models.BigIntegerField()
    estate = models.ForeignKey(
        Estate, on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="estate_has_gram_once", fields=["gram", "estate"])]

    def __str__(self) -> str:
        return f"{self.gram:x} in {self.estate_id}"


class EstateMode(models.Model):
    """How an estate was served from `since` up to, without, `until`; one row is open."""

    estate = models.ForeignKey(Estate, on_delete=models.CASCADE, related_name="modes")
    mode = models.CharField(max_length=10, choices=Mode.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="estate_is_served_one_way", fields=["estate"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="mode_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estate_id} {self.mode} since {self.since}"


class OwnersCommittee(models.Model):
    """An owners' committee or a property management committee, with its term and filing.

    term_until: first day after the term; filed_on: taken on file by the subdistrict
    dissolved_on: when it ceased, in time or before
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="committees")
    kind = models.CharField(max_length=12, choices=CommitteeKind.choices)
    elected_on = models.DateField()
    term_until = models.DateField()
    members = models.PositiveSmallIntegerField(null=True, blank=True)
    chair = models.CharField(max_length=60, blank=True, default="")
    phone = SealedField(blank=True, default="")
    filed_on = models.DateField(null=True, blank=True)
    filing_number = models.CharField(max_length=60, blank=True, default="")
    dissolved_on = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "term_until"])]
        constraints = [
            models.CheckConstraint(
                name="committee_term_ends_after_election", condition=Q(term_until__gt=F("elected_on"))
            ),
            models.UniqueConstraint(
                name="committee_is_one_at_a_time", fields=["estate"], condition=Q(dissolved_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.estate_id} since {self.elected_on}"

    @property
    def filing_due(self) -> date:
        return self.elected_on + timedelta(days=COMMITTEE_FILING_DAYS)
