"""A company's service of one estate, and the people who do it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.base.crypto import SealedField
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models.companies import Company
from linli.registry.models.estates import Estate
from linli.registry.terms import PostKind


class ServiceProject(models.Model):
    """One company serving one estate from `since` up to, without, `until`; at most one is open (条例33).

    fee: 元/㎡·月; phone: of the service centre, public; hours: when it is staffed, as people say it
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="projects")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="projects")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    fee = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True, default="")
    hours = models.CharField(max_length=60, blank=True, default="")
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["company", "until"])]
        constraints = [
            models.UniqueConstraint(
                name="estate_has_one_company", fields=["estate"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="project_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} at {self.estate_id} since {self.since}"


class KeyPost(models.Model):
    """Who holds a backbone post of a project, with the written duties of the post."""

    project = models.ForeignKey(ServiceProject, on_delete=models.PROTECT, related_name="posts")
    post = models.CharField(max_length=12, choices=PostKind.choices)
    name = models.CharField(max_length=60)
    phone = SealedField(blank=True, default="")
    duties = models.TextField(blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="project__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="key_post_has_one_holder", fields=["project", "post"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="post_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} of {self.project_id} since {self.since}"


class Staffing(models.Model):
    """Head counts of a project on one day; counts only, no persons.

    required: what the contract or the filed plan demands in all; None while nothing is agreed
    party_members: full members among them; probationary: members on probation
    """

    project = models.ForeignKey(ServiceProject, on_delete=models.PROTECT, related_name="staffings")
    as_of = models.DateField()
    required = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    cleaning = models.PositiveIntegerField(default=0)
    repair = models.PositiveIntegerField(default=0)
    service = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)
    party_members = models.PositiveIntegerField(default=0)
    probationary = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    scope = Scope(place="project__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="staffing_is_one_a_day", fields=["project", "as_of"])]

    def __str__(self) -> str:
        return f"{self.project_id} as of {self.as_of}"

    @property
    def total(self) -> int:
        return self.order + self.cleaning + self.repair + self.service + self.other

    @property
    def is_adequate(self) -> bool | None:
        """None while nobody has said how many are required."""
        return None if self.required is None else self.total >= self.required
