"""The table of divisions that comes with the product; its source is named in the README beside it."""

from __future__ import annotations

from functools import cache
from importlib import resources

from linli.people.divisions.table import Unit, parse


@cache
def builtin(within: str = "") -> tuple[Unit, ...]:
    """Return the built-in divisions of Pingdingshan, parents before children.

    within: a code such as "410402": only that unit, what is below it and what is above it; "" for all
    """
    raw = resources.files(__name__).joinpath("pingdingshan_2023.csv").read_bytes()
    table = parse(raw)
    if not within:
        return table.units
    return tuple(unit for unit in table.units if unit.code.startswith(within) or within.startswith(unit.code))
