"""The position (S3) by its newest check, and publicity (S4) while it hangs and was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Q

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, on_record
from linli.kernel.text import Text
from linli.party.models import ElementSeen, PositionCheck, Publicity

HAVES = ("position.venue", "position.facilities", "position.signs", "position.flag", "position.rules")
PRESENT = "publicity.present"


def element_rows(frame: Frame) -> Rows:
    """Return what the newest check of every position in use saw, for each estate it serves."""
    day = frame.as_of
    later = PositionCheck.objects.filter(
        Q(on__gt=OuterRef("check_made__on"))
        | Q(on=OuterRef("check_made__on"), pk__gt=OuterRef("check_made_id")),
        position=OuterRef("check_made__position_id"),
        on__lte=frame.until,
    )
    alive = Q(check_made__position__until__isnull=True) | Q(check_made__position__until__gt=day)
    return (
        ElementSeen.objects.filter(
            alive,
            ~Exists(later),
            check_made__on__lte=frame.until,
            check_made__position__since__lte=day,
            check_made__position__estates__in=frame.estates,
        )
        .order_by("check_made__position__estates", "check_made__on", "check_made_id", "id")
        .values_list(
            "check_made__position__estates",
            "check_made_id",
            "check_made__on",
            "check_made__position__kind",
            "element",
            "present",
        )
    )


def elements(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say of each element of a checked position whether it is there; of several positions the best counts."""
    oldest = frame.oldest("position_check")
    best: dict[str, tuple[bool, int, date, bool]] = {}
    for _, check, on, kind, element, present in rows:
        name = frame.pack.rounds.counting.elements_of(kind).get(element)
        if name is None:
            continue
        holds = present and on >= oldest
        if name not in best or holds >= best[name][0]:
            best[name] = (holds, check, on, present)
    for name, (holds, check, on, present) in best.items():
        yield name, on_record(holds, f"position_check:{check}", _seen(on, present, on < oldest))


@lru_cache(maxsize=4096)
def _seen(on: date, present: bool, expired: bool) -> Text:
    if expired:
        return Text(f"最近一次核查在 {on}，已过期", f"Last checked on {on}, too long ago")
    if present:
        return Text(f"{on} 核查，有照片", f"Seen on {on}, with a photo")
    return Text(f"{on} 核查，没有看到", f"Checked on {on}, not seen")


def publicity_rows(frame: Frame) -> Rows:
    """Return what was shown by the day that counts."""
    return (
        Publicity.objects.filter(estate__in=frame.estates, shown_on__lte=frame.until)
        .order_by("estate_id", "shown_on", "id")
        .values_list("estate_id", "id", "shown_on", F("valid_until"), "checked_on")
    )


def publicity(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say whether anything hangs that was shown or looked at not too long ago; the newest such counts."""
    oldest, best = frame.oldest("publicity_check"), None
    for _, pk, shown_on, until, checked_on in rows:
        seen = max(shown_on, checked_on or shown_on)
        over = until is not None and until <= frame.as_of
        holds = not over and seen >= oldest
        if best is None or holds >= best[0]:
            best = (holds, pk, _hung(seen, until if over else None, holds))
    if best is not None:
        holds, pk, note = best
        yield PRESENT, on_record(holds, f"publicity:{pk}", note)


@lru_cache(maxsize=4096)
def _hung(seen: date, until: date | None, holds: bool) -> Text:
    if until is not None:
        return Text(f"{until} 起已过展示期限", f"Past its time since {until}")
    if holds:
        return Text(f"{seen} 看到，仍在展示", f"Seen on {seen}, still shown")
    return Text(f"最近一次看到在 {seen}，已过期", f"Last seen on {seen}, too long ago")


POSITIONS = Provider(element_rows, elements, HAVES)
PUBLICITY = Provider(publicity_rows, publicity, (PRESENT,))
