"""The companies, projects and contracts a list of estates brings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from linli.base import bulk, journal
from linli.kernel.actor import Actor
from linli.people.models import Posting
from linli.people.services import postings
from linli.registry.import_plan import Change, Firm, Ground, Plan, last
from linli.registry.models import Company, Contract, ServiceProject
from linli.registry.terms import ContractKind
from linli.rules.folding import fold
from linli.rules.intake.estate_rows import EstateRow
from linli.rules.pinyin import initials


def companies(made: Plan, *, now: datetime) -> list[journal.Line]:
    """Enter the companies the rows bring, and fill in codes that were not known yet."""
    named = [*(one for _, one in made.fresh), *(change.firm for change in made.changes)]
    firms = {id(one): one for one in named if one}
    fresh = [one for one in firms.values() if not one.pk]
    bulk.insert(
        Company,
        ("name", "folded", "initials", "uscc", "created_at", "updated_at"),
        ((one.name, fold(one.name)[:100], initials(one.name)[:100], one.uscc, now, now) for one in fresh),
    )
    keys = _keys_of(fresh)
    for one in fresh:
        one.pk = keys[fold(one.name)[:100], one.uscc]
    bare = Company.objects.filter(uscc="", pk__in=[one.pk for one in firms.values()])
    without = set(bare.values_list("pk", flat=True))
    filled = [one for one in firms.values() if one.uscc and one.pk in without]
    bulk.update(Company, ("uscc", "updated_at"), ((one.uscc, now, one.pk) for one in filled))
    lines = [_line("company.register", one, {"name": [None, one.name]}) for one in fresh]
    return lines + [_line("company.change", one, {"uscc": ["", one.uscc]}) for one in filled]


def _line(verb: str, one: Firm, change: dict[str, Any]) -> journal.Line:
    return journal.Line(verb, "registry.company", str(one.pk), clause="B2", change=change)


def _keys_of(fresh: list[Firm]) -> dict[tuple[str, str], int]:
    names = {fold(one.name)[:100] for one in fresh}
    rows = Company.objects.filter(folded__in=names).order_by("pk").values_list("folded", "uscc", "pk")
    return {(folded, uscc): pk for folded, uscc, pk in rows}


def begin(made: Plan, found: Ground, *, today: date, now: datetime) -> None:
    """Let companies begin where none served, set fees, and enter or correct contracts."""
    starts = _starts(made, found)
    bulk.insert(
        ServiceProject,
        ("estate", "company", "since", "fee", "updated_at"),
        ((key, one.pk, row.contract_start or today, row.fee, now) for key, row, one in starts),
    )
    served = [change for change in made.changes if change.served]
    bulk.update(
        ServiceProject,
        ("fee", "updated_at"),
        ((c.row.fee, now, c.served.pk) for c in served if c.fee and c.served),
    )
    open_now = ServiceProject.objects.filter(estate__in=[key for key, _, _ in starts], until__isnull=True)
    projects = dict(open_now.values_list("estate_id", "pk"))
    signed = [(projects[key], row) for key, row, _ in starts if row.contract_start]
    _contracts(signed, [change for change in served if change.papers], found, today, now)


def _starts(made: Plan, found: Ground) -> list[tuple[int, EstateRow, Firm]]:
    starts = [(c.estate.pk, c.row, c.firm) for c in made.changes if c.firm and not c.served]
    for row, one in made.fresh:
        if one is not None:
            starts.append((found.entered[row.row], row, one))
    return starts


def _contracts(
    signed: list[tuple[int, EstateRow]], changes: list[Change], found: Ground, today: date, now: datetime
) -> None:
    corrected = []
    for change in changes:
        if change.served and change.row.contract_start:
            papers = found.papers.get((change.served.pk, change.row.contract_start))
            if papers is None:
                signed.append((change.served.pk, change.row))
            else:
                corrected.append((last(change.row), change.row.fee, now, papers.pk))
    bulk.update(Contract, ("end", "fee", "updated_at"), corrected)
    kind = ContractKind.FIRST.value
    bulk.insert(
        Contract,
        ("project", "kind", "signed_on", "start", "end", "fee", "updated_at"),
        (
            (project, kind, min(row.contract_start, today), row.contract_start, last(row), row.fee, now)
            for project, row in signed
            if row.contract_start
        ),
    )


def let_people_in(actor: Actor, made: Plan, *, now: datetime) -> None:
    """Post the people of companies that have any at the estates they begin to serve."""
    begun = {(one.pk, row.key): row for row, one in made.fresh if one}
    begun |= {(c.firm.pk, c.row.key): c.row for c in made.changes if c.firm and not c.served}
    bodies = {f"company:{pk}" for pk, _ in begun}
    peopled = set(Posting.objects.filter(organisation__in=bodies).values_list("organisation", flat=True))
    if not peopled:
        return
    keys = {row.key for (pk, _), row in begun.items() if f"company:{pk}" in peopled}
    open_now = ServiceProject.objects.filter(estate__folded__in=keys, until__isnull=True)
    for project in open_now.select_related("estate__place", "company"):
        if project.company.organisation in peopled and project.updated_at == now:
            postings.extend(
                actor=actor,
                organisation=project.company.organisation,
                place=project.estate.place,
                since=project.since,
                now=now,
            )
