"""Points are whole hundredths inside the engine, so that sums are exact and quick."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

HUNDRED = 100
Rounding = Literal["half_up", "down", "up"]
ROUNDINGS: tuple[Rounding, ...] = ("half_up", "down", "up")


def of(value: Decimal | int) -> int:
    """Return the hundredths in `value`.

    :raises ValueError: if it is not a whole number of hundredths
    """
    numerator, denominator = value.as_integer_ratio()
    points, rest = divmod(numerator * HUNDRED, denominator)
    if rest:
        raise ValueError(str(value))
    return points


def decimal(points: int) -> Decimal:
    """Return hundredths as a decimal with two places."""
    return Decimal(points).scaleb(-2)


@lru_cache(maxsize=32_768)  # a sheet has few different scores, and a province writes millions of them
def text(points: int) -> str:
    """Return hundredths with two decimals, "88.50"."""
    if points < 0:
        return "-" + text(-points)
    return f"{points // 100}.{points % 100:02d}"


def short(points: int) -> str:
    """Return hundredths as a person writes them in a sentence, "2.5" or "3"."""
    written = text(points)
    return written.rstrip("0").rstrip(".")


def divide(numerator: int, denominator: int, rounding: Rounding = "half_up") -> int:
    """Return the whole hundredths nearest to a fraction; halves go away from zero.

    :raises ZeroDivisionError: if the denominator is 0
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole, rest = divmod(abs(numerator), denominator)
    if (rounding == "up" and rest) or (rounding == "half_up" and 2 * rest >= denominator):
        whole += 1
    return whole if numerator >= 0 else -whole
