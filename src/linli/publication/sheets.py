"""A published sheet as the annex prints it, line by line: for the page, the PDF and the DOCX alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from linli.kernel.text import Text
from linli.paper.words import plain, signed

UNIT_WORDS = {
    "flag": {True: Text("是", "yes"), False: Text("否", "no")},
}
SOURCES = {
    "record": Text("取自登记记录", "from the registry's records"),
    "attested": Text("现场核查填报", "attested on inspection"),
    "default": Text("按区的统一读法", "by the district's reading"),
    "appeal": Text("申诉成立后更正", "corrected on appeal"),
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact behind an item. replaced: earlier values with the reason they were replaced.

    reading: the district's reading it rests on, where nothing else was known
    ruling: what was decided about its veto, by whom and why
    """

    name: str
    label: Text
    value: Text
    source: Text
    on: str = ""
    replaced: tuple[tuple[Text, Text], ...] = ()
    reading: Text | None = None
    ruling: Text | None = None


@dataclass(frozen=True, slots=True)
class DeductionLine:
    points: Decimal
    reason: Text
    discretion: bool
    fact: FactLine | None

    @property
    def words(self) -> str:
        """Return the points taken with their sign; a veto takes none."""
        return signed(-self.points) if self.points else plain(self.points)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the annex. rows: how many rows its section's cell spans, on its first row, else 0."""

    id: str
    section: Text
    rows: int
    title: Text
    criterion: str
    maximum: Decimal
    score: Decimal | None
    status: str
    clause: str
    bonus: bool
    deductions: tuple[DeductionLine, ...] = ()
    award: dict[str, Any] | None = None
    readings: tuple[Text, ...] = ()
    facts: tuple[FactLine, ...] = ()
    appeals: tuple[dict[str, Any], ...] = field(default=())

    @property
    def lost(self) -> bool:
        return bool(self.score is not None and not self.bonus and self.score < self.maximum)

    @property
    def lost_words(self) -> str:
        """Return the points lost with their sign, "" if none."""
        return signed((self.score or Decimal(0)) - self.maximum) if self.lost else ""

    @property
    def why(self) -> Text:
        """Return the first reason points were lost, or that a person judged so."""
        if self.deductions:
            more = len(self.deductions) - 1
            first = self.deductions[0].reason
            return Text(f"{first.zh}等 {more + 1} 处", f"{first.en} and {more} more") if more else first
        return Text("由考评组酌定", "judged by the assessors")

    @property
    def maximum_words(self) -> str:
        return plain(self.maximum)


def lines(
    card: list[dict[str, Any]],
    result: dict[str, Any],
    facts: dict[str, Any],
    appeals: list[dict[str, Any]],
) -> list[Line]:
    """Return the rows of a published sheet in the annex's order and wording."""
    found = {item["id"]: item for item in result["items"]}
    rows: list[Line] = []
    for _, group in groupby(card, key=lambda each: each["section"]):
        block = list(group)
        for number, item in enumerate(block):
            mine = tuple(appeal for appeal in appeals if appeal.get("item") == item["id"])
            rows.append(_line(item, found[item["id"]], facts, mine, len(block) if number == 0 else 0))
    return rows


def lost(rows: list[Line]) -> list[Line]:
    """Return the rows that lost points, most first."""
    return sorted((row for row in rows if row.lost), key=lambda row: (row.score or 0) - row.maximum)


def _line(
    item: dict[str, Any],
    judged: dict[str, Any],
    facts: dict[str, Any],
    appeals: tuple[dict[str, Any], ...],
    rows: int,
) -> Line:
    specs = {spec["name"]: spec for spec in item["facts"]}
    behind = {name: _fact(spec, facts[name]) for name, spec in specs.items() if name in facts}
    return Line(
        id=item["id"],
        section=Text(item["section_zh"], item["section_en"]),
        rows=rows,
        title=Text(item["title_zh"], item["title_en"]),
        criterion=item["criterion_zh"],
        maximum=Decimal(item["maximum"]),
        score=None if judged["score"] is None else Decimal(judged["score"]),
        status=judged["status"],
        clause=item["clause"],
        bonus=item["bonus"],
        deductions=tuple(_deductions(judged["deductions"], behind)),
        award=judged.get("award"),
        readings=(
            *(Text(each["zh"], each["en"]) for each in item["readings"]),
            *dict.fromkeys(each.reading for each in behind.values() if each.reading),
        ),
        facts=tuple(behind.values()),
        appeals=appeals,
    )


def _deductions(given: list[dict[str, Any]], facts: dict[str, FactLine]) -> Iterator[DeductionLine]:
    for each in given:
        yield DeductionLine(
            points=Decimal(each["points"]),
            reason=Text(each["reason_zh"], each["reason_en"]),
            discretion=each["discretion"],
            fact=facts.get(each["fact"] or ""),
        )


def _fact(spec: dict[str, Any], fact: dict[str, Any]) -> FactLine:
    return FactLine(
        name=spec["name"],
        label=Text(spec["zh"], spec["en"]),
        value=_said(spec, fact["value"]),
        source=SOURCES.get(fact.get("source", ""), Text(fact.get("source", ""), fact.get("source", ""))),
        on=fact.get("on", ""),
        replaced=tuple(
            (_said(spec, old["value"]), Text(old["reason"], old["reason"]))
            for old in fact.get("replaced", ())
        ),
        reading=_reading(fact),
        ruling=_ruling(fact.get("ruling")),
    )


def _reading(fact: dict[str, Any]) -> Text | None:
    note = fact.get("note")
    return Text(note["zh"], note["en"]) if note and fact.get("source") == "default" else None


def _ruling(ruling: dict[str, Any] | None) -> Text | None:
    if not ruling:
        return None
    zh, en = ("适用一票否决", "the veto applies") if ruling["stands"] else ("不适用一票否决", "no veto")
    by, why = ruling["by"], ruling["reason"]
    return Text(f"{by}裁定{zh}：{why}", f"{by} decided that {en}: {why}")


def _said(spec: dict[str, Any], value: Any) -> Text:
    if value == "n/a":
        return Text("不适用", "not applicable")
    if isinstance(value, bool):
        return UNIT_WORDS["flag"][value]
    sign = "%" if spec["unit"] == "rate" else ""
    return Text(f"{value}{sign}", f"{value}{sign}")
