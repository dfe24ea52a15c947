"""What a summary says: the same figures as the pages, for a place and for each place right below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.duties.queries.areas import area, below
from linli.duties.queries.books import book
from linli.duties.sheets import Figures
from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.people.models import Place
from linli.rules.duties.model import Duty
from linli.rules.packs import Pack


@dataclass(frozen=True, slots=True)
class Summary:
    """A period of a place. duties: with their figures in the pack's order; below: by place right below it

    worst: names of who is overdue, by duty, a few of each
    """

    place: Place
    period: Period
    today: date
    duties: tuple[tuple[Duty, Figures], ...]
    total: Figures
    below: tuple[tuple[str, Figures], ...]
    worst: tuple[tuple[Duty, tuple[str, ...], int], ...]


FEW = 5


def summary(actor: Actor, pack: Pack, *, place: Place, period: Period, today: date) -> Summary:
    """Return the summary of a place in a period; as many statements as a page, and one.

    :raises NoSuch: if the place is out of reach
    """
    rules = pack.duties.rules
    looked = area(actor, path=place.path)
    found = book(actor, rules, area=looked, period=period, today=today, by=pack.duties)
    figures = found.figures()
    parts: dict[str, Figures] = {}
    late: dict[str, list[str]] = {}
    counted = {each.path: each.short for each in below(actor, path=place.path, on=today)}
    depth = len(place.path)
    for cell in found.cells():
        child = cell.subject.place[: cell.subject.place.find("/", depth) + 1]
        one = Figures(**{cell.outcome.state: 1})
        parts[child] = parts.get(child, Figures()) + one
        if cell.outcome.state == "overdue":
            late.setdefault(cell.duty.id, []).append(cell.subject.name)
    return Summary(
        place,
        period,
        today,
        tuple((rule, figures[rule.id]) for rule in rules),
        sum(figures.values(), Figures()),
        tuple((name, parts.get(path, Figures())) for path, name in counted.items()),
        tuple(
            (rule, tuple(dict.fromkeys(late[rule.id]))[:FEW], len(set(late[rule.id])))
            for rule in rules
            if rule.id in late
        ),
    )


def by_place(
    actor: Actor, pack: Pack, *, path: str, period: Period, today: date
) -> list[tuple[Place, Figures]]:
    """Return how all duties together stand at each place right below `path`; places without any have zeros.

    :raises NoSuch: if the place is out of reach
    """
    found = book(
        actor, pack.duties.rules, area=area(actor, path=path), period=period, today=today,
        by=pack.duties,
    )  # fmt: skip
    parts: dict[str, Figures] = {}
    for sheet in found.sheets:
        for cell in sheet.cells(today, partial=found.partial):
            child = cell.subject.place[: cell.subject.place.find("/", len(path)) + 1]
            parts[child] = parts.get(child, Figures()) + Figures(**{cell.outcome.state: 1})
    return [(place, parts.get(place.path, Figures())) for place in below(actor, path=path, on=today)]
