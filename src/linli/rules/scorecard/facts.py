"""The vocabulary of scoring: what a fact may be, how it is read and how it is written down.

Facts are declared by the scorecard that needs them. A value, "not applicable" and
"missing" are three different things: missing is the absence of the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal

from linli.kernel.errors import DomainError
from linli.kernel.text import Text


class NotApplicable(Enum):
    """The requirement does not exist here (an estate without a lift): it costs nothing."""

    NOT_APPLICABLE = "n/a"


NOT_APPLICABLE = NotApplicable.NOT_APPLICABLE
Unit = Literal["flag", "count", "rate", "number"]
UNITS: tuple[Unit, ...] = ("flag", "count", "rate", "number")
Value = Decimal | int | bool | NotApplicable

LARGEST = 999_999_999
MOST_DECIMALS = 40  # 1e-999999999 is four bytes in a file and a gigabyte as a fraction
_PLAIN = re.compile(r"[0-9]{1,30}(\.[0-9]{1,40})?", re.ASCII)
_SKIPPED = frozenset({"n/a", "不适用"})
_YES = frozenset({"true", "yes", "1", "是"})
_NO = frozenset({"false", "no", "0", "否"})

ALLOWED: dict[Unit, Text] = {
    "flag": Text("true / false（是 / 否）", "true / false"),
    "count": Text(f"0 到 {LARGEST} 的整数", f"a whole number from 0 to {LARGEST}"),
    "rate": Text("0 到 100 的百分数，不带 %", "a percentage from 0 to 100, without the sign"),
    "number": Text(f"0 到 {LARGEST} 的数", f"a number from 0 to {LARGEST}"),
}
OR_NOT_APPLICABLE = Text('或 "n/a"（不适用）', 'or "n/a"')


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact a rule may speak of.

    absent_zh, absent_en: what is said when a yes/no fact is "no"
    optional: a missing value is read as zero or no, and leaves the card complete
    period: the same value for every card of a round (a quota, an average of peers)
    """

    name: str
    unit: Unit
    label_zh: str
    label_en: str
    item: str
    absent_zh: str = ""
    absent_en: str = ""
    optional: bool = False
    period: bool = False


class FactFault(DomainError):
    """A value is not what its fact allows; `allowed` says what would be."""

    def __init__(self, zh: str, en: str, *, fact: str, value: str, allowed: str) -> None:
        super().__init__(zh, en)
        self.fact = fact
        self.value = value
        self.allowed = allowed


def parse(spec: FactSpec, raw: object, *, table: bool = False) -> Value:
    """Return the value that `raw` stands for.

    raw: from JSON (true, 3, "83.6", "n/a") or, with `table`, from a cell, where yes/no has more forms
    :raises FactFault: naming fact, value and what is allowed
    """
    if isinstance(raw, str):
        raw = raw.strip()
        if raw in _SKIPPED or raw.lower() in _SKIPPED:
            return NOT_APPLICABLE
    if isinstance(raw, NotApplicable):
        return raw
    if table and spec.unit == "flag":
        raw = _yes_or_no(raw)
    value = _READERS[spec.unit](raw)
    if value is None:
        raise fault(spec, raw)
    return value


def check(spec: FactSpec, value: Value) -> Value:
    """Return a typed value as it is, counts as `int`.

    :raises FactFault: if the value is not of the fact's unit
    """
    if isinstance(value, NotApplicable):
        return value
    found = None if isinstance(value, str) else _READERS[spec.unit](value)
    if found is None:
        raise fault(spec, value)
    return found


def dump(value: Value) -> str | int | bool:
    """Return the value as JSON holds it; `parse` of the same fact reads it back unchanged."""
    if isinstance(value, NotApplicable):
        return value.value
    return show(value) if isinstance(value, Decimal) else value


def show(value: Value) -> str:
    """Return a number as people write it: no exponent, no trailing zeros."""
    if isinstance(value, NotApplicable):
        return "不适用"
    if type(value) is int:
        return str(value)
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def quote(raw: object) -> str:
    """Return a short printable form of whatever was given, fit for a message."""
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    text = raw if isinstance(raw, str) else _bounded(raw)
    return text if len(text) <= 60 else text[:57] + "…"


def fault(spec: FactSpec, raw: object) -> FactFault:
    """Return the refusal of `raw` for this fact, in both languages."""
    value, allowed = quote(raw), ALLOWED[spec.unit]
    zh, en = f"{allowed.zh}，{OR_NOT_APPLICABLE.zh}", f"{allowed.en}, {OR_NOT_APPLICABLE.en}"
    return FactFault(
        f"“{spec.label_zh}”（{spec.name}）不能是 {value}；允许：{zh}",
        f"{spec.label_en} ({spec.name}) cannot be {value}; allowed: {en}",
        fact=spec.name,
        value=value,
        allowed=f"{zh} / {en}",
    )


def _bounded(raw: object) -> str:
    # A list nested ten thousand deep has no repr, and nobody wants to read one.
    return type(raw).__name__ if isinstance(raw, list | dict) else str(raw)


def _yes_or_no(raw: object) -> object:
    if isinstance(raw, bool):
        return raw
    word = show(Decimal(str(raw))) if isinstance(raw, int | float) else str(raw).lower()
    return True if word in _YES else False if word in _NO else raw


def _flag(raw: object) -> Value | None:
    return raw if isinstance(raw, bool) else None


def _decimal(raw: object) -> Decimal | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, str):
        return Decimal(raw) if _PLAIN.fullmatch(raw) else None
    if isinstance(raw, int):
        return Decimal(raw) if 0 <= raw <= LARGEST else None
    if isinstance(raw, float):
        raw = Decimal(str(raw))  # the shortest text of a cell's double is what its author typed
    return raw if isinstance(raw, Decimal) and _is_tame(raw) else None


def _is_tame(number: Decimal) -> bool:
    if not number.is_finite() or not 0 <= number <= LARGEST:
        return False
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DECIMALS


def _count(raw: object) -> Value | None:
    if type(raw) is int:
        return raw if 0 <= raw <= LARGEST else None
    number = _decimal(raw)
    whole = number is not None and number <= LARGEST and number == number.to_integral_value()
    return int(number) if number is not None and whole else None


def _rate(raw: object) -> Value | None:
    number = _decimal(raw)
    return _plain(number) if number is not None and number <= 100 else None


def _number(raw: object) -> Value | None:
    number = _decimal(raw)
    return _plain(number) if number is not None and number <= LARGEST else None


def _plain(number: Decimal) -> Decimal:
    # One spelling for one number: 85.0, 8.5E+1 and 85 are stored, hashed and printed alike.
    return Decimal(show(number.copy_abs()))


_READERS: dict[Unit, Callable[[object], Value | None]] = {
    "flag": _flag,
    "count": _count,
    "rate": _rate,
    "number": _number,
}
