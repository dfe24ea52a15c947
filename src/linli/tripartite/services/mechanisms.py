"""The mechanism of an estate: established, its seats and papers, ended (G1, S2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.registry.models import Estate
from linli.registry.services.writing import demand, swap, written
from linli.tripartite.minuting import LEAST_SIDES
from linli.tripartite.models import Delegate, Mechanism, Paper
from linli.tripartite.rights import sides_of
from linli.tripartite.terms import PaperKind, Side

FACTS = frozenset({"studio", "window", "hotline"})
PAPER = frozenset({"kind", "title", "text", "file", "issued_on", "valid_until"})
Seat = tuple[str, str, str]


@command
def establish(
    *,
    actor: Actor,
    now: datetime,
    estate: Estate,
    since: date,
    fields: Mapping[str, Any],
    seats: Sequence[Seat],
) -> Mechanism:
    """Enter that the sides of an estate work together by rules since a day (G1).

    seats: (side, name, title) of who sits for each
    :raises Refused: if there is one already, the day lies ahead, or fewer than two sides are seated
    """
    demand(actor, "mechanism.manage", at=estate.path, clause="G1")
    today = timezone.localdate(now)
    _check_day(since, today)
    earlier = Mechanism.objects.filter(estate=estate).order_by("-since").first()
    if earlier and (earlier.until is None or earlier.until > since):
        raise Refused(
            f"{estate.name}已有联动机制（自{earlier.since}），期限不能重叠。请修改它，或先终止。",
            f"{estate.name} has a mechanism since {earlier.since}; terms may not overlap. Change or end it.",
            clause="G1",
            fields=("since",),
        )
    named = [(side, name.strip(), title.strip()) for side, name, title in seats if name.strip()]
    _check_seats(estate, named)
    facts = {name: str(fields.get(name) or "").strip() for name in FACTS}
    mechanism = Mechanism.objects.create(estate=estate, since=since, updated_at=now, **facts)
    Delegate.objects.bulk_create(
        Delegate(mechanism=mechanism, side=side, name=name, title=title, since=since)
        for side, name, title in named
    )
    change: dict[str, Any] = {name: [None, value] for name, value in facts.items()}
    change["sides"] = [None, sorted({side for side, *_ in named})]
    _written(mechanism, "mechanism.establish", change, actor=actor, now=now, on=since)
    return mechanism


@command
def change(
    *,
    actor: Actor,
    now: datetime,
    mechanism: Mechanism,
    fields: Mapping[str, Any],
    seen: datetime | None = None,
) -> Mechanism:
    """Correct where residents find it: studio, window, hotline (G1 G6 G9).

    :raises Stale: if someone changed it since `seen`
    """
    _demand_open(actor, mechanism)
    facts = {name: str(fields[name] or "").strip() for name in FACTS & set(fields)}
    done = swap(mechanism, facts, seen=seen, now=now)
    _written(mechanism, "mechanism.change", done, actor=actor, now=now)
    return mechanism


@command
def seat(
    *,
    actor: Actor,
    now: datetime,
    mechanism: Mechanism,
    side: str,
    name: str,
    since: date,
    title: str = "",
) -> Delegate:
    """Let somebody sit for a side since a day (G1).

    :raises Refused: without a name, for a side the estate has not, or a day outside the mechanism's term
    """
    _demand_open(actor, mechanism)
    _check_day(since, timezone.localdate(now))
    _check_side(mechanism.estate, side)
    if not name.strip():
        raise Refused("请写姓名。", "Write a name.", clause="G1", fields=("name",))
    if since < mechanism.since:
        raise Refused(
            f"联动机制自{mechanism.since}建立，这一天早于它。",
            f"The mechanism is since {mechanism.since}; this day is before.",
            clause="G1",
            fields=("since",),
        )
    held = Delegate.objects.filter(mechanism=mechanism, side=side, name=name.strip(), until__isnull=True)
    if held.exists():
        raise Refused(
            f"{name.strip()}已经代表这一方。",
            f"{name.strip()} sits for this side already.",
            clause="G1",
            fields=("name",),
        )
    delegate = Delegate.objects.create(
        mechanism=mechanism, side=side, name=name.strip(), title=title.strip(), since=since
    )
    change = {"seat": [None, side]}
    _written(mechanism, "mechanism.change", change, actor=actor, now=now, on=since)
    return delegate


@command
def unseat(*, actor: Actor, now: datetime, delegate: Delegate, until: date) -> Delegate:
    """Somebody sits for a side no longer, from a day on (G1).

    :raises Refused: if the seat is left already, or the day is not after its beginning, or lies ahead
    """
    _demand_open(actor, delegate.mechanism)
    if delegate.until is not None or not delegate.since < until <= timezone.localdate(now):
        raise Refused(
            f"离任日期要晚于到任日期{delegate.since}、不晚于今天，且还没有离任。",
            f"The day must lie after {delegate.since} and not ahead, and the seat must be held.",
            clause="G1",
            fields=("until",),
        )
    delegate.until = until
    delegate.save(update_fields=["until"])
    change = {"seat": [delegate.side, None]}
    _written(delegate.mechanism, "mechanism.change", change, actor=actor, now=now, on=until)
    return delegate


@command
def end(*, actor: Actor, now: datetime, mechanism: Mechanism, on: date, reason: str) -> Mechanism:
    """The mechanism ends on a day; it stays in the history (G1).

    :raises Refused: without a reason, or if it has ended, or for a day not after its beginning or ahead
    """
    _demand_open(actor, mechanism)
    if not reason.strip():
        raise Refused("请写明终止的原因。", "Say why it ends.", clause="G1", fields=("reason",))
    if not mechanism.since < on <= timezone.localdate(now):
        raise Refused(
            f"终止日期要晚于建立日期{mechanism.since}，不晚于今天。",
            f"The day must lie after {mechanism.since} and not ahead.",
            clause="G1",
            fields=("on",),
        )
    done = swap(mechanism, {"until": on}, seen=None, now=now)
    Delegate.objects.filter(mechanism=mechanism, until__isnull=True, since__lt=on).update(until=on)
    _written(mechanism, "mechanism.end", done, actor=actor, now=now, on=on, note=reason)
    return mechanism


@command
def issue(*, actor: Actor, now: datetime, mechanism: Mechanism, fields: Mapping[str, Any]) -> Paper:
    """Issue rules of procedure, a workflow or another paper, with its validity (G1).

    What was in force of the same kind gives way on that day; of other papers several hold at once.
    :raises Refused: with neither text nor file, or if it ends before it begins, or the day lies ahead
    """
    _demand_open(actor, mechanism)
    unknown = set(fields) - PAPER
    if unknown:
        raise ValueError(f"no facts of a paper: {sorted(unknown)}")
    facts = {**fields, "title": str(fields["title"]).strip(), "text": str(fields.get("text") or "").strip()}
    _check_paper(facts, mechanism, timezone.localdate(now))
    if facts["kind"] != PaperKind.OTHER:
        standing = Q(valid_until__isnull=True) | Q(valid_until__gt=facts["issued_on"])
        Paper.objects.filter(
            standing, mechanism=mechanism, kind=facts["kind"], issued_on__lt=facts["issued_on"]
        ).update(valid_until=facts["issued_on"], updated_at=now)
    paper = Paper.objects.create(mechanism=mechanism, updated_at=now, **facts)
    change = {name: [None, facts.get(name)] for name in ("kind", "title", "issued_on", "valid_until")}
    path = mechanism.estate.path
    _written(paper, "paper.issue", change, actor=actor, now=now, on=facts["issued_on"], path=path)
    return paper


def _check_day(since: date, today: date) -> None:
    if since > today:
        raise Refused(
            f"{since}还没有到，请填不晚于今天的日期。",
            f"{since} lies ahead; give a day not after today.",
            clause="G1",
            fields=("since",),
        )


def _check_seats(estate: Estate, seats: Sequence[Seat]) -> None:
    for side, *_ in seats:
        _check_side(estate, side)
    sides = {side for side, *_ in seats}
    if Side.COMMUNITY not in sides or len(sides) < LEAST_SIDES:
        raise Refused(
            "联动机制至少要有社区和另一方的人员，请填写姓名。",
            "Name somebody of the community and of one other side at least.",
            clause="G1",
            fields=("community", "committee", "company"),
        )


def _check_side(estate: Estate, side: str) -> None:
    if side not in sides_of(estate):
        raise Refused(
            f"{estate.name}没有这一方：{Side(side).label}。",
            f"{estate.name} has no {Side(side).value} side.",
            clause="G1",
            fields=("side",),
        )


def _check_paper(facts: Mapping[str, Any], mechanism: Mechanism, today: date) -> None:
    if not facts["title"]:
        raise Refused("请写文件名称。", "Write the paper's title.", clause="G1", fields=("title",))
    if not facts["text"] and facts.get("file") is None:
        raise Refused(
            "请写正文，或上传文件。",
            "Write the text, or upload a file.",
            clause="G1",
            fields=("text", "file"),
        )
    issued, until = facts["issued_on"], facts.get("valid_until")
    if issued > today:
        raise Refused(
            f"印发日期{issued}还没有到。", f"{issued} lies ahead.", clause="G1", fields=("issued_on",)
        )
    if until is not None and until <= issued:
        raise Refused(
            "有效期要晚于印发日期。", "It must hold beyond its issue.", clause="G1", fields=("valid_until",)
        )
    latest = Paper.objects.filter(mechanism=mechanism, kind=facts["kind"]).order_by("-issued_on").first()
    if latest and facts["kind"] != PaperKind.OTHER and latest.issued_on >= issued:
        raise Refused(
            f"同类文件已于{latest.issued_on}印发，新的日期要晚于它。",
            f"One of this kind was issued on {latest.issued_on}; the new day must be later.",
            clause="G1",
            fields=("issued_on",),
        )


def _demand_open(actor: Actor, mechanism: Mechanism) -> None:
    demand(actor, "mechanism.manage", at=mechanism.estate.path, clause="G1")
    if mechanism.until is not None:
        raise Refused(
            f"这一联动机制已于{mechanism.until}终止，不再改动。",
            f"This mechanism ended on {mechanism.until} and changes no more.",
            clause="G1",
        )


def _written(
    row: Mechanism | Paper,
    verb: str,
    change: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    note: str = "",
    path: str = "",
) -> None:
    place = path or row.estate.path  # type: ignore[union-attr]
    written(row, verb, change, actor=actor, now=now, place=place, clause="G1", on=on, note=note)
