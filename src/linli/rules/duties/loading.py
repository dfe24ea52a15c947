"""Read the duties of a pack, with every fault at once."""

from __future__ import annotations

from collections.abc import Collection

from linli.kernel.text import Text
from linli.rules.duties.model import (
    CALENDAR,
    EVENTS,
    EVERY,
    LASTING,
    OWN_DUES,
    ROLES,
    SUBJECTS,
    TERMS,
    UNITS,
    Duties,
    Duty,
    Reading,
)
from linli.rules.scorecard.reading import Spec

NAME = "duties.toml"
COUNTED = frozenset({"term", "once", "within"})


def parse_duties(spec: Spec, *, verbs: Collection[str], clauses: Collection[str]) -> Duties:
    """Read the file; none of it need be there, its faults go to the spec's book.

    verbs: those the journal knows; clauses: ids of the guideline's clauses
    """
    rules = tuple(_duty(each, verbs, clauses) for each in spec.tables("duty"))
    readings = tuple(_reading(each) for each in spec.tables("reading"))
    for kind, ids in (("duty", [r.id for r in rules]), ("reading", [r.id for r in readings])):
        for twice in sorted({id for id in ids if ids.count(id) > 1}):
            spec.fault(f"{kind} “{twice}” 出现了两次", f"{kind} {twice!r} is there twice")
    return Duties(rules, readings)


def _reading(spec: Spec) -> Reading:
    return Reading(
        id=spec.choice("id", ("partial",)),
        text=Text(spec.text("reading_zh"), spec.text("reading_en")),
        adopted=spec.flag("adopted", False),
    )


def _duty(spec: Spec, verbs: Collection[str], clauses: Collection[str]) -> Duty:
    spec.place = f"duties.toml: {spec.take('id', '?')}"
    subject = spec.choice("subject", tuple(SUBJECTS))
    every = spec.choice("every", EVERY)
    found = Duty(
        id=spec.text("id"),
        clause=_among(spec, "clause", clauses),
        name=Text(spec.text("name_zh"), spec.text("name_en")),
        who=_words(spec, "who", ROLES),
        overseers=_words(spec, "overseers", ROLES),
        subject=subject,
        only=frozenset(_words(spec, "only", SUBJECTS[subject])),
        needs=frozenset(_words(spec, "needs", SUBJECTS[subject])),
        every=every,
        times=spec.whole("times", 1),
        met_by=_words(spec, "met_by", verbs),
        after=_among(spec, "after", verbs) if "after" in spec else "",
        kind=spec.text("kind", ""),
        count=spec.whole("count", 0),
        unit=spec.choice("unit", UNITS, "day"),
        grace=spec.whole("grace", 0),
        source=Text(spec.text("source_zh"), spec.text("source_en")),
        discretion=spec.flag("discretion", False),
    )
    _sound(spec, found)
    _fitting(spec, found)
    return found


def _sound(spec: Spec, duty: Duty) -> None:
    if not duty.met_by:
        spec.fault("“met_by” 要列出由哪些记录算履行", "'met_by' must say which records meet it")
    if not duty.who and duty.every != "any":
        spec.fault("“who” 要写由谁来做", "'who' must say who does it")
    if duty.times < 1 or duty.grace < 0 or duty.count < 0:
        spec.fault("次数至少是 1，天数不能是负数", "times is at least 1, days are not negative")
    if duty.times > 1 and duty.every not in CALENDAR:
        spec.fault("“times” 只用于按月、季、半年、年的义务", "'times' is for duties of the calendar only")
    if duty.grace and duty.every not in CALENDAR:
        spec.fault("“grace” 只用于按月、季、半年、年的义务", "'grace' is for duties of the calendar only")
    if duty.every in COUNTED and not duty.count:
        spec.fault("要用 “count” 写明多少天", "'count' must say how many days")
    if (duty.every == "within") != bool(duty.after):
        spec.fault("“within” 和 “after” 要一起写", "'within' and 'after' go together")


def _fitting(spec: Spec, duty: Duty) -> None:
    """Refuse what nobody could count: each way of asking goes with certain subjects and verbs."""
    single: dict[str, dict[str, str]] = {
        "own_due": OWN_DUES,
        "term": TERMS,
        "within": {subject: met for subject, (_, met) in EVENTS.items()},
    }
    if duty.every in single and duty.met_by != (single[duty.every].get(duty.subject, ""),):
        known = "、".join(f"{subject}: {verb}" for subject, verb in single[duty.every].items())
        spec.fault(f"“{duty.every}” 只能这样配：{known}", f"'{duty.every}' goes with {known}")
    if duty.every == "within" and duty.after != EVENTS.get(duty.subject, ("", ""))[0]:
        spec.fault("“after” 和 “subject” 对不上", "'after' is no event of this subject")
    strange = sorted(set(duty.met_by) - LASTING)
    if duty.every == "once" and strange:
        named = ", ".join(strange)
        spec.fault(f"“once” 要用会持续的记录，不能用 {named}", f"'once' wants what lasts, not {named}")


def _words(spec: Spec, key: str, known: Collection[str]) -> tuple[str, ...]:
    found = spec.take(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        spec.fault(f"“{key}” 要列出词", f"'{key}' must be a list of words")
        return ()
    for each in found:
        if each not in known:
            spec.fault(f"“{key}” 里不认识 {each!r}", f"'{key}' holds the unknown {each!r}")
    return tuple(found)


def _among(spec: Spec, key: str, known: Collection[str]) -> str:
    value = spec.text(key)
    if value and value not in known:
        spec.fault(f"“{key}” 里不认识 {value!r}", f"'{key}' is the unknown {value!r}")
    return value
