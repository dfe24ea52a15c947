"""What the district lets stand in estates of a class: weaker than any record or entry, and data of the pack.

The guideline promotes self-managed estates and those without service in its part two, but its score sheet
asks of everyone what only a company can have. What is asked of whom is the district's reading.
"""

from __future__ import annotations

from linli.assessment.facts.base import Fact, Facts
from linli.assessment.terms import Source
from linli.registry.terms import Mode
from linli.rules.packs.standing import Rounds

Defaults = dict[str, Facts]  # by mode


def default_facts(rounds: Rounds) -> Defaults:
    """Return what holds for an estate of each mode while nothing else is known, each with its reading."""
    return {
        mode: {
            name: Fact(value, Source.DEFAULT, note=reading) for name, value, reading in rounds.of_mode(mode)
        }
        for mode in Mode.values
    }
