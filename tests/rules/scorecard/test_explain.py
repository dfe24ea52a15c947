"""What would win points back, least effort first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linli.rules import packs
from linli.rules.scorecard.explain import most, win_back
from linli.rules.scorecard.outcome import Award
from tests.rules.scorecard.test_engine import CARD, FULL


def ways(changes, awards=None, gone=()):
    facts = {name: value for name, value in {**FULL, **changes}.items() if name not in gone}
    return win_back(CARD, facts, awards or {})


def test_a_full_card_has_nothing_to_win():
    assert ways({}) == ()


def test_each_way_says_what_to_change_and_what_it_brings():
    (way,) = ways({"disclosure.charge_rates": False})

    assert (way.item.id, way.points, way.effort) == ("disclosure", Decimal("1.25"), 1)
    assert way.text_zh == "做到“收费标准公示”：+1.25 分"
    assert way.text_en == "achieve “Charge rates disclosed”: +1.25"
    assert way.as_json()["facts"] == [{"fact": "disclosure.charge_rates", "now": False, "wanted": True}]


def test_the_least_effort_comes_first_and_of_equals_the_most_points():
    found = ways({"lines.findings": 5, "contract.filed": False, "registration.on_platform": False})

    assert [each.item.id for each in found] == ["registration", "contract", "lines"]
    assert [each.effort for each in found] == [1, 1, 5]
    assert most(found) == Decimal(10)


def test_a_rate_names_the_next_step_and_the_full_marks():
    found = ways({"satisfaction.rate": Decimal("79.2")})

    assert [(each.changes[0].wanted, each.points) for each in found] == [
        (Decimal("80.01"), Decimal(1)),
        (Decimal(90), Decimal(2)),
    ]


def test_a_rate_is_written_with_its_sign_and_a_count_without():
    rate, count = ways({"satisfaction.rate": Decimal("84.5")})[0], ways({"lines.findings": 3})[0]

    assert (rate.text_zh, rate.text_en) == (
        "满意率由 84.5% 到 85.01%：+1 分",
        "Satisfaction rate from 84.5% to 85.01%: +1",
    )
    assert (count.text_zh, count.text_en) == (
        "管线问题由 3 到 0：+1.5 分",
        "Cable and pipe findings from 3 to 0: +1.5",
    )


def test_lifting_a_veto_is_worth_a_line_even_without_points():
    found = ways({"satisfaction.rate": Decimal(45)})

    assert any(each.lifts_veto for each in found)


def test_an_open_item_says_what_it_can_still_earn():
    (way,) = ways({}, gone=("facilities.fire", "facilities.lifts"))

    assert (way.points, way.effort) == (Decimal(8), 2)
    assert "补上“消防设施维护”" in way.text_zh


def test_what_a_person_judged_is_not_won_by_facts():
    assert ways({"drainage.annual_plan": False}, {"drainage": Award(Decimal(6), "因")}) == ()


@pytest.mark.parametrize("code", packs.available())
def test_every_open_item_of_every_pack_can_be_won_in_full(code):
    card = packs.load(code).card

    gains = {each.item.id: each.points for each in win_back(card, {})}

    assert gains == {each.id: each.maximum for each in card.items if each.kind != "bonus"}
