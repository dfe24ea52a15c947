"""The postings of an account as people think of them: one company with its estates, and the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from linli.people.terms import Role

if TYPE_CHECKING:
    from linli.people.models import Place, Posting

FEW = 4  # so many stand open on the page


@dataclass(frozen=True, slots=True)
class Group:
    """The postings for one body, or those for none.

    organisation, name: "company:12" and what it is called; "" for postings for no body
    rows: still in force or to come; past: ended; missing: estates the company serves without a posting there
    """

    organisation: str
    name: str
    role: str
    rows: tuple[Posting, ...]
    past: tuple[Posting, ...]
    missing: int

    @property
    def is_short(self) -> bool:
        return len(self.rows) <= FEW


def grouped(
    held: Sequence[Posting], *, names: Mapping[str, str], served: Mapping[str, Sequence[Place]], today: date
) -> list[Group]:
    """Return the postings by body, those for no body first, then the companies by name.

    held: in the order to be shown; names, served: by organisation
    """
    by_body: dict[str, list[Posting]] = {}
    for row in held:
        by_body.setdefault(row.organisation, []).append(row)
    groups = [
        _group(organisation, names.get(organisation, organisation), rows, served.get(organisation, ()), today)
        for organisation, rows in by_body.items()
    ]
    return sorted(groups, key=lambda group: (bool(group.organisation), group.name, group.organisation))


def _group(
    organisation: str, name: str, held: Sequence[Posting], served: Sequence[Place], today: date
) -> Group:
    # Ended before it began, a posting ends on its first day, which may be a day to come.
    rows = tuple(row for row in held if row.until is None or row.until > max(today, row.since))
    there = {row.place_id for row in rows if row.role == Role.COMPANY}
    return Group(
        organisation=organisation,
        name=name,
        role=str(held[0].get_role_display()) if organisation else "",
        rows=rows,
        past=tuple(row for row in held if row.until is not None and row.until <= max(today, row.since)),
        missing=sum(place.pk not in there for place in served),
    )
