"""Records of many estates at once: each function is one query, however many estates are asked for.

`estates` is anything `estate__in` takes: keys, or (beyond a few hundred) a queryset of estates or of keys.
A record holds "in a period" if it holds on at least one of its days; periods are half-open.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.registry.models import (
    Contract,
    Disclosure,
    EstateMode,
    KeyPost,
    OwnersCommittee,
    RuleDocument,
    ServiceProject,
    Staffing,
)


class ProjectRow(NamedTuple):
    """registered_on: of the company on the province's platform (S6)"""

    pk: int
    estate: int
    company: int
    company_name: str
    uscc: str
    registered_on: date | None
    platform_number: str
    since: date
    until: date | None
    fee: Decimal | None
    phone: str


class ContractRow(NamedTuple):
    pk: int
    estate: int
    project: int
    kind: str
    signed_on: date
    start: date
    end: date | None
    filed_on: date | None
    filing_number: str


class DisclosureRow(NamedTuple):
    pk: int
    estate: int
    kind: str
    shown_on: date
    checked_on: date | None
    valid_until: date | None
    photo: int | None


class DocumentRow(NamedTuple):
    pk: int
    estate: int
    kind: str
    title: str
    issued_on: date
    valid_until: date | None
    file: int | None


class PostRow(NamedTuple):
    pk: int
    estate: int
    project: int
    post: str
    has_duties: bool
    since: date
    until: date | None


class StaffRow(NamedTuple):
    """total: heads; adequate: None while nobody has said how many are required"""

    pk: int
    estate: int
    project: int
    as_of: date
    required: int | None
    total: int
    party_members: int
    probationary: int

    @property
    def adequate(self) -> bool | None:
        return None if self.required is None else self.total >= self.required


class CommitteeRow(NamedTuple):
    pk: int
    estate: int
    kind: str
    elected_on: date
    term_until: date
    filed_on: date | None
    dissolved_on: date | None


def open_projects(actor: Actor, estates: Any, *, period: Period) -> dict[int, ProjectRow]:
    """Return for each estate the project open in the period, the latest if several were."""
    rows = (
        ServiceProject.objects.visible_to(actor, "estate.view")
        .filter(_holds("since", "until", period), estate__in=estates)
        .order_by("since", "pk")
        .values_list(
            "pk", "estate_id", "company_id", "company__name", "company__uscc", "company__registered_on",
            "company__platform_number", "since", "until", "fee", "phone",
        )
    )  # fmt: skip
    return {row[1]: ProjectRow(*row) for row in rows.iterator(2000)}


def contracts(actor: Actor, estates: Any, *, period: Period) -> dict[int, list[ContractRow]]:
    """Return for each estate the contracts in force in the period, in order of their start (S8)."""
    rows = (
        Contract.objects.visible_to(actor, "estate.view")
        .filter(_holds("start", "end", period), project__estate__in=estates, signed_on__lt=period.end)
        .order_by("start", "pk")
        .values_list(
            "pk", "project__estate_id", "project_id", "kind", "signed_on", "start", "end", "filed_on",
            "filing_number",
        )
    )  # fmt: skip
    found: dict[int, list[ContractRow]] = {}
    for row in rows.iterator(2000):
        found.setdefault(row[1], []).append(ContractRow(*row))
    return found


def disclosures(actor: Actor, estates: Any, *, period: Period) -> dict[int, dict[str, DisclosureRow]]:
    """Return for each estate what was shown in the period, by kind, the latest of each (S7)."""
    rows = (
        Disclosure.objects.visible_to(actor, "estate.view")
        .filter(_holds("shown_on", "valid_until", period), estate__in=estates)
        .order_by("shown_on", "pk")
        .values_list("pk", "estate_id", "kind", "shown_on", "checked_on", "valid_until", "photo_id")
    )
    found: dict[int, dict[str, DisclosureRow]] = {}
    for row in rows.iterator(2000):
        found.setdefault(row[1], {})[row[2]] = DisclosureRow(*row)
    return found


def documents(actor: Actor, estates: Any, *, period: Period) -> dict[int, dict[str, DocumentRow]]:
    """Return for each estate the documents valid in the period, by kind, each the latest (S9 S10 S12 S13)."""
    rows = (
        RuleDocument.objects.visible_to(actor, "estate.view")
        .filter(_holds("issued_on", "valid_until", period), estate__in=estates)
        .order_by("issued_on", "pk")
        .values_list("pk", "estate_id", "kind", "title", "issued_on", "valid_until", "file_id")
    )
    found: dict[int, dict[str, DocumentRow]] = {}
    for row in rows.iterator(2000):
        found.setdefault(row[1], {})[row[2]] = DocumentRow(*row)
    return found


def posts(actor: Actor, estates: Any, *, period: Period) -> dict[int, dict[str, PostRow]]:
    """Return for each estate the key posts held in the period, by post, the latest holder (A2 S5)."""
    rows = (
        KeyPost.objects.visible_to(actor, "estate.view")
        .filter(_holds("since", "until", period), project__estate__in=estates)
        .order_by("since", "pk")
        .values_list("pk", "project__estate_id", "project_id", "post", "duties", "since", "until")
    )
    found: dict[int, dict[str, PostRow]] = {}
    for pk, estate, project, post, duties, since, until in rows.iterator(2000):
        row = PostRow(pk, estate, project, post, bool(duties.strip()), since, until)
        found.setdefault(estate, {})[post] = row
    return found


def staffing(actor: Actor, estates: Any, *, period: Period) -> dict[int, StaffRow]:
    """Return for each estate the last head count on or before the period's last day (A2 S5)."""
    rows = (
        Staffing.objects.visible_to(actor, "estate.view")
        .filter(project__estate__in=estates, as_of__lt=period.end)
        .order_by("as_of", "pk")
        .values_list(
            "pk", "project__estate_id", "project_id", "as_of", "required", "order", "cleaning", "repair",
            "service", "other", "party_members", "probationary",
        )
    )  # fmt: skip
    found = {}
    for pk, estate, project, as_of, required, *heads, party, probationary in rows.iterator(2000):
        found[estate] = StaffRow(pk, estate, project, as_of, required, sum(heads), party, probationary)
    return found


def committees(actor: Actor, estates: Any, *, period: Period) -> dict[int, CommitteeRow]:
    """Return for each estate the last committee elected by the period's end, dissolved or not (B2)."""
    rows = (
        OwnersCommittee.objects.visible_to(actor, "estate.view")
        .filter(estate__in=estates, elected_on__lt=period.end)
        .order_by("elected_on", "pk")
        .values_list("pk", "estate_id", "kind", "elected_on", "term_until", "filed_on", "dissolved_on")
    )
    return {row[1]: CommitteeRow(*row) for row in rows.iterator(2000)}


def modes(actor: Actor, estates: Any, *, on: date) -> dict[int, str]:
    """Return for each estate how it was served on a day."""
    rows = EstateMode.objects.visible_to(actor, "estate.view").filter(
        Q(until__isnull=True) | Q(until__gt=on), estate__in=estates, since__lte=on
    )
    return dict(rows.values_list("estate_id", "mode"))


def _holds(since: str, until: str, period: Period) -> Q:
    return Q(**{f"{since}__lt": period.end}) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": period.start})
    )
