"""Another district, another total, other kinds and lists: a folder of data and not one line of code."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from linli.rules import packs
from linli.rules.listing import Entry
from linli.rules.packs import examples
from linli.rules.scorecard.engine import evaluate

PACK = packs.open_folder(Path(__file__).parent / "packs" / "lakeside_2025")
BASE = examples.facts_of(
    PACK.card,
    {
        "period.fee_mean": "90",
        "credit.awards": 4,
        "credit.penalties": 0,
        "complaints.closed": "95",
        "fees.collected": "90",
        "lifts.exist": True,
        "lifts.trapped": 0,
        "cleaning.findings": 0,
        "order.findings": 0,
        "accident.happened": False,
    },
)


def result(**changes):
    return evaluate(PACK.card, {**BASE, **{name.replace("__", "."): each for name, each in changes.items()}})


def test_its_worked_examples_come_out_as_written():
    assert examples.check(PACK) == ()


def test_it_shares_nothing_with_the_built_in_pack():
    other = packs.load("xinhua-2022").card

    assert not PACK.card.facts.keys() & other.facts.keys()
    assert {each.kind for each in PACK.card.items} >= {"balance", "bands", "relative", "findings", "red_line"}


def test_a_running_account_gains_loses_and_keeps_its_caps():
    account = PACK.card.item("credit")

    for awards, penalties, points in ((0, 0, 80), (9, 0, 120), (9, 5, 80), (0, 11, 0)):
        line = result(credit__awards=awards, credit__penalties=penalties).line("credit")
        assert line.score == points <= account.maximum


def test_the_average_of_peers_is_a_fact_of_the_period():
    assert PACK.card.facts["period.fee_mean"].period
    assert evaluate(PACK.card, {**BASE, "period.fee_mean": Decimal(95)}).line("fees").score == 4


def test_an_accident_drops_a_grade_bars_from_the_list_and_takes_no_points():
    calm, accident = result(), result(accident__happened=True)

    assert accident.total == calm.total
    assert (calm.grade.id, accident.grade.id) == ("aaa", "aa")
    assert accident.barred == {"red"}
    assert [each.subject for each in PACK.lists.propose([Entry("静", calm), Entry("险", accident)])] == ["静"]


def test_the_total_is_turned_into_a_share_of_the_fee():
    assert result().coefficients == {"fee": Decimal(1)}
    assert result(credit__awards=0, order__findings=4).coefficients == {"fee": Decimal("0.5")}
