"""The plain record of one estate, from its rows, as `completeness` judges it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from linli.kernel import place as paths
from linli.registry.completeness import Record
from linli.registry.terms import COMMITTEE_FILING_DAYS

COMMITTEE_FILING = timedelta(days=COMMITTEE_FILING_DAYS)

OWN = (
    "address", "kind", "built_year", "buildings", "households", "floor_area", "building_type", "lifts",
    "garage", "occupied_households", "elderly_households", "plan",
)  # fmt: skip


def record_of(
    estate: Any,
    *,
    project: Any,
    contracts: Iterable[Any],
    posts: Iterable[Any],
    staffing: Any,
    committee: Any,
    disclosures: Iterable[Any],
    documents: Iterable[Any],
    worked: bool,
    today: date,
) -> Record:
    """Return the record of `estate` on `today` from the rows on its dossier.

    project: the open one; committee: the last elected; worked: somebody is posted to its grid
    """
    running = [
        row
        for row in contracts
        if project is not None and row.project_id == project.pk and _within(row.start, row.end, today)
    ]
    held = [row for row in posts if _within(row.since, row.until, today)]
    company = project.company if project else None
    grid = is_gridded(estate.path)
    return Record(
        mode=estate.mode,
        known=known(estate),
        gridded=grid,
        grid_worker=grid and worked,
        company=project is not None,
        uscc=bool(company and company.uscc),
        registered=bool(company and company.registered_on and company.registered_on <= today),
        phone=bool(project and project.phone),
        posts=frozenset(row.post for row in held),
        duties=all(row.duties.strip() for row in held),
        staffing=bool(staffing.is_adequate) if staffing else None,
        contract=any(row.signed_on <= today for row in running),
        filed=any(row.filed_on and row.filed_on <= today for row in running),
        committee=standing(committee, today),
        disclosed=frozenset(row.kind for row in disclosures if _within(row.shown_on, row.valid_until, today)),
        documents=frozenset(row.kind for row in documents if _within(row.issued_on, row.valid_until, today)),
    )


def known(estate: Any) -> frozenset[str]:
    """Return the names of the estate's own facts that are filled in."""
    return frozenset(name for name in OWN if getattr(estate, name) not in (None, ""))


def is_gridded(path: str) -> bool:
    """Test if an estate's path leads through a grid."""
    return paths.parent(path).rstrip("/").rpartition("/")[2].startswith("g")


def standing(row: Any, today: date) -> str:
    """Return "" without a committee, "expired", "unfiled" once its 30 days are over, else "ok"."""
    if row is None or row.dissolved_on:
        return ""
    if row.term_until <= today:
        return "expired"
    if row.filed_on is None and today > row.elected_on + COMMITTEE_FILING:
        return "unfiled"
    return "ok"


def _within(start: date, end: date | None, today: date) -> bool:
    return start <= today and (end is None or end > today)
