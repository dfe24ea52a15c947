"""How values and evidence are said to people, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.rules.scorecard.facts import FactSpec, NotApplicable, Value, show

YES, NO = Text("是", "yes"), Text("否", "no")
NOT_HERE = Text("不适用", "not applicable")
MISSING = Text("还没有", "not given yet")
SOURCES: dict[str, Text] = {
    Source.RECORD: Text("档案记录", "from the records"),
    Source.ATTESTED: Text("现场或案头登记", "entered"),
    Source.DEFAULT: Text("区里的缺省规定", "the district's default"),
    Source.APPEAL: Text("申诉更正", "put right on appeal"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a fact rests on. kind: contract, disclosure, document, company, staffing, post, estate …"""

    kind: str
    pk: int
    sha256: str = ""

    @property
    def is_file(self) -> bool:
        return self.kind == "file"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as a page shows it: what, how much, by what right, by whom."""

    name: str
    label: Text
    value: Text
    source: Text
    is_record: bool
    is_default: bool
    note: Text | None
    by: str
    on: str
    place: str
    reason: str
    sample: int | None
    flagged: bool
    evidence: tuple[Evidence, ...]

    @property
    def files(self) -> tuple[Evidence, ...]:
        return tuple(each for each in self.evidence if each.is_file)


def words(spec: FactSpec, value: Value | None) -> Text:
    """Return a value with its unit."""
    if value is None:
        return MISSING
    if isinstance(value, NotApplicable):
        return NOT_HERE
    if spec.unit == "flag":
        return YES if value else NO
    shown = f"{show(value)}%" if spec.unit == "rate" else show(value)
    return Text(shown, shown)


def told(spec: FactSpec, kept: dict[str, Any], value: Value) -> Told:
    """Return a fact of a score, as it was kept, for showing."""
    note = kept.get("note")
    return Told(
        name=spec.name,
        label=Text(spec.label_zh, spec.label_en),
        value=words(spec, value),
        source=SOURCES[kept["source"]],
        is_record=kept["source"] == Source.RECORD,
        is_default=kept["source"] == Source.DEFAULT,
        note=Text(note["zh"], note["en"]) if note else None,
        by=kept.get("by", ""),
        on=kept.get("on", ""),
        place=kept.get("place", ""),
        reason=kept.get("reason", ""),
        sample=kept.get("sample"),
        flagged=kept.get("flagged", False),
        evidence=tuple(evidence(key) for key in kept.get("evidence", ())),
    )


def evidence(key: str) -> Evidence:
    """Read a key such as "contract:12" or "file:3#<sha256>"."""
    kind, _, rest = key.partition(":")
    pk, _, sha256 = rest.partition("#")
    return Evidence(kind, int(pk), sha256)
