"""What several services of party work check alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from linli.kernel.errors import Refused
from linli.rules.folding import tidy


def plain(value: Any) -> Any:
    """Return a text tidied, anything else as it is."""
    return tidy(value) if isinstance(value, str) else value


def without(change: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return a journal's change that says of the named fields only that they changed."""
    return {name: ["", ""] if name in names else pair for name, pair in change.items()}


def check_ended(day: date, today: date, *, field: str, after: date | None = None) -> None:
    """Refuse a day ahead, or one that is not after `after`.

    :raises Refused: with the field's name
    """
    if day > today:
        raise Refused(
            f"{day:%Y-%m-%d}还没到，请写今天或以前的日期。",
            f"{day:%Y-%m-%d} has not come yet; write today or an earlier day.",
            fields=(field,),
        )
    if after is not None and day <= after:
        raise Refused(
            f"日期要晚于起始日期{after:%Y-%m-%d}。",
            f"The day must be after the beginning, {after:%Y-%m-%d}.",
            fields=(field,),
        )


def check_count(as_of: date, today: date, *, since: date | None = None) -> None:
    """Refuse a count of a day ahead, or of one before the body began.

    :raises Refused: with the field's name
    """
    check_ended(as_of, today, field="as_of")
    if since is not None and as_of < since:
        raise Refused(
            f"统计日期早于它成立的{since:%Y-%m-%d}。",
            f"That day is before it began, {since:%Y-%m-%d}.",
            fields=("as_of",),
        )
