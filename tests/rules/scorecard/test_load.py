"""An unsound card is refused with every fault it has; each kind knows its own."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from linli.rules.scorecard.load import CardRefused, build
from tests.rules.scorecard.making import faults_of, one_item, text

A, N, R, X = {"a": "flag"}, {"n": "count"}, {"r": "rate"}, {"x": "number"}
AB = {"a": "flag", "b": "flag"}
RS, NQ = {"r": "rate", "q": "rate"}, {"n": "count", "period.q": "rate"}
RQ = {"r": "rate", "period.q": "rate"}

UNSOUND = [
    ("5", A, 'kind = "mood"', "'kind' must be one of"),
    ("5", A, 'kind = "all_or_nothing"\nfacts = ["a", "z"]', "unknown fact 'z'"),
    ("5", A, 'kind = "all_or_nothing"\nfacts = ["a", "a"]', "names a fact twice"),
    ("5", A, 'kind = "all_or_nothing"\nfacts = []', "must list names of facts"),
    ("5", N, 'kind = "all_or_nothing"\nfacts = ["n"]', "is a count; this place wants flag"),
    ("5", AB, 'kind = "all_or_nothing"\nfacts = ["a"]', "no rule uses the fact b"),
    ("5", A, 'kind = "all_or_nothing"\nfacts = ["a"]\nbonsu = 1', "unknown key 'bonsu'"),
    ("5", A, 'kind = "deductions"', "names no shortcoming"),
    ("5", A, 'kind = "deductions"\noff = [{fact = "a", points = 6}]', "must lie above 0 and at most"),
    ("5", A, 'kind = "deductions"\noff = [{fact = "a", points = 0}]', "must lie above 0 and at most"),
    ("5", N, 'kind = "deductions"\noff = [{fact = "n", points = 1, at_least = 0}]', "never costs anything"),
    ("5", N, 'kind = "findings"', "names no rate"),
    ("5", N, 'kind = "findings"\nrate = [{fact = "n", each = 0.005}]', "two decimals at most"),
    ("5", N, 'kind = "findings"\nrate = [{fact = "n", each = 1, cap = 9}]', "the cap of n"),
    ("5", N, 'kind = "findings"\nrate = [{fact = "n", each = 1, after = 0, dearer = 2}]', "1 or more"),
    ("5", N, 'kind = "findings"\nrate = [{fact = "n", each = 1, after = 2, dearer = 1}]', "cost more than"),
    ("5", N, 'kind = "findings"\nrate = [{fact = "n", each = 1, after = 5, dearer = 2}]', "used up before"),
    ("5", AB, 'kind = "shares"\nshare = [{fact = "a", points = 2}, {fact = "b", points = 2}]', "add up to 4"),
    ("5", AB, 'kind = "shares"\nshare = [{fact = "a", points = 5}, {fact = "b", points = 0}]', "share of b"),
    (
        "5",
        AB,
        'kind = "states"\nstate = [{fact = "a", points = 5}, {fact = "b", points = 5}]',
        "fall strictly",
    ),
    ("5", A, 'kind = "states"\nstate = [{fact = "a", points = 4}]', "best state must give 5"),
    ("5", R, 'kind = "bands"\nfact = "r"\nband = []', "from good to bad"),
    (
        "5",
        R,
        'kind = "bands"\nfact = "r"\nband = [{at_least = 80, points = 5}, {at_least = 90, points = 3}]',
        "a band is out of reach",
    ),
    (
        "5",
        R,
        'kind = "bands"\nfact = "r"\nband = [{at_least = 90, points = 3}, {at_least = 80, points = 5}]',
        "points must fall strictly",
    ),
    ("5", R, 'kind = "bands"\nfact = "r"\nband = [{at_least = 90, points = 4}]', "best band must give 5"),
    ("5", R, 'kind = "bands"\nfact = "r"\nband = [{at_least = 101, points = 5}]', "between 0 and 100"),
    (
        "5",
        R,
        (
            'kind = "bands"\nfact = "r"\notherwise = 1\n'
            "band = [{at_least = 9, points = 5}, {at_least = 0, points = 2}]"
        ),
        "'otherwise' is out of reach",
    ),
    ("5", R, 'kind = "steps"\nfact = "r"\nfrom = 90\nper = 0\noff = 1', "greater than 0"),
    ("5", R, 'kind = "steps"\nfact = "r"\nfrom = 90\nper = 5\noff = 6', "the price of a step"),
    ("5", R, 'kind = "steps"\nfact = "r"\nfrom = 4\nper = 5\noff = 1', "no room for one step"),
    ("5", R, 'kind = "steps"\nfact = "r"\nfrom = 190\nper = 5\noff = 1', "between 0 and 100"),
    ("5", R, 'kind = "steps"\nfact = "r"\nfrom = 90\nper = 5\noff = 1\nleast = 5', "below the maximum"),
    ("5", R, 'kind = "cliff"\nfact = "r"\nabove = 100', "nobody can be"),
    ("5", R, 'kind = "cliff"\nfact = "r"\nat_least = 0', "everybody is"),
    ("5", R, 'kind = "cliff"\nfact = "r"\nat_least = 5\nbelow = 9', "exactly one test"),
    ("5", A, 'kind = "red_line"\nfacts = ["a"]', "its maximum must be 0"),
    (
        "5",
        {"r": "rate", "q": "rate"},
        'kind = "relative"\nfact = "r"\nagainst = "q"',
        "not a fact of the period",
    ),
    (
        "5",
        {"n": "count", "period.q": "rate"},
        'kind = "relative"\nfact = "n"\nagainst = "period.q"',
        "different units",
    ),
    (
        "5",
        RQ,
        'kind = "relative"\nfact = "r"\nagainst = "period.q"\ncount = "difference"\nper = 0\noff = 1',
        "0",
    ),
    ("5", N, 'kind = "balance"\nbase = 6\ndemerit = [{fact = "n", each = 1}]', "the base"),
    ("5", N, 'kind = "balance"\nbase = 5\nmerit = [{fact = "n", each = 1}]', "merits are out of reach"),
    (
        "5",
        N,
        'kind = "balance"\nbase = 5\ndemerit = [{fact = "n", each = 2, cap = 1}]',
        "points of n are wrong",
    ),
    ("5", {}, 'kind = "balance"\nbase = 5', "neither merits nor demerits"),
    ("0", A, 'kind = "all_or_nothing"\nfacts = ["a"]', "must be above 0"),
    ("5", {}, 'kind = "card"\ntotal = 0', "add up to 0"),
    ("0", A, 'kind = "red_line"\nfacts = ["a"]', "nothing to earn"),
    ("5", {}, 'kind = "judgement"\nleast = 5', "below the maximum"),
    ("5", {}, 'kind = "judgement"\nstep = 0.3', "cannot be reached"),
    ("5", {}, 'kind = "bonus"', "names no source"),
    ("5", X, 'kind = "bonus"\nsource = [{fact = "x", cap = 6}]', "out of reach"),
    (
        "5",
        A,
        (
            'kind = "card"\ntotal = 10\npart = [{title_zh = "一", title_en = "one", maximum = 9, '
            'rule = {kind = "all_or_nothing", facts = ["a"]}}]'
        ),
        "add up to 9",
    ),
    (
        "5",
        X,
        (
            'kind = "card"\ntotal = 9\npart = [{title_zh = "一", title_en = "one", maximum = 9, '
            'rule = {kind = "bonus", source = [{fact = "x"}]}}]'
        ),
        "cannot hold judgement or bonus",
    ),
]


@pytest.mark.parametrize(("worth", "facts", "rule", "fault"), UNSOUND)
def test_an_unsound_rule_is_refused(worth, facts, rule, fault):
    found = faults_of(worth, facts, rule)

    assert any(fault in each for each in found), found


SOUND = 'kind = "steps"\nfact = "r"\nfrom = 90\nper = 5\noff = 1'
EFFECT = '[[item.effect]]\nkind = "{kind}"\nfact = "r"\n{test}\nreason_zh = "因"\nreason_en = "why"\n'
GRADE = '[[grade]]\nid = "{id}"\nname_zh = "{id}"\nname_en = "{id}"\nat_least = {floor}\n'


def grades(*floors):
    return "".join(GRADE.format(id=f"g{n}", floor=floor) for n, floor in enumerate(floors))


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        (EFFECT.format(kind="veto", test="below = 0"), "can never hold"),
        (EFFECT.format(kind="veto", test="above = 100"), "can never hold"),
        (EFFECT.format(kind="veto", test="at_least = 0"), "always holds"),
        (EFFECT.format(kind="veto", test="is = true"), "is a rate; this place wants flag"),
        (EFFECT.format(kind="bar", test="below = 50"), "'list' must be a text"),
        (grades(3, 4, 0), "a grade is out of reach"),
        (grades(6, 0), "lies above the full total"),
        (grades(4, 2), "must start at 0"),
        ('[when]\nfact = "r"', "unknown key 'when'"),
        ('[[item.discretion]]\nid = "d"\nscope = "rule"\nreading_zh = "读"\n', "'reading_en' must be a text"),
        ('[[discretion]]\nid = "d"\nreading_zh = "读"\nreading_en = "r"\n' * 2, "declared twice"),
        ('[[discretion]]\nid = "d"\nreading_zh = "读"\nreading_en = "r"\n', "off changes nothing"),
        (grades(4, 0).replace("at_least = 4", 'at_least = 4\nreading = "none"'), "unknown reading"),
        ('[[fact]]\nname = "r"\nunit = "rate"\nlabel_zh = "又"\nlabel_en = "again"\n', "declared twice"),
        (
            '[[fact]]\nname = "s"\nunit = "mood"\nlabel_zh = "又"\nlabel_en = "again"\n',
            "'unit' must be one of",
        ),
        (
            (
                '[[coefficient]]\nid = "fee"\nname_zh = "费"\nname_en = "fee"\notherwise = 0\n'
                "band = [{at_least = 1, factor = 1}, {at_least = 3, factor = 0.5}]\n"
            ),
            "a band is out of reach",
        ),
        (
            (
                '[[coefficient]]\nid = "fee"\nname_zh = "费"\nname_en = "fee"\notherwise = 2\n'
                "band = [{at_least = 1, factor = 1}]\n"
            ),
            "must not give a smaller factor",
        ),
    ],
)
def test_an_unsound_card_is_refused(extra, fault):
    found = faults_of("5", {"r": "rate"}, SOUND, extra)

    assert any(fault in each for each in found), found


def changed(*changes, worth="5"):
    whole = text(worth, {"r": "rate"}, SOUND)
    for old, new in changes:
        assert old in whole
        whole = whole.replace(old, new, 1)
    with pytest.raises(CardRefused) as refused:
        build("trial", tomllib.loads(whole, parse_float=Decimal))
    return refused.value.faults


def test_sums_of_items_and_sections_must_agree_with_what_the_card_says():
    assert "add up to 5, not to 6" in changed(("maximum = 5", "maximum = 6"))[0].en
    assert "the card says 7" in changed(("total = 5", "total = 7"))[0].en
    assert "no section 'nowhere'" in changed(('section = "all"', 'section = "nowhere"'))[-1].en


def test_every_fault_is_reported_at_once_and_in_its_place():
    faults = changed(("off = 1", "off = 9"), ('title_zh = "项"', ""), ("per = 5", 'per = "five"'))

    assert {each.place for each in faults} == {"it", "it.rule"}
    assert len(faults) >= 3


def test_a_sound_card_loads():
    assert one_item("5", {"r": "rate"}, SOUND, grades(4, 2, 0)).maximum == 5


def test_one_state_and_its_opposite_are_enough():
    assert one_item("5", A, 'kind = "states"\nstate = [{fact = "a", points = 5}]').maximum == 5
