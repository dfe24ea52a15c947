"""The papers of a vote as a file: JSON in with every fault at once, the outcome as JSON out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from linli.kernel.errors import Refused
from linli.kernel.text import Text
from linli.rules import ballot
from linli.rules.ballot import Choice, Fault, Vote
from linli.rules.folding import narrow, tidy

RULES = (ballot.COUNT_PARKING, ballot.SILENCE_FOLLOWS_MAJORITY)
LARGEST_AREA = Decimal(100_000_000)  # 100 km²: no exclusive part is larger, and sums stay small
SHOWN = 60
NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", re.ASCII)


class _Reader:
    """Takes values out of a document and remembers what was wrong with them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def refuse(self, where: str, value: object, zh: str, en: str) -> None:
        self.faults.append(Fault(where, shown(value), Text(zh, en)))

    def items(self, document: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the objects of the list called `name` with their places."""
        given = document.get(name)
        if not isinstance(given, list):
            self.refuse(
                name, given, f"缺少“{name}”，应为一个列表。", f"“{name}” is missing; it must be a list."
            )
            return []
        kept: list[tuple[str, Mapping[str, Any]]] = []
        for number, item in enumerate(given):
            if isinstance(item, dict):
                kept.append((f"{name}[{number}]", item))
            else:
                self.refuse(f"{name}[{number}]", item, "应为一个对象{…}。", "It must be an object {…}.")
        return kept

    def name(self, item: Mapping[str, Any], key: str, at: str) -> str:
        """Return an identifier: a text or a whole number, never empty."""
        given = item.get(key)
        number = decimal(given) if isinstance(given, Decimal) else None
        if number is not None and number == number.to_integral_value():
            given = f"{number:.0f}"
        text = tidy(given) if isinstance(given, str) else ""
        if not text:
            zh, en = f"缺少“{key}”，应为文字。", f"“{key}” is missing; it must be a text."
            self.refuse(f"{at}.{key}", given, zh, en)
        return text

    def area(self, item: Mapping[str, Any], at: str) -> int:
        """Return an area in 0.01 m²; 0 with a fault if it is none."""
        number = decimal(item.get("area"))
        if number is None or not 0 < number < LARGEST_AREA or number != round(number, 2):
            self.refuse(
                f"{at}.area",
                item.get("area"),
                "面积须为大于0的数，单位㎡，最多两位小数。请按不动产登记簿填写。",
                "An area is a number of m² above 0 with at most two decimals. Take it from the register.",
            )
            return 0
        return int(number.scaleb(2))

    def flag(self, rules: Mapping[str, Any], name: str) -> bool:
        given = rules.get(name, False)
        if not isinstance(given, bool):
            self.refuse(f"rules.{name}", given, "只能是true或false。", "Only true or false.")
        return given is True


def loads(text: str | bytes) -> tuple[Any, list[Fault]]:
    """Return the JSON document with all numbers exact, and a fault for each key that is there twice.

    :raises Refused: if it is not JSON
    """
    twice: list[Fault] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in found]
        for name in sorted({name for name in names if names.count(name) > 1}) if len(names) < 50 else ():
            reason = Text(f"“{name}”写了两次，请删去一处。", f"“{name}” is given twice; remove one.")
            twice.append(Fault(name, "", reason))
        return dict(found)

    try:
        document = json.loads(
            text, parse_float=_exact, parse_int=_exact, parse_constant=_exact, object_pairs_hook=pairs
        )
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise Refused(
            "这不是能读懂的JSON文件。请检查引号、逗号和编码（UTF-8）。",
            f"This is no readable JSON file ({str(error)[:80]}). Check quotes, commas and the encoding.",
        ) from error
    return document, twice


def read(document: object) -> tuple[Vote, list[Fault]]:
    """Return the vote a document describes and every fault in it; with faults the vote is not to be used."""
    reader = _Reader()
    if not isinstance(document, dict):
        reader.refuse(
            "", document, "应为一个对象{…}，内有matter、units、ballots。", "It must be one object {…}."
        )
        return Vote("", (), ()), reader.faults
    units = tuple(_unit(reader, item, at) for at, item in reader.items(document, "units"))
    ballots = tuple(_ballot(reader, item, at) for at, item in reader.items(document, "ballots"))
    rules = document.get("rules", {})
    if not isinstance(rules, dict):
        reader.refuse("rules", rules, "应为一个对象{…}。", "It must be an object {…}.")
        rules = {}
    for name in sorted(set(rules) - set(RULES)):
        allowed = ", ".join(RULES)
        reader.refuse(
            f"rules.{name}", rules[name], f"没有这条规则，可用的是：{allowed}。", f"Use one of: {allowed}."
        )
    matter = document.get("matter")
    count_parking, silence = (reader.flag(rules, name) for name in RULES)
    vote = Vote(matter if isinstance(matter, str) else "", units, ballots, count_parking, silence)
    return vote, [*reader.faults, *_beyond(reader.faults, ballot.faults(vote))]


def as_json(outcome: ballot.Outcome) -> dict[str, Any]:
    """Return the outcome in the shape of the contract: areas in m² and counts as decimal texts."""
    return {
        "matter": outcome.matter,
        "quorum": _hurdle(outcome.quorum),
        "approval": _hurdle(outcome.approval),
        "passed": outcome.passed,
        "rules_used": list(outcome.rules_used),
        "notes": [
            {"kind": note.kind, "owner": note.owner, "reason_zh": note.reason.zh, "reason_en": note.reason.en}
            for note in outcome.notes
        ],
        "law": ballot.LAW,
    }


def faults_as_json(faults: Iterable[Fault]) -> dict[str, Any]:
    """Return the faults in the shape of the contract."""
    return {
        "faults": [
            {"where": f.where, "value": f.value, "reason_zh": f.reason.zh, "reason_en": f.reason.en}
            for f in faults
        ]
    }


def decimal(value: object) -> Decimal | None:
    """Return a number or the text of one exactly; `None` if it is neither or not finite."""
    if isinstance(value, str):
        value = _exact(narrow(value))
    return value if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 30 else None


def shown(value: object) -> str:
    """Return a value short enough to be named in a fault."""
    if value is None:
        return ""
    plain = isinstance(value, str | Decimal)
    text = str(value) if plain else json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _unit(reader: _Reader, item: Mapping[str, Any], at: str) -> ballot.Unit:
    kind = item.get("kind", "")
    if not isinstance(kind, str):
        reader.refuse(f"{at}.kind", kind, "应为文字，如parking。", "It must be a text such as parking.")
        kind = ""
    return ballot.Unit(
        reader.name(item, "id", at), reader.area(item, at), reader.name(item, "owner", at), kind
    )


def _ballot(reader: _Reader, item: Mapping[str, Any], at: str) -> ballot.Ballot:
    owner, choice = reader.name(item, "owner", at), item.get("choice")
    if isinstance(choice, str) and choice in set(Choice):
        return ballot.Ballot(owner, Choice(choice))
    allowed = ", ".join(Choice)
    reader.refuse(f"{at}.choice", choice, f"票只能是：{allowed}。", f"A ballot says one of: {allowed}.")
    return ballot.Ballot(owner, Choice.VOID)


def _beyond(known: Iterable[Fault], more: Iterable[Fault]) -> list[Fault]:
    """Return those of `more` about places not yet found at fault: one reason for one cell."""
    places = {fault.where for fault in known}
    return [fault for fault in more if fault.where not in places]


def _hurdle(hurdle: ballot.Hurdle) -> dict[str, Any]:
    area, owners = hurdle.area, hurdle.owners
    return {
        "area": {
            "have": ballot.square_metres(area.have),
            "of": ballot.square_metres(area.of),
            "needs": area.needs,
            "met": area.met,
        },
        "owners": {
            "have": str(owners.have),
            "of": str(owners.of),
            "needs": owners.needs,
            "met": owners.met,
        },
        "met": hurdle.met,
    }


def _exact(text: str) -> Decimal | None:
    if not NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds
        return None
