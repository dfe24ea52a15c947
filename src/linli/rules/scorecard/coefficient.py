"""A total turned into a coefficient, with which something else is multiplied (a fee, a grant)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from linli.kernel.text import Text
from linli.rules.scorecard.reading import Spec

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The factor of the first band whose floor the total reaches.

    bands: (floor in hundredths of a point, factor), floors falling
    otherwise: the factor below the last floor
    """

    id: str
    name_zh: str
    name_en: str
    bands: tuple[tuple[int, Decimal], ...]
    otherwise: Decimal

    def of(self, total: int) -> Decimal:
        """Return the factor for a total in hundredths of a point."""
        for floor, factor in self.bands:
            if total >= floor:
                return factor
        return self.otherwise

    def times(self, total: int, amount: Decimal) -> Decimal:
        """Return an amount of money multiplied, rounded half up to 0.01 once."""
        return (self.of(total) * amount).quantize(CENT, ROUND_HALF_UP)


def parse_coefficient(spec: Spec) -> Coefficient:
    """Read one coefficient table and check that every band can be reached."""
    found = Coefficient(
        id=spec.text("id"),
        name_zh=spec.text("name_zh"),
        name_en=spec.text("name_en"),
        bands=tuple((band.points("at_least"), band.number("factor")) for band in spec.tables("band")),
        otherwise=spec.number("otherwise"),
    )
    for fault in _faults(found):
        spec.fault(fault.zh, fault.en)
    return found


def _faults(found: Coefficient) -> Iterator[Text]:
    floors = [floor for floor, _ in found.bands]
    if not floors or floors != sorted(set(floors), reverse=True):
        yield Text(
            "各档下限必须依次严格递减，否则有的档永远到不了",
            "floors must fall strictly, or a band is out of reach",
        )
    factors = [*(factor for _, factor in found.bands), found.otherwise]
    if factors != sorted(factors, reverse=True):
        yield Text("得分越高系数不能越小", "a higher total must not give a smaller factor")
