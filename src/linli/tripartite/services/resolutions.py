"""Resolutions: made in a meeting, reported done with proof, accepted or reopened by a meeting (G6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base import journal
from linli.base.attaching import attachable
from linli.base.command import command
from linli.base.lifecycle import apply
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.tripartite import lifecycle
from linli.tripartite.minuting import Decision, Verdict
from linli.tripartite.models import AgendaItem, Meeting, Resolution
from linli.tripartite.rights import demand_side
from linli.tripartite.sources import check_changed
from linli.tripartite.terms import ResolutionState

CORRECTED = "更正纪要时删去"


@dataclass(frozen=True, slots=True)
class Done:
    """How a resolution was carried out. changed: key of the record it changed; files: keys of stored files"""

    on: date
    report: str
    files: Sequence[int] = ()
    changed: str = ""


@command
def finish(*, actor: Actor, now: datetime, resolution: Resolution, given: Done) -> Resolution:
    """Report a resolution done, with proof; a meeting has the last word (G6).

    :raises NotAllowed: if it is another side's
    :raises Refused: without words, without a photo, file or record as proof, or for a day that can't be
    """
    estate = resolution.estate
    demand_side(actor, estate, resolution.side)
    held_on = resolution.meeting.held_on or timezone.localdate(resolution.meeting.planned_at)
    if not given.report.strip():
        raise Refused("请写做了什么。", "Write what was done.", clause="G6", fields=("report",))
    if not held_on <= given.on <= timezone.localdate(now):
        raise Refused(
            f"完成日期应在开会那天{held_on}和今天之间。",
            f"The day must lie between the meeting of {held_on} and today.",
            clause="G6",
            fields=("on",),
        )
    if not given.files and not given.changed:
        raise Refused(
            "请拍一张照片、上传文件，或选中改好的那条记录，作为凭证。",
            "Add a photo or file, or choose the record that was mended, as proof.",
            clause="G6",
            fields=("photos",),
        )
    check_changed(given.changed, estate)
    files = attachable(actor, given.files, permission="tripartite.view", path=estate.path)
    apply(
        lifecycle=lifecycle.RESOLUTION,
        subject=resolution,
        move="finish",
        actor=actor,
        at=now,
        place=estate.path,
        on=given.on,
        change={"proof": [None, len(files)], "changed": [None, given.changed]},
        done_on=given.on,
        report=given.report.strip(),
        changed=given.changed,
        updated_at=now,
    )
    resolution.proof.set(files)
    return resolution


@command
def drop(*, actor: Actor, now: datetime, resolution: Resolution, reason: str) -> Resolution:
    """Give a resolution up, saying why; it stays in the record (G6).

    :raises Refused: without a reason
    """
    _move(actor, resolution, "drop", now=now, note=reason)
    return resolution


def decide(
    actor: Actor,
    meeting: Meeting,
    items: Mapping[int, AgendaItem],
    decisions: Sequence[Decision],
    *,
    now: datetime,
) -> list[Resolution]:
    """Write the new resolutions of a meeting, with one line of the journal for each."""
    wanted = [each for each in decisions if each.text.strip()]
    last = meeting.resolutions.order_by("-number").values_list("number", flat=True).first() or 0
    rows = Resolution.objects.bulk_create(
        _row(meeting, items.get(each.number), each, number, now=now)
        for number, each in enumerate(wanted, start=last + 1)
    )
    lines = [
        journal.Line(
            verb="resolution.make",
            kind="tripartite.resolution",
            key=str(row.pk),
            place=meeting.estate.path,
            clause="G6",
            change={"side": [None, row.side], "due_on": [None, row.due_on], "source": [None, row.source]},
            on=meeting.held_on,
        )
        for row in rows
    ]
    journal.write_lines(actor=actor, lines=lines, at=now)
    return rows


def revise(actor: Actor, meeting: Meeting, decisions: Sequence[Decision], *, now: datetime) -> None:
    """Correct the open resolutions of a meeting; one whose words were taken away is dropped."""
    given = {each.pk: each for each in decisions if each.pk is not None}
    if not given:
        return
    for row in meeting.resolutions.filter(pk__in=given, state=ResolutionState.OPEN):
        each = given[row.pk]
        if not each.text.strip():
            _move(actor, row, "drop", now=now, note=CORRECTED)
            continue
        row.text, row.side, row.owner = each.text.strip(), each.side, each.owner.strip()
        row.due_on, row.updated_at = each.due_on or row.due_on, now
        row.save(update_fields=["text", "side", "owner", "due_on", "updated_at"])


def judge(actor: Actor, meeting: Meeting, verdicts: Sequence[Verdict], *, now: datetime) -> None:
    """Accept or reopen what was reported done, in the name of a meeting.

    :raises Refused: if one is reopened without saying what is missing
    """
    given = {each.pk: each for each in verdicts}
    if not given:
        return
    rows = Resolution.objects.filter(estate=meeting.estate, pk__in=given, state=ResolutionState.DONE)
    for row in rows.exclude(meeting=meeting).select_related("estate"):
        each = given[row.pk]
        if each.move == "accept":
            _move(actor, row, "accept", now=now, on=meeting.held_on, accepted_in=meeting)
        else:
            _reopen(actor, row, each.note, meeting, now=now)


def _reopen(actor: Actor, row: Resolution, note: str, meeting: Meeting, *, now: datetime) -> None:
    if not note.strip():
        raise Refused(
            f"“{row.text[:20]}”退回重办，请写还差什么。",
            f"Say what is missing of “{row.text[:20]}” that it is reopened.",
            clause="G6",
            fields=("note",),
        )
    _move(actor, row, "reopen", now=now, on=meeting.held_on, note=note)


def _row(
    meeting: Meeting, item: AgendaItem | None, each: Decision, number: int, *, now: datetime
) -> Resolution:
    return Resolution(
        meeting=meeting,
        estate=meeting.estate,
        item=item,
        number=number,
        text=each.text.strip(),
        side=each.side,
        owner=each.owner.strip(),
        due_on=each.due_on or timezone.localdate(now),
        source=item.source if item else "",
        updated_at=now,
    )


def _move(
    actor: Actor,
    row: Resolution,
    move: str,
    *,
    now: datetime,
    note: str = "",
    on: date | None = None,
    **also: Any,
) -> None:
    apply(
        lifecycle=lifecycle.RESOLUTION,
        subject=row,
        move=move,
        actor=actor,
        at=now,
        place=row.estate.path,
        note=note,
        on=on,
        updated_at=now,
        **also,
    )
