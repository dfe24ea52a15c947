"""The three sides (S2): a mechanism in force with everybody seated and rules, and joint meetings held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, on_record
from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.registry.terms import Mode
from linli.tripartite.models import Delegate, Mechanism, Meeting, Paper
from linli.tripartite.terms import MeetingState, PaperKind, Side

ESTABLISHED, ACTIVITIES = "tripartite.mechanism_established", "tripartite.activities"
HELD = (MeetingState.MINUTED, MeetingState.APPROVED)
REMEMBERED = timedelta(days=366)  # whoever met within a year keeps minutes here; none since is a zero


def mechanism_rows(frame: Frame) -> Rows:
    """Return the mechanisms there were by the day that counts, each with who is seated and if rules hold."""
    day = frame.as_of
    open_ = Q(until__isnull=True) | Q(until__gt=day)
    seats = Delegate.objects.filter(open_, mechanism=OuterRef("pk"), since__lte=day)
    rules = Paper.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        mechanism=OuterRef("pk"),
        kind=PaperKind.RULES,
        issued_on__lte=frame.until,
    )
    return (
        Mechanism.objects.filter(estate__in=frame.estates, since__lte=day)
        .order_by("estate_id", "since", "id")
        .values_list(
            "estate_id",
            "id",
            "since",
            "until",
            "estate__mode",
            *(Exists(seats.filter(side=side)) for side in Side.values),
            Exists(rules),
        )
    )


def mechanisms(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say whether the newest mechanism is in force and whole; until a meeting is minuted there was none."""
    for _, pk, since, until, mode, *seated, rules in rows[-1:]:
        over = until is not None and until <= frame.as_of
        lacking = tuple(
            side for side, there in zip(Side.values, seated, strict=True) if not there and _has(mode, side)
        )
        whole = not over and not lacking and rules
        key = f"mechanism:{pk}"
        yield ESTABLISHED, on_record(whole, key, _standing(since, until if over else None, lacking, rules))
        yield ACTIVITIES, on_record(0, key, _met(0))


def _has(mode: str, side: str) -> bool:
    """Test if an estate has this side: without a company there are two (G1)."""
    return side != Side.COMPANY or mode == Mode.MARKET


SEATS = {
    Side.COMMUNITY: Text("社区", "the community"),
    Side.COMMITTEE: Text("业委会", "the owners' committee"),
    Side.COMPANY: Text("物业服务企业", "the company"),
}


@lru_cache(maxsize=4096)
def _standing(since: date, until: date | None, lacking: tuple[Side, ...], rules: bool) -> Text:
    if until is not None:
        return Text(f"机制已于 {until} 结束", f"The mechanism ended on {until}")
    zh = [f"{SEATS[Side(side)].zh}没有代表" for side in lacking] + ([] if rules else ["没有有效的议事规则"])
    en = [f"no delegate of {SEATS[Side(side)].en}" for side in lacking]
    en += [] if rules else ["no rules of procedure in force"]
    if zh:
        return Text("，".join([f"{since} 建立", *zh]), "; ".join([f"Established on {since}", *en]))
    return Text(f"{since} 建立，三方到位，有议事规则", f"Established on {since}, seated and with rules")


def meeting_rows(frame: Frame) -> Rows:
    """Return the joint meetings minuted in the period and the year before."""
    return (
        Meeting.objects.filter(
            estate__in=frame.estates,
            state__in=HELD,
            held_on__gt=frame.since - REMEMBERED,
            held_on__lte=frame.as_of,
        )
        .order_by("estate_id", "held_on", "id")
        .values_list("estate_id", "id", "held_on")
    )


def meetings(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Count the meetings of the period; those before it only show that minutes are kept here."""
    if not rows:
        return
    mine = [pk for _, pk, on in rows if on >= frame.since]
    evidence = tuple(f"meeting:{pk}" for pk in mine) or (f"meeting:{rows[-1][1]}",)
    yield ACTIVITIES, Fact(len(mine), Source.RECORD, evidence, _met(len(mine)))


@lru_cache(maxsize=64)
def _met(number: int) -> Text:
    if number:
        return Text(f"本期有纪要的联席会议 {number} 次", f"{number} joint meetings minuted in the period")
    return Text("本期没有联席会议纪要", "No joint meeting was minuted in the period")


MECHANISMS = Provider(mechanism_rows, mechanisms, (ESTABLISHED, ACTIVITIES))
MEETINGS = Provider(meeting_rows, meetings, (ACTIVITIES,))
