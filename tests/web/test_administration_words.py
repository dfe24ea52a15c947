from __future__ import annotations

import pytest

from linli.assessment import lifecycle as assessment
from linli.kernel.lifecycle import Lifecycle
from linli.publication import lifecycle as publication
from linli.web.administration import words

LIVES = [
    life
    for module in (assessment, publication)
    for life in vars(module).values()
    if isinstance(life, Lifecycle)
]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_move_of_a_round_an_appeal_and_a_listing_is_said_in_words(life):
    silent = [
        f"{life.name}.{move.name}" for move in life.moves if f"{life.name}.{move.name}" not in words.VERBS
    ]

    assert not silent, "add them to words.VERBS"


def test_a_verb_without_words_is_said_by_its_group():
    assert words.what("estate.fly") == "小区 estate.fly"
    assert words.what("unheard.of") == "unheard.of"


def test_what_changed_is_told_whole_for_a_file():
    change = {"name": ["甲", "乙"], "people": [0, 3], "role": ["", "grid"], "odd": "x" * 90}

    assert words.change_text(change) == f"name: 甲 → 乙；people: 0 → 3；role: grid；odd: {'x' * 90}"
