"""One card per rule kind and variant, for the properties every kind must have."""

from __future__ import annotations

from tests.rules.scorecard.making import Case

FLAGS = {"a": "flag", "b": "flag", "c": "flag"}
YES = frozenset(FLAGS)

CASES = [
    Case("all_or_nothing", "5", FLAGS, 'kind = "all_or_nothing"\nfacts = ["a", "b", "c"]', YES),
    Case(
        "deductions",
        "5",
        {"a": "flag", "n": "count"},
        'kind = "deductions"\noff = [{fact = "a", points = 3}, {fact = "n", points = 2.5, at_least = 3}]',
        frozenset({"a", "n"}),
    ),
    Case("findings", "8", {"n": "count"}, 'kind = "findings"\nrate = [{fact = "n", each = 0.5}]'),
    Case(
        "findings_with_plan",
        "8",
        {"a": "flag", "n": "count"},
        'kind = "findings"\ncounts_as_one = [{fact = "a", points = 0.5}]\nrate = [{fact = "n", each = 0.5}]',
        frozenset({"a"}),
    ),
    Case(
        "findings_of_several_rates",
        "10",
        {"a": "flag", "n": "count", "m": "count"},
        'kind = "findings"\ncounts_as_one = [{fact = "a", points = 1}]\n'
        'rate = [{fact = "n", each = 0.2, cap = 2}, {fact = "m", each = 1, after = 2, dearer = 3}]',
        frozenset({"a"}),
    ),
    Case(
        "shares",
        "8",
        FLAGS,
        'kind = "shares"\n'
        'share = [{fact = "a", points = 3}, {fact = "b", points = 2}, {fact = "c", points = 3}]',
        YES,
    ),
    Case(
        "shares_rescaled",
        "5",
        FLAGS,
        'kind = "shares"\nnot_applicable = "rescale"\n'
        'share = [{fact = "a", points = 2}, {fact = "b", points = 1.5}, {fact = "c", points = 1.5}]',
        YES,
    ),
    Case(
        "states",
        "5",
        FLAGS,
        'kind = "states"\notherwise = 0.5\n'
        'state = [{fact = "a", points = 5}, {fact = "b", points = 3}, {fact = "c", points = 1}]',
        YES,
    ),
    Case(
        "bands",
        "6",
        {"r": "rate"},
        'kind = "bands"\nfact = "r"\n'
        "band = [{at_least = 95, points = 6}, {at_least = 85, points = 4}, {at_least = 70.5, points = 2}]",
        frozenset({"r"}),
    ),
    Case(
        "bands_falling",
        "6",
        {"n": "count"},
        'kind = "bands"\nfact = "n"\nbetter = "less"\notherwise = 1\n'
        "band = [{at_most = 0, points = 6}, {at_most = 3, points = 4}]",
    ),
    Case(
        "steps_floor",
        "5",
        {"r": "rate"},
        'kind = "steps"\nfact = "r"\nfrom = 90\nper = 5\noff = 1',
        frozenset({"r"}),
    ),
    Case(
        "steps_ceil",
        "5",
        {"r": "rate"},
        'kind = "steps"\nfact = "r"\nfrom = 90\nper = 5\noff = 1\nrounding = "ceil"\nleast = 1',
        frozenset({"r"}),
    ),
    Case(
        "steps_linear",
        "5",
        {"r": "rate"},
        'kind = "steps"\nfact = "r"\nfrom = 90\nper = 5\noff = 1\nrounding = "linear"',
        frozenset({"r"}),
    ),
    Case(
        "steps_above",
        "4",
        {"n": "count"},
        'kind = "steps"\nfact = "n"\nfrom = 3\nper = 2\noff = 1.5\ndirection = "above"',
    ),
    Case(
        "steps_above_ceil",
        "4",
        {"x": "number"},
        'kind = "steps"\nfact = "x"\nfrom = 3\nper = 2\noff = 1.5\ndirection = "above"\nrounding = "ceil"',
    ),
    Case(
        "cliff",
        "5",
        {"r": "rate"},
        'kind = "cliff"\nfact = "r"\nat_least = 80',
        frozenset({"r"}),
    ),
    Case("cliff_above", "5", {"n": "count"}, 'kind = "cliff"\nfact = "n"\nbelow = 3'),
    Case(
        "relative_share",
        "5",
        {"n": "count", "period.quota": "count"},
        'kind = "relative"\nfact = "n"\nagainst = "period.quota"',
        frozenset({"n"}),
    ),
    Case(
        "relative_difference",
        "5",
        {"r": "rate", "period.mean": "rate"},
        'kind = "relative"\nfact = "r"\nagainst = "period.mean"\ncount = "difference"\nper = 5\noff = 1',
        frozenset({"r"}),
    ),
    Case(
        "relative_less_is_better",
        "5",
        {"n": "count", "period.mean": "count"},
        'kind = "relative"\nfact = "n"\nagainst = "period.mean"\nbetter = "less"',
        frozenset({"period.mean"}),
    ),
    Case(
        "balance",
        "120",
        {"m": "count", "x": "number", "d": "count", "y": "number"},
        'kind = "balance"\nbase = 80\nmost_merits = 40\n'
        'merit = [{fact = "m", each = 2, cap = 30}, {fact = "x"}]\n'
        'demerit = [{fact = "d", each = 5}, {fact = "y", cap = 20}]',
        frozenset({"m", "x"}),
    ),
    Case(
        "balance_carried",
        "12",
        {"p": "number", "d": "count"},
        'kind = "balance"\nbase = 12\ncarried = "p"\ndemerit = [{fact = "d", each = 3}]',
        frozenset({"p"}),
    ),
    Case(
        "bonus",
        "5",
        {"x": "number"},
        'kind = "bonus"\nsource = [{fact = "x"}]',
        frozenset({"x"}),
    ),
    Case(
        "bonus_highest",
        "5",
        {"x": "number", "n": "count"},
        'kind = "bonus"\ncount = "highest"\nsource = [{fact = "x", cap = 4}, {fact = "n", each = 1.5}]',
        frozenset({"x", "n"}),
    ),
    Case(
        "card",
        "20",
        {"a": "flag", "n": "count", "r": "rate"},
        'kind = "card"\ntotal = 100\n'
        'part = [{title_zh = "一", title_en = "one", maximum = 37, '
        'rule = {kind = "all_or_nothing", facts = ["a"]}}, '
        '{title_zh = "二", title_en = "two", maximum = 33, '
        'rule = {kind = "findings", rate = [{fact = "n", each = 1.11}]}}, '
        '{title_zh = "三", title_en = "three", maximum = 30, '
        'rule = {kind = "steps", fact = "r", from = 90, per = 1, off = 0.7}}]',
        frozenset({"a", "r"}),
    ),
]
