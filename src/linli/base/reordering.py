"""Lines of the journal that were not changed but put elsewhere, found by the number they had."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass

from linli.base.models import JournalEntry

MOST = 24  # suspects; each is tried at the place of every other, and beyond that nobody sorted by hand


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line that does not follow from the one before it. before: that one's hash"""

    entry: JournalEntry
    before: str


def origins(
    suspects: Sequence[Suspect], gaps: Collection[int], holds: Callable[[JournalEntry, str], bool]
) -> dict[int, int]:
    """Return by its present number the number a line was written under, for lines that still are as written.

    A line that stands where it was, but no longer after its true predecessor, has its own number.
    gaps: numbers that are missing; holds: tests a line against the hash of the line before it
    With more than `MOST` suspects nothing is tried: {}.
    """
    if len(suspects) > MOST:
        return {}
    numbers = {suspect.entry.id for suspect in suspects} | set(sorted(gaps)[:MOST])
    hashes = {suspect.before for suspect in suspects} | {suspect.entry.hash for suspect in suspects}
    found = {}
    for suspect in suspects:
        tried = copy(suspect.entry)
        for number in sorted(numbers):
            tried.id = number
            if any(holds(tried, before) for before in hashes):
                found[suspect.entry.id] = number
                break
    return found
