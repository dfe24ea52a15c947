"""A duty is met by verbs that something writes: the pack's words against those of the services."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from linli.kernel.lifecycle import Lifecycle
from linli.party.terms import ActivityKind
from linli.rules import packs
from linli.rules.duties.verbs import VERBS
from linli.selfmanagement.terms import Work
from linli.tripartite.terms import Side
from tests.architecture.tree import python_files, room, syntax

VERB = re.compile(r"[a-z]+\.[a-z_]+")
# Written as a beginning and one word of a list.
FAMILIES = {
    "activity.": list(ActivityKind.values),
    "commitment.": list(Side.values),
    "gridwork.": list(Work.values),
}


# Whose rows the verbs are about: from the day a service writes these, it has to say so in these words.
ROWS = {
    "board": "BoardIssue",
    "commitment": "Commitment",
    "fund": "Fund",
    "gridwork": "GridWork",
    "mandate": "Mandate",
    "visit": "Visit",
}


@cache
def services():
    """Return every text and every name of all services."""
    texts, names = set(), set()
    for path in python_files("src/linli"):
        if "services" in path.parts:
            for node in ast.walk(syntax(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.add(node.value)
                elif isinstance(node, ast.Name):
                    names.add(node.id)
    return texts, names


@cache
def written():
    """Return every verb the services write, those of lifecycles included."""
    texts, _ = services()
    found = {word for word in texts if VERB.fullmatch(word)}
    found |= {f"{table.name}.{move.name}" for table in lifecycles() for move in table.moves}
    return found | {f"{start}{end}" for start, ends in FAMILIES.items() if start in texts for end in ends}


def lifecycles():
    return [v for m in room("lifecycle") for v in vars(m).values() if isinstance(v, Lifecycle)]


@pytest.mark.parametrize("verb", sorted(packs.load("xinhua-2022").duties.verbs()))
def test_every_verb_a_duty_is_met_by_is_written_by_a_service(verb):
    row = ROWS.get(verb.partition(".")[0])
    if row and row not in services()[1]:
        pytest.skip(f"no service writes a {row}")

    assert verb in written()


def test_the_verbs_of_the_loader_are_of_the_shape_of_verbs():
    assert all(VERB.fullmatch(verb) for verb in VERBS)
