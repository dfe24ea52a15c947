"""What the duties of the guideline ask: one by one of whoever does them, in groups of whoever oversees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from linli.assessment.terms import Todo, tone
from linli.duties.queries.areas import area
from linli.duties.queries.books import book
from linli.duties.sheets import Cell
from linli.kernel.actor import Actor
from linli.kernel.period import ONE_DAY, Period, month_of
from linli.kernel.text import Text
from linli.rules import packs
from linli.rules.duties.judging import DUE, OVERDUE
from linli.rules.duties.model import Duty
from linli.rules.duties.periods import code_of, label_of

FEW = 3  # subjects that get a line each; more share one that leads to their list
LIMIT = 12
AHEAD = timedelta(days=35)  # how early a duty comes up for whoever does it: the running month, always
WARNED = timedelta(days=10)  # how early an overseer hears of what is not done
OWN_LINES = frozenset({"contract", "owners_committee", "meeting", "resolution"})  # among records and meetings
SIDES = frozenset({"community", "committee", "company"})
NOUNS: dict[str, Text] = {
    "organisation": Text("党组织", "Party organisations"),
    "company": Text("企业", "companies"),
    "estate": Text("小区", "estates"),
    "instructor": Text("党建指导员", "instructors"),
    "mandate": Text("联系点、包干片", "contact points and areas"),
    "community": Text("社区", "communities"),
    "subdistrict": Text("街道", "subdistricts"),
    "district": Text("区", "districts"),
    "owners_committee": Text("业委会", "owners’ committees"),
    "meeting": Text("联席会议", "joint meetings"),
    "resolution": Text("决议", "resolutions"),
    "plan": Text("组建方案", "plans"),
}
Group = tuple[Duty, Period | None]


def duty_lines(actor: Actor, *, now: datetime) -> list[Todo]:
    """Return what the duties ask of the actor: at most a dozen lines, by a fixed number of statements.

    Looked at are the running period of each duty and the one before, which may still be written down.
    """
    if actor.everywhere or not actor.may_somewhere("duty.view"):
        return []
    duties = packs.load(settings.POLICY).duties
    rules = [rule for rule in duties.rules if _concerns(rule, actor.role)]
    if not rules:
        return []
    today = timezone.localdate(now)
    month = month_of(today)
    period = Period(month_of(month.start - ONE_DAY).start, month.end)
    found = book(actor, rules, area=area(actor), period=period, today=today, by=duties)
    groups: dict[Group, list[Cell]] = {}
    for cell in found.cells():
        if _presses(cell, actor.role, today):
            groups.setdefault((cell.duty, cell.window), []).append(cell)
    lines = [line for cells in groups.values() for line in _lines(cells, actor, today)]
    lines.sort(key=lambda line: line.due or date.max)
    return _cut(lines, today)


def _concerns(rule: Duty, role: str) -> bool:
    named = rule.every in ("within", "own_due") and rule.subject in OWN_LINES and role in rule.who
    if rule.every == "any" or named:
        return False
    return role in rule.who or role in rule.overseers


def _presses(cell: Cell, role: str, today: date) -> bool:
    """Test if an obligation is to be shown to a role today."""
    if cell.outcome.state not in (DUE, OVERDUE):
        return False
    mine = role in cell.duty.who
    if mine and role in SIDES and cell.subject.side not in ("", role):
        return False
    if cell.outcome.state == OVERDUE:
        return True
    return _day(cell, today) - today <= (AHEAD if mine else WARNED)


def _day(cell: Cell, today: date) -> date:
    """Return the day a line bears: the last of the period, and after it the last of the grace."""
    running = cell.window is not None and cell.window.contains(today)
    return cell.window.last_day if running and cell.window else cell.outcome.due


def _lines(cells: list[Cell], actor: Actor, today: date) -> Iterator[Todo]:
    if actor.role in cells[0].duty.who and len(cells) <= FEW:
        for cell in cells:
            yield _one(cell, today)
    else:
        yield _many(cells, actor, today)


def _when(cell: Cell) -> Text:
    return label_of(cell.window) if cell.window else Text("", "")


def _one(cell: Cell, today: date) -> Todo:
    due, when, duty = _day(cell, today), _when(cell), cell.duty
    return Todo(
        title=Text(
            f"{when.zh}{duty.name.zh}：{cell.subject.name}", f"{duty.name.en} {when.en}: {cell.subject.name}"
        ),
        tone=tone(due, today),
        url="duties:do",
        args={"duty": duty.id, "kind": cell.subject.kind, "key": cell.subject.key},
        due=due,
        clause=duty.clause,
        action=Text("去办", "Do it"),
    )


def _many(cells: list[Cell], actor: Actor, today: date) -> Todo:
    first, number = cells[0], len(cells)
    duty, due, when = first.duty, min(_day(cell, today) for cell in cells), _when(first)
    noun = NOUNS.get(duty.subject, Text("项", "items"))
    query = {"duty": duty.id, "state": "open"}
    if first.window:
        query["period"] = code_of(first.window)
    return Todo(
        title=Text(
            f"{when.zh}{duty.name.zh}：{number} 个{noun.zh}没有完成",
            f"{duty.name.en} {when.en}: open for {number} {noun.en}",
        ),
        tone=tone(due, today),
        url="duties:ledger",
        due=due,
        clause=duty.clause,
        action=Text("去看", "Look"),
        query=query,
    )


def _cut(lines: list[Todo], today: date) -> list[Todo]:
    """Keep the most pressing lines, and say how many more there are."""
    if len(lines) <= LIMIT:
        return lines
    rest = len(lines) - LIMIT
    more = Todo(
        title=Text(f"还有 {rest} 项工作没有完成", f"{rest} more are open"),
        tone="wait",
        url="duties:ledger",
        clause="A3",
        action=Text("去看", "Look"),
        query={"state": "open"},
    )
    return [*lines[:LIMIT], more]
