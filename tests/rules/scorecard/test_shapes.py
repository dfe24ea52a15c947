"""Cards of other shapes: conditions, judgement, pools, weights, scaling, caps, grades by quota, fees."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from linli.kernel.errors import Refused
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import NOT_APPLICABLE
from linli.rules.scorecard.load import build
from linli.rules.scorecard.outcome import Award
from linli.rules.scorecard.quick import tally
from linli.rules.scorecard.quotas import within
from linli.rules.scorecard.ranking import order
from tests.rules.scorecard.making import one_item

GRADES = "".join(
    f'[[grade]]\nid = "{id}"\nname_zh = "{id}"\nname_en = "{id}"\nat_least = {floor}\n'
    for id, floor in (("A", 9), ("B", 6), ("C", 0))
)


def card(head: str, sections: list[str], items: list[str], rest: str = ""):
    table = '[card]\ntitle_zh = "试"\ntitle_en = "Trial"\n' + head + "\n" + rest + "\n"
    for each in sections:
        table += '[[section]]\nname_zh = "块"\nname_en = "Block"\n' + each + "\n"
    for each in items:
        table += (
            '[[item]]\nclause = "S1"\ntitle_zh = "项"\ntitle_en = "Item"\n'
            'criterion_zh = "准"\ncriterion_en = "rule"\n' + each + "\n"
        )
    return build("trial", tomllib.loads(table, parse_float=Decimal))


def counting(id: str, section: str, worth: int, each: str = "1", extra: str = "") -> str:
    fact = f'fact = [{{name = "{id}.n", unit = "count", label_zh = "数", label_en = "number"}}]\n'
    rule = f'[item.rule]\nkind = "findings"\nrate = [{{fact = "{id}.n", each = {each}}}]\n'
    return f'id = "{id}"\nsection = "{section}"\nmaximum = {worth}\n' + extra + fact + rule


def test_where_a_condition_does_not_hold_the_item_is_not_applicable():
    made = card(
        "total = 5",
        ['id = "s"\nmaximum = 5'],
        [
            counting("i", "s", 5, extra='when = {fact = "lift", is = true}\n').replace(
                "fact = [{", 'fact = [{name = "lift", unit = "flag", label_zh = "梯", label_en = "lift"}, {'
            )
        ],
    )

    there = evaluate(made, {"lift": True, "i.n": 2}).items[0]
    elsewhere = evaluate(made, {"lift": False}).items[0]
    unknown = evaluate(made, {"i.n": 2})

    assert (there.status, there.score) == ("scored", Decimal(3))
    assert (elsewhere.status, elsewhere.score) == ("n/a", Decimal(5))
    assert unknown.missing == ("lift",)
    assert tally(made, {"lift": False}).total == 500


def test_a_fact_only_an_effect_asks_for_is_still_missed():
    effect = (
        '[[fact]]\nname = "dead"\nunit = "flag"\nlabel_zh = "亡"\nlabel_en = "dead"\nperiod = false\n'
        '[[effect]]\nkind = "veto"\nfact = "dead"\nis = true\nreason_zh = "因"\nreason_en = "why"\n'
    )
    made = card("total = 5", ['id = "s"\nmaximum = 5'], [counting("i", "s", 5)], effect)

    assert evaluate(made, {"i.n": 0}).missing == ("dead",)
    assert not tally(made, {"i.n": 0}).complete
    assert tally(made, {"i.n": 0, "dead": True}).vetoed


def test_an_optional_fact_that_is_missing_is_zero_or_no_and_leaves_the_card_complete():
    made = card(
        "total = 5",
        ['id = "s"\nmaximum = 5'],
        [counting("i", "s", 5).replace('label_en = "number"', 'label_en = "number", optional = true')],
    )

    assert evaluate(made, {}).total == Decimal(5)
    assert evaluate(made, {}).complete


def test_a_judgement_comes_from_a_person_in_its_range_and_steps():
    made = one_item("10", {}, 'kind = "judgement"\nleast = 2\nstep = 0.5')

    assert evaluate(made, {}).missing == ("it",)
    assert evaluate(made, {}, {"it": Award(Decimal("7.5"), "尚可")}).total == Decimal("7.5")
    for points in ("1.5", "7.25"):
        with pytest.raises(Refused):
            evaluate(made, {}, {"it": Award(Decimal(points), "因")})


def test_the_steps_of_a_judgement_are_counted_from_its_lowest_award():
    made = one_item("8", {}, 'kind = "judgement"\nleast = 2\nstep = 3')

    assert evaluate(made, {}, {"it": Award(Decimal(5), "因")}).total == 5
    for points in (4, 3, 0):
        with pytest.raises(Refused):
            evaluate(made, {}, {"it": Award(Decimal(points), "因")})


def test_a_pool_owns_the_points_of_its_items():
    made = card(
        "total = 20",
        ['id = "s"\nmaximum = 20\nmode = "pool"'],
        [counting("a", "s", 15, "5"), counting("b", "s", 12, "4")],
    )

    assert evaluate(made, {"a.n": 1, "b.n": 1}).total == Decimal(11)
    assert evaluate(made, {"a.n": 3, "b.n": 3}).total == 0


def test_a_total_can_be_scaled_and_is_rounded_once():
    made = card(
        "total = 95\nscale_to = 100", ['id = "s"\nmaximum = 95'], [counting("a", "s", 95, "1")], GRADES
    )

    assert evaluate(made, {"a.n": 0}).total == Decimal(100)
    assert evaluate(made, {"a.n": 1}).total == Decimal("98.95")


def test_what_does_not_exist_here_is_carried_by_the_rest_if_the_card_says_so():
    made = card(
        'total = 20\nnot_applicable = "rescale"',
        ['id = "s"\nmaximum = 20'],
        [counting("a", "s", 15), counting("b", "s", 5)],
    )
    assert evaluate(made, {"a.n": 3, "b.n": NOT_APPLICABLE}).total == Decimal(16)
    assert evaluate(made, {"a.n": NOT_APPLICABLE, "b.n": NOT_APPLICABLE}).total == Decimal(20)


def test_a_bonus_can_fill_up_to_full_marks_only():
    bonus = (
        'id = "x"\nsection = "b"\nmaximum = 5\n'
        'fact = [{name = "x.p", unit = "number", label_zh = "加", label_en = "plus", optional = true}]\n'
        '[item.rule]\nkind = "bonus"\nsource = [{fact = "x.p"}]\n'
    )
    made = card(
        "total = 105\ncap = 100",
        ['id = "s"\nmaximum = 100', 'id = "b"\nmaximum = 5\nbonus = true'],
        [counting("a", "s", 100), bonus],
    )

    lifted = evaluate(made, {"a.n": 2, "x.p": Decimal(5)})

    assert (lifted.total, lifted.bonus) == (Decimal(100), Decimal(2))
    assert tally(made, {"a.n": 2, "x.p": Decimal(5)}).bonus == 200


def test_weights_of_sections_make_the_total():
    made = card(
        "total = 100",
        ['id = "s"\nmaximum = 10\nweight = 40', 'id = "t"\nmaximum = 30\nweight = 60'],
        [counting("a", "s", 10), counting("b", "t", 30)],
    )

    assert evaluate(made, {"a.n": 5, "b.n": 10}).total == Decimal(60)


def ranked(*lost: int):
    made = card("total = 10", ['id = "s"\nmaximum = 10'], [counting("a", "s", 10)], GRADES)
    return {f"e{n}": evaluate(made, {"a.n": each}) for n, each in enumerate(lost)}


def test_equals_share_a_place_and_the_next_one_is_skipped():
    places = {each.subject: each.place for each in order(ranked(0, 1, 1, 4))}

    assert places == {"e0": 1, "e1": 2, "e2": 2, "e3": 4}


def test_a_vetoed_card_stands_below_every_card_that_is_not():
    effect = '[[effect]]\nkind = "veto"\nfact = "a.n"\nat_least = 9\nreason_zh = "因"\nreason_en = "why"\n'
    bonus = (
        'id = "x"\nsection = "b"\nmaximum = 5\n'
        'fact = [{name = "x.p", unit = "number", label_zh = "加", label_en = "plus"}]\n'
        '[item.rule]\nkind = "bonus"\ncapped = false\nsource = [{fact = "x.p"}]\n'
    )
    made = card(
        "total = 15",
        ['id = "s"\nmaximum = 10', 'id = "b"\nmaximum = 5\nbonus = true'],
        [counting("a", "s", 10), bonus],
        effect,
    )
    lost = {"vetoed": (9, 50), "low": (8, 0), "high": (0, 0), "lifted": (2, 2), "open": (None, 0)}

    results = {
        name: evaluate(made, {"x.p": Decimal(plus)} | ({} if n is None else {"a.n": n}))
        for name, (n, plus) in lost.items()
    }

    assert results["vetoed"].total == Decimal(51)
    assert [(each.place, each.subject) for each in order(results)] == [
        (1, "high"),
        (1, "lifted"),
        (3, "low"),
        (4, "open"),
        (5, "vetoed"),
    ]


def test_worst_first_turns_the_order_round():
    assert [each.subject for each in order(ranked(0, 4, 1), worst_first=True)] == ["e1", "e2", "e0"]


def test_a_quota_gives_who_finds_a_grade_full_the_next_one():
    granted = within(ranked(0, 1, 2, 3, 9), {"A": Decimal(20), "B": Decimal(40)})

    assert [granted[f"e{n}"].id for n in range(5)] == ["A", "B", "B", "C", "C"]


def test_a_quota_never_parts_equals():
    granted = within(ranked(0, 0, 5, 5), {"A": Decimal(25)})

    assert {granted[each].id for each in ("e0", "e1")} == {"B"}


def test_a_total_becomes_a_share_of_a_fee():
    fee = (
        '[[coefficient]]\nid = "fee"\nname_zh = "费"\nname_en = "fee"\notherwise = 0.5\n'
        "band = [{at_least = 9, factor = 1}, {at_least = 6, factor = 0.855}]\n"
    )
    made = card("total = 10", ['id = "s"\nmaximum = 10'], [counting("a", "s", 10)], fee)

    assert evaluate(made, {"a.n": 1}).as_json()["coefficients"] == {"fee": "1"}
    assert evaluate(made, {"a.n": 2}).coefficients == {"fee": Decimal("0.855")}
    assert made.coefficients[0].times(700, Decimal("99.99")) == Decimal("85.49")
    assert made.coefficients[0].of(599) == Decimal("0.5")
    assert evaluate(made, {}).coefficients == {}
