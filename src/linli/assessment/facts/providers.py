"""Which facts come from records, and from which module. One line each; a test compares it with the card."""

from __future__ import annotations

from linli.assessment.facts import (
    companies,
    contracts,
    coordination,
    emergencies,
    estates,
    meetings,
    papers,
    positions,
)
from linli.assessment.facts.base import Facts, Frame, Keep, Provider, Stream

# Where two tell the same fact the later one is heard.
PROVIDERS: tuple[Provider, ...] = (
    meetings.PROVIDER,
    coordination.MECHANISMS,
    coordination.MEETINGS,
    positions.POSITIONS,
    positions.PUBLICITY,
    contracts.PROVIDER,
    papers.DISCLOSURES,
    papers.DOCUMENTS,
    companies.REGISTRATIONS,
    companies.STAFFING,
    companies.DUTIES,
    emergencies.PROVIDER,
    estates.PROVIDER,
)
FROM_RECORDS = frozenset(name for each in PROVIDERS for name in each.facts)


class Records:
    """What the records say of the estates of a frame: read at once, a query or two per provider, then told
    estate by estate, by rising id.
    """

    def __init__(self, frame: Frame, keep: Keep = list) -> None:
        self._frame = frame
        self._streams = [
            (each.begin(frame) if each.begin else each.tell, Stream(keep(each.rows(frame))))
            for each in PROVIDERS
        ]

    def of(self, estate: int) -> Facts:
        """Return the facts of one estate, by name; of each estate once, and of none after a later one."""
        found: Facts = {}
        for tell, stream in self._streams:
            found.update(tell(self._frame, stream.take(estate)))
        return found
