"""Notice boards: versions, where they hang, which are out of date and why (G7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from linli.base.models import JournalEntry
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.registry.models.finding import matches
from linli.tripartite.models import BoardIssue, BoardSighting, Delegate, Mechanism
from linli.tripartite.models.mechanisms import holding
from linli.tripartite.rights import may_print
from linli.tripartite.terms import Side
from linli.tripartite.versions import SECTIONS

# Beginnings of the verbs after which a board may no longer say what is true, and the section they are about.
TOUCH = {
    "project.": "served", "post.": "served", "committee.": "served", "mandate.": "served",
    "mechanism.": "sides", "commitment.company": "commitments", "commitment.committee": "commitments",
    "commitment.community": "commitments", "commitment.withdraw": "commitments", "contract.": "fees",
    "disclosure.": "disclosures", "meeting.call": "meeting", "meeting.approve": "resolutions",
    "meeting.cancel": "meeting", "resolution.": "resolutions", "round.publish": "score",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seats:
    """Who sits for the sides, and where residents find them, as a board shows it."""

    sides: list[dict[str, str]]
    reach: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything. state: a key of `STATES`"""

    q: str = ""
    at: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """How the board of an estate stands. changed: what was changed in the records since it was printed

    old: spots where another version was last seen hanging; current: spots with the newest one
    """

    estate: Estate
    newest: BoardIssue | None
    expired: bool
    changed: list[Text] = field(default_factory=list)
    current: list[BoardSighting] = field(default_factory=list)
    old: list[BoardSighting] = field(default_factory=list)


def seats(actor: Actor, estate: Estate, *, today: date) -> Seats:
    """Return who sits for each side and where residents find the three, for anybody; two queries (G7)."""
    held = Mechanism.objects.filter(holding(today), estate=estate).order_by("-since").first()
    if held is None:
        return Seats([], [])
    sitting = list(Delegate.objects.filter(holding(today), mechanism=held).order_by("since", "pk"))
    sides = [
        {
            "side": str(side.label),
            "names": "、".join(f"{row.name} {row.title}".strip() for row in sitting if row.side == side),
        }
        for side in Side
    ]
    reach = [("热线", held.hotline), ("窗口", held.window), ("工作室", held.studio)]
    return Seats(
        [one for one in sides if one["names"]],
        [{"words": words, "value": value} for words, value in reach if value],
    )


def boards(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the estates `wanted`, with what their newest board needs to be filtered by."""
    newest = BoardIssue.objects.filter(estate=OuterRef("pk")).order_by("-made_at", "-pk")
    seen = Estate.objects.visible_at(actor, "tripartite.view", wanted.at).filter(closed_on__isnull=True)
    rows_ = seen.filter(matches(wanted.q)) if wanted.q else seen
    if wanted.state in STATES:
        rows_ = rows_.annotate(
            board=Subquery(newest.values("pk")[:1]),
            board_at=Subquery(newest.values("made_at")[:1]),
            board_until=Subquery(newest.values("valid_until")[:1]),
        ).filter(STATES[wanted.state](today))
    return rows_.order_by("path")


def rows(actor: Actor, found: Sequence[Estate], *, today: date) -> list[Row]:
    """Return how the boards of `found` stand; three queries."""
    keys: Any = [row.pk for row in found]
    if len(keys) >= 500:
        keys = Estate.objects.visible_to(actor, "tripartite.view").values("pk")
    newest: dict[int, BoardIssue] = {}
    for issue in BoardIssue.objects.filter(estate__in=keys).defer("shown").order_by("made_at", "pk"):
        newest[issue.estate_id] = issue
    spots: dict[tuple[int, str], BoardSighting] = {}
    seen = BoardSighting.objects.filter(issue__estate__in=keys).select_related("issue").defer("issue__shown")
    for sighting in seen.order_by("on", "pk"):
        spots[sighting.issue.estate_id, sighting.spot] = sighting
    touched = _touched(found, newest)
    return [_row(row, newest.get(row.pk), touched, spots, today) for row in found]


def versions(actor: Actor, estate: Estate) -> list[BoardIssue]:
    """Return the versions of an estate's board, newest first; one query."""
    seen = BoardIssue.objects.visible_to(actor, "tripartite.view").filter(estate=estate)
    return list(seen.order_by("-made_at", "-pk")[:20])


def version(actor: Actor, *, code: str, to_sight: bool = False) -> BoardIssue:
    """Return a version by its code; `to_sight`: one whose board the actor looks after.

    :raises NoSuch: if there is none, or it is not the actor's
    """
    permission = "board.print" if to_sight else "tripartite.view"
    seen = BoardIssue.objects.visible_to(actor, permission).select_related("estate")
    found: BoardIssue | None = seen.filter(code=code).first()
    if found is None or (to_sight and not may_print(actor, found.estate)):
        raise _unknown()
    return found


def at_gate(actor: Actor, *, estate_code: str, code: str) -> BoardIssue:
    """Return a version of an estate's board, for anybody who scans it.

    :raises NoSuch: if there is none
    """
    seen = BoardIssue.objects.filter(estate__code=estate_code, estate__closed_on__isnull=True, code=code)
    found: BoardIssue | None = seen.select_related("estate").first()
    if found is None:
        raise _unknown()
    return found


def _unknown() -> NoSuch:
    return NoSuch(
        "没有这个版本号的公示栏。请对照纸上右下角的号再输一次。",
        "No board has this version code. Compare it with the paper and type it again.",
    )


def _touched(found: Sequence[Estate], newest: dict[int, BoardIssue]) -> list[tuple[str, str, Any]]:
    """Return place, section and moment of what was written since the oldest of the boards was printed."""
    if not newest:
        return []
    verbs = Q()
    for start in TOUCH:
        verbs |= Q(verb__startswith=start)
    above = {up for row in found if row.pk in newest for up in paths.chain(row.path)}
    since = min(row.made_at for row in newest.values())
    lines = JournalEntry.objects.filter(verbs, place__in=above, at__gt=since)
    return [(place, _section(verb), at) for place, verb, at in lines.values_list("place", "verb", "at")]


def _section(verb: str) -> str:
    return next(section for start, section in TOUCH.items() if verb.startswith(start))


def _row(
    estate: Estate,
    newest: BoardIssue | None,
    touched: list[tuple[str, str, Any]],
    spots: dict[tuple[int, str], BoardSighting],
    today: date,
) -> Row:
    mine = [sighting for (pk, _), sighting in spots.items() if pk == estate.pk]
    if newest is None:
        return Row(estate, None, False)
    above = set(paths.chain(estate.path))
    sections = {section for place, section, at in touched if place in above and at > newest.made_at}
    return Row(
        estate=estate,
        newest=newest,
        expired=newest.valid_until is not None and newest.valid_until <= today,
        changed=[words for name, words in SECTIONS.items() if name in sections],
        current=[one for one in mine if one.issue_id == newest.pk],
        old=[one for one in mine if one.issue_id != newest.pk],
    )


def _written_since() -> Q:
    verbs = Q()
    for start in TOUCH:
        verbs |= Q(verb__startswith=start)
    lines = JournalEntry.objects.filter(verbs, place=OuterRef("path"), at__gt=OuterRef("board_at"))
    return Q(board__isnull=False) & Q(Exists(lines))


STATES: dict[str, Any] = {
    "none": lambda on: Q(board__isnull=True),
    "expired": lambda on: Q(board_until__lte=on),
    "changed": lambda on: _written_since(),
    "unseen": lambda on: (
        Q(board__isnull=False) & ~Q(Exists(BoardSighting.objects.filter(issue=OuterRef("board"))))
    ),
}
