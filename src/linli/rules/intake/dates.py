"""Dates as people write them: with 年月日, dashes, slashes, dots, nothing between, or as a serial number."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from linli.rules.folding import narrow
from linli.rules.identifiers import Unfit
from linli.rules.intake.cells import Cell, Formula
from linli.rules.intake.values import formula

FIRST, LAST = date(1949, 1, 1), date(2100, 12, 31)
# What serial number 0 stands for; 1900 counts a 29 February that never was, so its days begin two earlier.
ZERO = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
SERIAL = re.compile(r"[1-7]\d{4}(?:\.\d+)?", re.ASCII)
CLOCK = re.compile(r"[T ]?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?Z?$")
YEAR_FIRST = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月./-](\d{1,2})[日号]?|月)?", re.ASCII)
SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
RANGE = re.compile(r"\d{4}.*[-~～—至到]\s*(?:\d{4}年?\D|长期|今)")
NUMERALS = {**{word: str(n) for n, word in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0", "Ｏ": "0"}
CHINESE = re.compile(f"[{''.join(NUMERALS)}十]+")
YEAR = re.compile(r"(\d{4})年?(?:建成|建|竣工|交付|左右建)?", re.ASCII)


def reader(epoch: int, *, end: bool = False) -> Callable[[Cell], date]:
    """Return a reader of dates.

    epoch: 1900 or 1904, what the workbook's serial numbers count from
    end: of a month without a day the last day is meant, else the first

    It raises `Unfit` at a date that doesn't exist, and at what is no date.
    """

    def read(cell: Cell) -> date:
        found = _read(cell, epoch, end=end)
        if not FIRST <= found <= LAST:
            raise Unfit(
                f"日期{found}不在{FIRST.year}年至{LAST.year}年之间。请核对年份。",
                f"The date {found} is not between {FIRST.year} and {LAST.year}. Check the year.",
            )
        return found

    return read


def year_reader(this_year: int, *, earliest: int = FIRST.year) -> Callable[[Cell], int]:
    """Return a reader of years from `earliest` to `this_year`, written alone or as part of a date.

    It raises `Unfit` at anything else.
    """

    def read(cell: Cell) -> int:
        year = _year(cell)
        if not earliest <= year <= this_year:
            raise Unfit(
                f"年份应在{earliest}到{this_year}之间，这里是{year}。",
                f"The year must be from {earliest} to {this_year}, this is {year}.",
            )
        return year

    return read


def _read(cell: Cell, epoch: int, *, end: bool) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or cell is None:
        raise _no_date()
    if isinstance(cell, int | float):
        return _number(cell, epoch)
    if isinstance(cell, Formula):
        raise formula()
    if not isinstance(cell, str):
        raise _no_date()
    return _written(cell, epoch, end=end)


def _number(number: float, epoch: int) -> date:
    if number == int(number) and SOLID.fullmatch(str(int(number))) and number > 10_000_000:
        return _solid(str(int(number)), end=False)
    if not 10_000 <= number < 80_000:
        raise _no_date()
    return ZERO[epoch] + timedelta(days=int(number))


def _written(text: str, epoch: int, *, end: bool) -> date:
    plain = CHINESE.sub(_digits, narrow(text))
    plain = CLOCK.sub("", re.sub(r"\s+(?=[年月日号./-])|(?<=[年月日号./-])\s+", "", plain)).strip()
    if RANGE.search(plain):
        raise Unfit("这里有两个日期，请只填一个。", "Here are two dates; give one.")
    if SERIAL.fullmatch(plain):
        return _number(float(plain), epoch)
    if found := SOLID.fullmatch(plain):
        return _solid(found[0], end=end)
    written = YEAR_FIRST.fullmatch(plain)
    if written is None:
        raise _no_date()
    return _day(int(written[1]), int(written[2]), int(written[3] or 0), end=end)


def _solid(digits: str, *, end: bool) -> date:
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:] or 0), end=end)


def _day(year: int, month: int, day: int, *, end: bool) -> date:
    try:
        if day:
            return date(year, month, day)
        if not end:
            return date(year, month, 1)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError as error:
        written = f"{year}年{month}月" + (f"{day}日" if day else "")
        raise Unfit(
            f"没有{written}这一天。请核对。",
            f"There is no {year}-{month:02}-{day:02}. Check it.",
        ) from error


def _year(cell: Cell) -> int:
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and cell == int(cell)
        and 1000 < cell < 10_000
    ):
        return int(cell)
    if isinstance(cell, str):
        plain = CHINESE.sub(_digits, narrow(cell))
        if found := YEAR.fullmatch(plain):
            return int(found[1])
        if re.fullmatch(r"\d{4}\s*[-~～—至到、,/]\s*\d{4}年?", plain):
            raise Unfit(
                "这里有两个年份，请填最后建成的一年。", "Here are two years; give the one it was finished in."
            )
    try:
        return _read(cell, 1900, end=False).year if not isinstance(cell, int | float) else _no_year()
    except Unfit as error:
        if error.text.zh.startswith("没有"):
            raise
        _no_year(error)
        raise


def _no_year(cause: Exception | None = None) -> int:
    raise Unfit(
        "这不是年份。请写四位数字，如1998。", "This is no year. Write four digits, such as 1998."
    ) from cause


def _digits(found: re.Match[str]) -> str:
    """Turn 二〇二二 into 2022 and 十四 into 14."""
    word = found[0]
    if "十" not in word:
        return "".join(NUMERALS[character] for character in word)
    tens, _, ones = word.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return word
    return NUMERALS.get(tens, "1") + NUMERALS.get(ones, "0")


def _no_date() -> Unfit:
    return Unfit(
        "这不是日期，或写法不清楚。请写成2022-01-14或2022年1月14日。",
        "This is no date, or not a clear one. Write it like 2022-01-14.",
    )
