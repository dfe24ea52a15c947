"""What a pack says of party organisations: numbers and lawful ways, each with its source. Data, not code."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from linli.kernel.text import Text
from linli.rules.coverage import EFFECTS, FORMS, KINDS, Number, Party, Way
from linli.rules.scorecard.reading import Fault, Spec

NAME = "party.toml"
NUMBERS = (
    "own_branch_from",
    "committee_from",
    "joint_units",
    "joint_from",
    "term_years",
    "community_term_years",
)
# The ways the tables of party work can hold; what they are called and when they are lawful is the pack's.
WAYS = ("own", "recruit", "recommend", "develop", "instructor", "joint", "attached", "group")


def parse_party(spec: Spec, clauses: Collection[str]) -> Party:
    """Read the whole file; its faults go to the spec's book."""
    numbers = [_number(each) for each in spec.tables("number")]
    ways = [_way(each) for each in spec.tables("way")]
    for twice in _twice([each.id for each in numbers]) | _twice([each.id for each in ways]):
        spec.book.faults.append(Fault(NAME, f"{twice} 写了两次", f"{twice} stands there twice"))
    for cited in ({each.clause for each in numbers} | {each.clause for each in ways}) - set(clauses):
        words = Text(f"条款 {cited} 不在 clauses.csv 里", f"clause {cited} is not in clauses.csv")
        spec.book.faults.append(Fault(NAME, words.zh, words.en))
    party = Party({each.id: each for each in numbers}, tuple(ways))
    if numbers or ways:
        _check_whole(spec, party)
    return party


def _check_whole(spec: Spec, party: Party) -> None:
    """A file that says something says all numbers, and its own branch begins where the number says."""
    for name in NUMBERS:
        if name not in party.numbers:
            spec.fault(f"缺少数值 {name}", f"the number {name} is missing")
    own = party.way("own")
    if own is None or own.least != party.number("own_branch_from"):
        spec.fault(
            "“own” 的 least 要等于 own_branch_from", "'least' of the way 'own' must equal own_branch_from"
        )


def _number(spec: Spec) -> Number:
    value = spec.whole("value")
    if value < 1:
        spec.fault("“value” 至少是 1", "'value' must be at least 1")
    return Number(
        id=spec.choice("id", NUMBERS),
        name=Text(spec.text("name_zh"), spec.text("name_en")),
        value=value,
        source=_source(spec),
        clause=spec.text("clause"),
        discretion=spec.flag("discretion", False),
    )


def _way(spec: Spec) -> Way:
    least = spec.whole("least")
    most = spec.whole("most") if "most" in spec else None
    if least < 0 or (most is not None and most < least):
        spec.fault(
            "“least” 不能小于0，“most” 不能小于 “least”", "'least' must be 0 or more and 'most' not below it"
        )
    effect = spec.choice("effect", EFFECTS)
    forms = _some(spec, "forms", FORMS)
    if effect == "organisation" and not forms:
        spec.fault("“forms” 要列出能覆盖的组织", "'forms' must name the organisations that cover")
    return Way(
        id=spec.choice("id", WAYS),
        name=Text(spec.text("name_zh"), spec.text("name_en")),
        kinds=_some(spec, "kinds", KINDS),
        least=least,
        most=most,
        forms=forms,
        effect=effect,
        source=_source(spec),
        clause=spec.text("clause"),
        discretion=spec.flag("discretion", False),
    )


def _source(spec: Spec) -> Text:
    return Text(spec.text("source_zh"), spec.text("source_en"))


def _some(spec: Spec, key: str, options: Sequence[str]) -> frozenset[str]:
    found = spec.take(key, [])
    if not isinstance(found, list) or not set(map(str, found)) <= set(options):
        named = " / ".join(options)
        spec.fault(f"“{key}” 只能列出 {named}", f"'{key}' must be a list of {named}")
        return frozenset()
    return frozenset(map(str, found))


def _twice(names: Sequence[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
