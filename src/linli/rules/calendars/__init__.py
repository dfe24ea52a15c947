"""The calendars that come with the product; their source is named in the README beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

from linli.kernel.workdays import Day, Workdays
from linli.rules.calendars.upload import Calendar as Calendar
from linli.rules.calendars.upload import parse_calendar as parse_calendar


@cache
def builtin() -> Workdays:
    """Return the working days of China: announced for 2024–2026, provisional for 2027.

    Source: the State Council's yearly holiday notices, see README.md
    """
    announced = (
        Day(date.fromisoformat(row["date"]), row["is_workday"] == "1", row["festival"])
        for row in _rows("cn_2024_2026.csv")
    )
    expected = (
        Day(date.fromisoformat(row["date"]), workday=False, festival=row["name"], provisional=True)
        for row in _rows("cn_2027_provisional.csv")
    )
    return Workdays([*announced, *expected])


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
