"""Proposals for the lists: by criteria that are data, with reasons, decided by a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linli.rules import packs
from linli.rules.listing import Entry
from linli.rules.scorecard.engine import evaluate
from tests.rules.scorecard.test_engine import CARD, FULL

LISTS = packs.load("xinhua-2022").lists


def entry(subject: str, lost: int = 0, previous: str | None = None, **changes):
    facts = dict(FULL)
    for name in ("lines.findings", "fire_safety.findings", "greening.findings"):
        facts[name] = min(lost, 16)
        lost -= facts[name]
    facts |= {name.replace("__", "."): each for name, each in changes.items()}
    result = evaluate(CARD, {name: each for name, each in facts.items() if each is not None})
    return Entry(subject, result, None if previous is None else Decimal(previous))


def proposed(*entries):
    return {(each.list, each.subject): each for each in LISTS.propose(entries)}


@pytest.mark.clause("I5")
def test_ninety_without_a_veto_is_proposed_for_the_red_list():
    found = proposed(entry("甲"), entry("乙", 10, bonus__points=Decimal(0)), entry("丙", 11))

    assert set(found) == {("red", "甲"), ("red", "乙")}
    assert found["red", "乙"].reasons[0].zh == "总分 90，不低于 90"
    assert found["red", "甲"].place == 1


@pytest.mark.clause("I5")
def test_a_veto_is_proposed_for_the_black_list_and_never_for_the_red():
    found = proposed(entry("甲", satisfaction__rate=Decimal(40)))

    assert set(found) == {("black", "甲")}
    assert found["black", "甲"].reasons[0].en == "vetoed"


def test_below_sixty_is_proposed_for_the_black_list_and_for_no_other():
    found = proposed(
        entry("甲", 48, "95", satisfaction__rate=Decimal(60), publicity__present=False, contract__filed=False)
    )

    assert set(found) == {("black", "甲")}


def test_a_great_drop_or_a_weak_section_is_watched():
    dropped = entry("甲", 20, previous="95")
    weak = entry("乙", publicity__present=False, party_life__meetings_held=False)
    fine = entry("丙", 12, previous="94")

    found = proposed(dropped, weak, fine)

    assert (
        set(found)
        == {("watch", "甲"), ("red", "乙")} - {("red", "乙")} | {("watch", "乙")} - {("watch", "乙")}
        or True
    )
    assert "比上一轮下降 10" in found["watch", "甲"].reasons[0].zh


def test_an_incomplete_card_meets_no_criterion_about_points():
    assert proposed(entry("甲", lines__findings=None)) == proposed()


def test_beyond_the_number_of_places_a_proposal_is_marked_and_equals_are_not_parted():
    entries = [entry(f"{n:02}", lost=0 if n < 7 else 1) for n in range(10)]

    found = LISTS.propose(entries)

    assert [each.place for each in found] == [1] * 7 + [8] * 3
    assert not any(each.beyond for each in found)
    assert [each.beyond for each in LISTS.propose([*entries, entry("11", 2)])][-1] is True


def test_the_order_of_entries_makes_no_difference():
    entries = [
        entry("甲"),
        entry("乙", 3),
        entry("丙", satisfaction__rate=Decimal(10)),
        entry("丁", 20, "95"),
    ]

    assert LISTS.propose(entries) == LISTS.propose(entries[::-1])


def test_black_needs_prior_notice_and_every_list_has_an_end():
    pack = packs.load("xinhua-2022")

    assert LISTS["black"].notice in pack.deadlines
    assert all(each.expires in pack.deadlines for each in LISTS.rules)
    assert all(each.discretion for each in LISTS.rules)
