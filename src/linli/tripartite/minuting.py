"""What is said of a meeting when it is minuted: plain values, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.kernel.errors import Refused
from linli.tripartite.terms import Side

LEAST_SIDES = 2  # fewer is no joint meeting
FARTHEST = timedelta(days=730)
MOST = 40


@dataclass(frozen=True, slots=True)
class Point:
    """An item of an agenda. source: key of what caused it, "" if written by hand"""

    title: str
    source: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution as it is minuted.

    number: of the agenda item it belongs to, 0 for none; pk: of the one it corrects, None for a new one
    """

    text: str
    side: str
    due_on: date | None
    owner: str = ""
    number: int = 0
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the meeting says of a resolution reported done. move: "accept" or "reopen", which needs a note"""

    pk: int
    move: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """attendance: names by side, of the sides that came; outcomes: by the agenda's numbers

    more: items taken up beyond the agenda; photos: keys of stored files
    """

    held_on: date
    chair: str = ""
    text: str = ""
    attendance: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[int, str] = field(default_factory=dict)
    more: Sequence[Point] = ()
    decisions: Sequence[Decision] = ()
    verdicts: Sequence[Verdict] = ()
    photos: Sequence[int] = ()


def check(minutes: Minutes, *, today: date, sides: Iterable[str]) -> None:
    """Refuse minutes that can't be (G6).

    sides: those the estate has
    :raises Refused: naming the field and the mend
    """
    if minutes.held_on > today:
        raise Refused(
            f"开会日期{minutes.held_on}还没有到。会开完再记纪要，或改成实际开会那天。",
            f"{minutes.held_on} lies ahead. Minute the meeting when it was held, or mend the day.",
            clause="G6",
            fields=("held_on",),
        )
    strange = set(minutes.attendance) - set(sides)
    if strange:
        names = "、".join(str(Side(side).label) for side in sorted(strange))
        raise Refused(
            f"这个小区没有{names}这一方，请去掉。",
            f"The estate has no such side: {', '.join(sorted(strange))}.",
            clause="G1",
            fields=("attendance",),
        )
    if len(minutes.attendance) < LEAST_SIDES:
        raise Refused(
            "到会的不足两方，不是联席会议。请勾选到会的各方，或取消这次会议。",
            "Fewer than two sides came: this was no joint meeting. Tick who came, or cancel the meeting.",
            clause="G6",
            fields=("attendance",),
        )
    for decision in minutes.decisions:
        check_decision(decision, minutes.held_on, sides)


def check_decision(decision: Decision, held_on: date, sides: Iterable[str]) -> None:
    """Refuse a resolution without an owner's side or a day it can be done by.

    :raises Refused: naming the resolution
    """
    if not decision.text.strip():
        return
    name = decision.text.strip()[:20]
    if decision.side not in set(sides):
        raise Refused(
            f"决议“{name}”要写明由哪一方办理。",
            f"Say which side carries out “{name}”.",
            clause="G6",
            fields=("side",),
        )
    if decision.due_on is None or not held_on <= decision.due_on <= held_on + FARTHEST:
        raise Refused(
            f"决议“{name}”的完成期限要在开会那天{held_on}之后、两年之内。",
            f"“{name}” must be due after the meeting of {held_on} and within two years.",
            clause="G6",
            fields=("due_on",),
        )


def check_agenda(points: Sequence[Point]) -> None:
    """Refuse an agenda of nothing, or of more than anybody minutes.

    :raises Refused: otherwise
    """
    if not points:
        raise Refused(
            "请至少勾选或写一项议题。", "Choose or write one item at least.", clause="G6", fields=("agenda",)
        )
    if len(points) > MOST:
        raise Refused(
            f"一次会议最多{MOST}项议题，现在是{len(points)}项。",
            f"A meeting takes {MOST} items at most; these are {len(points)}.",
            clause="G6",
            fields=("agenda",),
        )
