"""The sheet on which a meeting is minuted: one form for each side, item, decision and earlier resolution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from linli.kernel.errors import Refused
from linli.tripartite.minuting import Decision, Minutes, Point, Verdict
from linli.tripartite.queries.meetings import Item, Whole
from linli.tripartite.rights import sides_of
from linli.tripartite.terms import ResolutionState, Side
from linli.web.tripartite.forms import DecisionForm, ItemForm, MinuteForm, MoreForm, SideForm, VerdictForm

if TYPE_CHECKING:
    from linli.doors.http import Request
    from linli.tripartite.models import Resolution

MORE = 2  # blank rows for what comes up beyond the agenda
USUAL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The forms of one page, in its order."""

    main: MinuteForm
    sides: tuple[tuple[Side, SideForm], ...]
    items: tuple[tuple[Item, ItemForm], ...]
    loose: tuple[DecisionForm, ...]
    more: tuple[MoreForm, ...]
    verdicts: tuple[tuple[Resolution, VerdictForm], ...]

    @property
    def forms(self) -> list[forms.Form]:
        parts = (self.sides, self.items, self.verdicts)
        return [self.main, *(form for part in parts for _, form in part), *self.loose, *self.more]

    def is_valid(self) -> bool:
        return not [form for form in self.forms if not form.is_valid()]  # every form, to mark all faults

    def minutes(self, photos: tuple[int, ...]) -> Minutes:
        """Return what was filled in, as the service takes it."""
        read = self.main.cleaned_data
        more, decisions = self._more()
        return Minutes(
            held_on=read["held_on"],
            chair=read["chair"],
            text=read["minutes"],
            attendance={
                side.value: form.cleaned_data["names"]
                for side, form in self.sides
                if form.cleaned_data["present"]
            },
            outcomes={item.row.number: form.cleaned_data["outcome"] for item, form in self.items},
            more=more,
            decisions=[
                *(_decision(form, item.row.number) for item, form in self.items),
                *(_decision(form, 0) for form in self.loose),
                *decisions,
            ],
            verdicts=[
                Verdict(row.pk, form.cleaned_data["move"], form.cleaned_data["note"])
                for row, form in self.verdicts
                if form.cleaned_data["move"]
            ],
            photos=photos,
        )

    def _more(self) -> tuple[list[Point], list[Decision]]:
        """Return the items that came up with their decisions, counted on from the agenda."""
        number = max((item.row.number for item, _ in self.items), default=0)
        points, decisions = [], []
        for form in self.more:
            read = form.cleaned_data
            title = read["title"].strip()
            if not title and (read["outcome"].strip() or read["text"].strip()):
                raise Refused(
                    "临时议题写了结果或决议，还没有写题目。",
                    "An item that came up has an outcome or a decision but no title.",
                    clause="G6",
                )
            if title:
                number += 1
                points.append(Point(title, outcome=read["outcome"]))
                decisions.append(_decision(form, number))
        return points, decisions


def sheet(
    request: Request,
    whole: Whole,
    *,
    seated: dict[str, str],
    awaiting: list[Resolution],
    today: date,
) -> Sheet:
    """Return the sheet of a meeting: as it was posted, else as it stands, else what is usual."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    sides = sides_of(whole.meeting.estate)
    usual = {
        "side": (Side.COMPANY if Side.COMPANY in sides else Side.COMMUNITY).value,
        "due_on": today + USUAL,
    }

    def bound(make: Any, prefix: str, initial: dict[str, Any], **more: Any) -> Any:
        return make(data, prefix=prefix, initial=initial, **more)

    return Sheet(
        main=MinuteForm(data, files, initial=_start(request, whole, today)),
        sides=tuple(
            (side, bound(SideForm, f"side-{side.value}", _side(whole, side, seated))) for side in sides
        ),
        items=tuple(
            (
                item,
                bound(ItemForm, f"item-{item.row.number}", _item(item, usual), sides=sides),
            )
            for item in whole.items
        ),
        loose=tuple(bound(DecisionForm, f"loose-{row.pk}", _said(row), sides=sides) for row in _loose(whole)),
        more=tuple(bound(MoreForm, f"more-{n}", usual, sides=sides) for n in range(MORE)),
        verdicts=tuple((row, bound(VerdictForm, f"verdict-{row.pk}", {"move": ""})) for row in awaiting),
    )


def _start(request: Request, whole: Whole, today: date) -> dict[str, Any]:
    row = whole.meeting
    return {
        "held_on": row.held_on or today,
        "chair": row.chair or (row.called_by_name if row.called_by == request.actor.user_id else ""),
        "minutes": row.minutes,
        "photos": [photo.pk for photo in whole.photos],
        "seen": row.updated_at.isoformat(),
    }


def _side(whole: Whole, side: Side, seated: dict[str, str]) -> dict[str, Any]:
    if whole.attendance:
        held = whole.attendance.get(side.value)
        return {"present": held is not None, "names": held.names if held else seated.get(side.value, "")}
    return {"present": False, "names": seated.get(side.value, "")}


def _item(item: Item, usual: dict[str, Any]) -> dict[str, Any]:
    said = _said(_first(item)) if _first(item) else usual
    return {**said, "outcome": item.row.outcome}


def _first(item: Item) -> Any:
    return next((row for row in item.resolutions if row.state == ResolutionState.OPEN), None)


def _loose(whole: Whole) -> list[Any]:
    """Return the open resolutions that stand in no item's own row."""
    first = {row.pk for item in whole.items if (row := _first(item))}
    return [row for row in whole.resolutions if row.state == ResolutionState.OPEN and row.pk not in first]


def _said(row: Any) -> dict[str, Any]:
    return {"pk": row.pk, "text": row.text, "side": row.side, "due_on": row.due_on, "owner": row.owner}


def _decision(form: forms.Form, number: int) -> Decision:
    read = form.cleaned_data
    return Decision(
        text=read["text"],
        side=read["side"],
        due_on=read["due_on"],
        owner=read["owner"],
        number=number,
        pk=read["pk"],
    )
