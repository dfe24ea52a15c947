"""One unit that a party organisation covers: a company, a courtyard, or an owners' committee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.party.terms import Unit
from linli.registry.models import Company, Estate
from linli.registry.terms import Mode


@dataclass(frozen=True, slots=True)
class Body:
    """unit: a value of `terms.Unit`; estate: of a courtyard or of the committee

    paths: of the estates where it is, for a company those of its open projects
    """

    unit: str
    company: Company | None
    estate: Estate | None
    paths: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Return the kind the policy pack speaks of: company, courtyard, unserved or committee."""
        if self.unit == Unit.ESTATE:
            return "courtyard" if self.estate is not None and self.estate.mode == Mode.SELF else "unserved"
        return str(self.unit)

    @property
    def key(self) -> int:
        row = self.company or self.estate
        return row.pk if row is not None else 0

    @property
    def name(self) -> str:
        row = self.company or self.estate
        return row.name if row is not None else ""

    def where(self) -> dict[str, Any]:
        """Return the fields that tell rows about this unit from all others."""
        return {"unit": self.unit, "company": self.company, "estate": self.estate}
