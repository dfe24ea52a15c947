"""JSON as the contracts mean it: exact numbers, no NaN, and a key given twice is noticed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,40})?", re.ASCII)


class Doubled(dict[str, Any]):
    """An object in which some keys stood more than once; the last value of each is kept."""

    twice: tuple[str, ...] = ()


class NoNumber(str):
    """NaN, Infinity or a number too long to be one: printable, and of no allowed type."""

    __slots__ = ()


class NotJson(ValueError):
    """The text is not JSON, or nested beyond all reason."""


def loads(text: str) -> Any:
    """Return what the text holds; fractions are Decimal.

    :raises NotJson: if it is not JSON
    """
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise NotJson("nested too deeply") from None
    except ValueError as error:
        raise NotJson(str(error)) from None


def doubled(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys that stood more than once."""
    return found.twice if isinstance(found, Doubled) else ()


def plain(text: str) -> Decimal | None:
    """Return a number written plainly ("3", "1.25"), or None."""
    return Decimal(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    marked = Doubled(found)
    marked.twice = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return marked


def _integer(text: str) -> int | NoNumber:
    # Python reads no integer of more than 4300 digits, and we need none of more than 30.
    return int(text) if len(text) <= 30 else NoNumber(text)


def _fraction(text: str) -> Decimal | NoNumber:
    return Decimal(text) if len(text) <= 100 else NoNumber(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_fraction,
    parse_int=_integer,
    parse_constant=NoNumber,
)
