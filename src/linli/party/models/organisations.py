"""Party organisations, their members as counts, whom they cover, and how the uncovered are to be covered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.base.crypto import SealedField
from linli.base.scope import Scope, ScopedQuerySet
from linli.party.terms import Form, Standing, Unit, Way
from linli.registry.models import Company, Estate

ENDS_AFTER = Q(until__isnull=True) | Q(until__gt=F("since"))


class Organisation(models.Model):
    """A party organisation with its place and its parent.

    path: of its place, mostly a community or a grid; upward, since those below see what leads them
    secretary: the name shown outside; term_until: first day after the term; None without a fixed term
    groups: number of party groups below a branch; without any no group meeting is due
    committee: whether it has a branch committee, lawful from 7 full members on
    """

    name = models.CharField(max_length=100)
    form = models.CharField(max_length=10, choices=Form.choices)
    path = models.CharField(max_length=160, db_index=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    secretary = models.CharField(max_length=60, blank=True, default="")
    phone = SealedField(blank=True, default="")
    elected_on = models.DateField(null=True, blank=True)
    term_until = models.DateField(null=True, blank=True)
    groups = models.PositiveSmallIntegerField(default=0)
    committee = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["form", "path"])]
        constraints = [
            models.CheckConstraint(name="organisation_ends_after_it_begins", condition=ENDS_AFTER),
            models.CheckConstraint(
                name="organisation_term_ends_after_election",
                condition=Q(term_until__isnull=True)
                | Q(elected_on__isnull=True)
                | Q(term_until__gt=F("elected_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.form})"


class OfUnit(models.Model):
    """A row about one unit to be covered: a company, a self-managed courtyard or an owners' committee.

    estate: of a courtyard or of the owners' committee, told apart by `unit`
    """

    unit = models.CharField(max_length=10, choices=Unit.choices)
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    estate = models.ForeignKey(Estate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_of_one_unit",
                condition=(
                    Q(unit=Unit.COMPANY, company__isnull=False, estate__isnull=True)
                    | Q(unit__in=[Unit.ESTATE, Unit.COMMITTEE], company__isnull=True, estate__isnull=False)
                ),
            )
        ]


class Headcount(OfUnit):
    """How many members a unit or an organisation has as of a day: numbers only.

    organisation: set when the branch reports for itself; unit "" then, as the row is of no unit
    path: of the place it belongs to; for a company the district, since it serves many estates
    """

    unit = models.CharField(max_length=10, choices=Unit.choices, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="headcounts"
    )
    path = models.CharField(max_length=160)
    as_of = models.DateField()
    full = models.PositiveIntegerField()
    probationary = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    scope = Scope(place="path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["path", "as_of"])]
        constraints = [
            models.CheckConstraint(
                name="headcount_is_of_one_body",
                condition=(
                    Q(organisation__isnull=False, company__isnull=True, estate__isnull=True)
                    | Q(organisation__isnull=True, company__isnull=False, estate__isnull=True)
                    | Q(organisation__isnull=True, company__isnull=True, estate__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.full}+{self.probationary} as of {self.as_of}"


class Coverage(OfUnit):
    """That an organisation covers a unit from `since` up to, without, `until`, and in which way.

    delegate: the member of the grid branch sent into a courtyard (way "group", H2)
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coverages")
    way = models.CharField(max_length=10, choices=Way.choices)
    delegate = models.CharField(max_length=60, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="organisation__path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *OfUnit.Meta.constraints,
            models.CheckConstraint(name="coverage_ends_after_it_begins", condition=ENDS_AFTER),
            models.UniqueConstraint(
                name="company_is_covered_once", fields=["company"], condition=Q(until__isnull=True)
            ),
            models.UniqueConstraint(
                name="unit_of_estate_is_covered_once",
                fields=["estate", "unit"],
                condition=Q(until__isnull=True, estate__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.organisation_id} covers {self.unit} {self.company_id or self.estate_id} from {self.since}"
        )


class Plan(OfUnit):
    """Which of the lawful ways a person chose for an uncovered unit, until when, and what came of it (D3).

    path: of the place whose subdistrict follows it; partner: the organisation to join or attach to
    """

    way = models.CharField(max_length=10, choices=Way.choices)
    path = models.CharField(max_length=160, db_index=True)
    partner = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=60)
    decided_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True, default="")
    updated_at = models.DateTimeField()

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *OfUnit.Meta.constraints,
            models.CheckConstraint(
                name="plan_is_due_after_decision", condition=Q(due_on__gte=F("decided_on"))
            ),
            models.UniqueConstraint(
                name="company_has_one_plan", fields=["company"], condition=Q(done_on__isnull=True)
            ),
            models.UniqueConstraint(
                name="unit_of_estate_has_one_plan",
                fields=["estate", "unit"],
                condition=Q(done_on__isnull=True, estate__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} for {self.unit} {self.company_id or self.estate_id}"


class Member(models.Model):
    """A member of a branch, by name: seen inside the branch only, sealed at rest, every look logged.

    post: in the branch, such as "书记" or "组织委员"; left_on: first day no longer a member here
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    name = SealedField()
    standing = models.CharField(max_length=12, choices=Standing.choices)
    post = models.CharField(max_length=30, blank=True, default="")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="organisation__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
            )
        ]

    def __str__(self) -> str:
        return f"member #{self.pk} of {self.organisation_id}"
