"""The annex once more, written straight from the contract's table, against the engine on random cards."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from linli.rules import packs
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import NOT_APPLICABLE as NA
from linli.rules.scorecard.quick import tally

CARD = packs.load("xinhua-2022").card
VALUES = {
    "flag": st.sampled_from([True, True, False, NA]),
    "count": st.integers(0, 20) | st.just(NA),
    "rate": st.decimals(0, 100, places=1)
    | st.sampled_from([Decimal(n) for n in range(45, 95, 5)])
    | st.just(NA),
    "number": st.decimals(0, 8, places=2),
}
CARDS = st.fixed_dictionaries(
    {}, optional={name: VALUES[spec.unit] for name, spec in CARD.facts.items()}
) | st.fixed_dictionaries({name: VALUES[spec.unit] for name, spec in CARD.facts.items()})

SHARES = {
    "disclosure": {"services": "1.25", "standards": "1.25", "charge_items": "1.25", "charge_rates": "1.25"},
    "contract": {"signed": "2.5", "filed": "2.5"},
    "safety_rules": {"responsibility": "2", "training": "1.5", "procedures": "1.5"},
    "emergency": dict.fromkeys(("plan", "drills", "supplies", "facilities", "drains"), "1"),
    "drainage": {"annual_plan": "2", "no_overflow": "3", "key_parts_checked": "3"},
    "facilities": {"fire": "3", "security": "2", "lifts": "3"},
}
ALL = {
    "party_life": ("meetings_held", "theme_days_held"),
    "position": ("venue", "facilities", "signs", "flag", "rules"),
    "publicity": ("present",),
    "staffing": ("adequate", "duties_defined"),
    "registration": ("on_platform",),
}
FINDINGS = ("greening", "fire_safety", "lines")


def expected(item: str, of) -> Decimal:
    """Return the points of one item; `of` gives a fact and raises KeyError where it is missing."""
    if item in SHARES:
        given = {part: of(part) for part in SHARES[item]}
        return sum(
            (Decimal(SHARES[item][part]) for part, value in given.items() if value is not False), Decimal(0)
        )
    if item in ALL:
        return Decimal(0 if False in [of(part) for part in ALL[item]] else 5)
    if item in FINDINGS:
        count = of("findings")
        lost = Decimal("0.5") * (0 if count is NA else count)
        if item == "greening" and of("annual_plan") is False:
            lost += Decimal("0.5")
        return max(Decimal(8) - lost, Decimal(0))
    if item == "tripartite":
        mechanism, activities = of("mechanism_established"), of("activities")
        return Decimal(5 - (3 if mechanism is False else 0) - (2 if activities == 0 else 0))
    rate = of("rate")
    if rate is NA or rate >= 90:
        return Decimal(5)
    return max(Decimal(5) - (90 - rate) // 5, Decimal(0))


@settings(max_examples=150, deadline=None, database=None)
@given(CARDS)
def test_the_engine_agrees_with_the_table_written_out(facts):
    result, total, missing = evaluate(CARD, facts), Decimal(0), []
    for item in CARD.items[:-1]:
        line = result.line(item.id)
        try:
            points = expected(item.id, lambda part, item=item: facts[f"{item.id}.{part}"])
        except KeyError:
            missing += [each.name for each in item.facts if each.name not in facts]
            assert (line.status, line.score) == ("unscored", None)
        else:
            assert line.score == points, item.id
            total += points
    bonus = min(facts.get("bonus.points", Decimal(0)), Decimal(5))
    rate = facts.get("satisfaction.rate")
    vetoed = rate is not None and rate is not NA and rate < 50

    assert (result.total, result.bonus) == (total + bonus, bonus)
    assert list(result.missing) == missing
    assert result.vetoed == vetoed
    assert tally(CARD, facts).total == result.earned
    if missing:
        assert result.grade is None
    else:
        order = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))
        name = "不合格" if vetoed else next(each for floor, each in order if result.total >= floor)
        assert result.grade.name_zh == name
