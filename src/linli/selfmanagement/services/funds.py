"""Money for self-management: planned, received, spent, given back, corrected, closed (C4).

A line of the ledger is never changed. Whoever writes one first takes the fund by an update, so that of two
at once the second sees what the first has left, on SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from linli.base.attaching import attachable
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.registry.models import Estate
from linli.registry.services.writing import demand, swap, written
from linli.registry.terms import Mode
from linli.selfmanagement import checks
from linli.selfmanagement.ledger import Line, Totals, correction, effect, totals
from linli.selfmanagement.models import Fund, FundEntry
from linli.selfmanagement.terms import Entry, Route, Source

CLAUSE = "C4"


@dataclass(frozen=True, slots=True)
class Given:
    """A line as it is entered. advance_why: why more is spent than is there; document: key of a file"""

    kind: str
    on: date
    amount: Decimal
    purpose: str
    voucher: str = ""
    document: int | None = None
    advance_why: str = ""


@command
def plan(
    *,
    actor: Actor,
    now: datetime,
    estate: Estate,
    fields: Mapping[str, Any],
    document: Sequence[int] = (),
) -> Fund:
    """Plan a sum for an estate in a year (C4).

    fields: year, source, route, title, planned
    :raises Refused: for an estate a company serves, a year that is far off, a sum that is none, or one that
        is planned under the same name already
    """
    demand(actor, "fund.manage", at=estate.path, clause=CLAUSE)
    if estate.mode == Mode.MARKET or estate.closed_on is not None:
        raise Refused(
            f"{estate.name}不是自主管理（或准备转为自主管理）的小区，扶持资金不列在这里。",
            f"{estate.name} neither manages itself nor is to; funds for that are not planned here.",
            clause=CLAUSE,
        )
    facts = _facts(fields, timezone.localdate(now))
    if Fund.objects.filter(estate=estate, year=facts["year"], title=facts["title"]).exists():
        raise Refused(
            f"{facts['year']}年已有一笔叫“{facts['title']}”的资金。请换个名称，或打开那一笔。",
            f"There is a fund “{facts['title']}” in {facts['year']}. Choose another name, or open that one.",
            clause=CLAUSE,
            fields=("title",),
        )
    files = attachable(
        actor, document, permission="selfmanagement.view", path=estate.path, field="document", most=1
    )
    fund = Fund.objects.create(estate=estate, document=files[0] if files else None, updated_at=now, **facts)
    change = {name: [None, str(value)] for name, value in facts.items()}
    _written(fund, "fund.plan", change, actor=actor, now=now)
    return fund


@command
def replan(
    *, actor: Actor, now: datetime, fund: Fund, planned: Decimal, reason: str, seen: datetime | None = None
) -> Fund:
    """Change the sum that is planned, saying why (C4).

    :raises Refused: without a reason, for a closed fund, or for no sum
    :raises Stale: if somebody wrote since `seen`
    """
    _demand_open(actor, fund)
    checks.check_said(reason, "reason")
    checks.check_amount(planned, "planned")
    done = swap(fund, {"planned": planned}, seen=seen, now=now)
    change = {name: [str(old), str(new)] for name, (old, new) in done.items()}
    _written(fund, "fund.plan", change, actor=actor, now=now, note=reason)
    return fund


@command
def enter(*, actor: Actor, now: datetime, fund: Fund, given: Given) -> FundEntry:
    """Enter that money came, was spent or was given back (C4).

    :raises Refused: for a day outside the fund, no sum, no purpose, or if the balance would fall below zero
        without a reason for the advance
    """
    _demand_open(actor, fund)
    if given.kind not in (Entry.RECEIVED, Entry.SPENT, Entry.RETURNED):
        raise Refused(
            "请选到账、支出或退回；写错的一笔用更正。",
            "Choose received, spent or returned; mend a wrong line by a correction.",
            clause=CLAUSE,
            fields=("kind",),
        )
    checks.check_day(given.on, fund.year, timezone.localdate(now))
    checks.check_amount(given.amount, "amount")
    checks.check_said(given.purpose, "purpose")
    document = _document(actor, fund, given.document)
    after = _taken(fund, now).balance + effect(given.kind, given.amount)
    _check_balance(after, given.advance_why, lowers=given.kind != Entry.RECEIVED)
    return _entered(actor, now, fund, given, document, after)


@command
def correct(
    *, actor: Actor, now: datetime, entry: FundEntry, amount: Decimal, why: str, advance_why: str = ""
) -> FundEntry:
    """Mend a line: the sum it should have been; the line itself stays as it was written (C4).

    amount: in 元, 0 if the line should not be there at all
    :raises Refused: for a correction of a correction, without a reason, if nothing changes, or if the
        balance would fall below zero without a reason for the advance
    """
    fund = entry.fund
    _demand_open(actor, fund)
    if entry.kind == Entry.CORRECTION:
        raise Refused(
            "这一笔本身是更正。请更正它所更正的那一笔。",
            "This line is a correction itself. Correct the line it mends.",
            clause=CLAUSE,
        )
    checks.check_said(why, "why")
    checks.check_amount(amount, "amount", zero=True)
    before = _taken(fund, now)
    mended = entry.corrections.values_list("amount", flat=True)
    difference = correction(entry.kind, entry.amount, amount) - sum(mended, Decimal(0))
    if not difference:
        raise Refused(
            f"这一笔现在就是{amount}元，没有要更正的。",
            f"The line stands at {amount} already; there is nothing to mend.",
            clause=CLAUSE,
            fields=("amount",),
        )
    after = before.balance + difference
    _check_balance(after, advance_why, lowers=difference < 0)
    today = timezone.localdate(now)
    given = Given(Entry.CORRECTION, today, difference, why, entry.voucher, advance_why=advance_why)
    return _entered(actor, now, fund, given, None, after, corrects=entry)


@command
def close(*, actor: Actor, now: datetime, fund: Fund, on: date, reason: str = "") -> Fund:
    """Close a fund on a day; nothing is entered after (C4).

    :raises Refused: if more was spent than came, money is left over without a word on what becomes of it, or
        the day is ahead or before the last line
    """
    _demand_open(actor, fund)
    today, last = timezone.localdate(now), fund.entries.order_by("-on").first()
    if on > today or (last is not None and on < last.on):
        since = f"不早于最后一笔{last.on}、" if last else ""
        raise Refused(
            f"结清日期要{since}不晚于今天。",
            "The day must not lie ahead" + (f", nor before the last line of {last.on}." if last else "."),
            clause=CLAUSE,
            fields=("on",),
        )
    balance = _taken(fund, now).balance
    if balance < 0:
        raise Refused(
            f"还有垫支{-balance}元没有补齐，不能结清。请先登记到账，或更正。",
            f"{-balance} was advanced and is not covered. Enter what came, or a correction, first.",
            clause=CLAUSE,
        )
    if balance and not reason.strip():
        raise Refused(
            f"还有结余{balance}元，请写明怎样处理，如：结转下年、已退回。",
            f"{balance} is left over; say what becomes of it.",
            clause=CLAUSE,
            fields=("reason",),
        )
    swap(fund, {"closed_on": on}, seen=None, now=now)
    change = {"closed_on": [None, str(on)], "balance": [None, str(balance)]}
    _written(fund, "fund.close", change, actor=actor, now=now, on=on, note=reason)
    return fund


def _facts(fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    facts = {name: fields[name] for name in ("year", "source", "route", "planned")}
    facts["title"] = str(fields.get("title", "")).strip()
    checks.check_year(facts["year"], today)
    checks.check_said(facts["title"], "title")
    checks.check_amount(facts["planned"], "planned")
    if facts["source"] not in Source.values or facts["route"] not in Route.values:
        raise Refused(
            "请选资金来源和扶持方式。", "Choose source and route.", clause=CLAUSE, fields=("source", "route")
        )
    return facts


def _taken(fund: Fund, now: datetime) -> Totals:
    """Take the fund until the end of the transaction, and return its sums as they are then.

    :raises Refused: if it was closed meanwhile
    """
    later = max(now, fund.updated_at)
    if not Fund.objects.filter(pk=fund.pk, closed_on__isnull=True).update(updated_at=later):
        checks.refuse_closed()
    fund.updated_at = later
    rows = FundEntry.objects.filter(fund=fund).values_list("kind", "amount", "corrects__kind")
    return totals((Line(kind, amount, of or "") for kind, amount, of in rows), planned=fund.planned)


def _check_balance(after: Decimal, why: str, *, lowers: bool) -> None:
    if after < 0 and lowers and not why.strip():
        raise Refused(
            f"这样余额会成为{after}元。确需垫支的，请写明垫支理由，补齐之前会一直标出；否则请改金额。",
            f"The balance would be {after}. Say why it is advanced, and it stays flagged; or mend the sum.",
            clause=CLAUSE,
            fields=("advance_why",),
        )


def _document(actor: Actor, fund: Fund, key: int | None) -> Any:
    keys = [key] if key is not None else []
    found = attachable(
        actor, keys, permission="selfmanagement.view", path=fund.estate.path, field="document", most=1
    )
    return found[0] if found else None


def _entered(
    actor: Actor,
    now: datetime,
    fund: Fund,
    given: Given,
    document: Any,
    after: Decimal,
    *,
    corrects: FundEntry | None = None,
) -> FundEntry:
    advance = given.advance_why.strip() if after < 0 else ""
    entry = FundEntry.objects.create(
        fund=fund,
        kind=given.kind,
        on=given.on,
        amount=given.amount,
        purpose=given.purpose.strip(),
        voucher=given.voucher.strip(),
        document=document,
        corrects=corrects,
        advance_why=advance,
        recorded_by_name=actor.name,
        recorded_at=now,
    )
    change = {
        "entry": [None, entry.pk],
        "kind": [None, str(given.kind)],
        "amount": [None, str(given.amount)],
        "balance": [None, str(after)],
    }
    _written(fund, "fund.enter", change, actor=actor, now=now, on=given.on, note=advance)
    return entry


def _demand_open(actor: Actor, fund: Fund) -> None:
    demand(actor, "fund.manage", at=fund.estate.path, clause=CLAUSE)
    if fund.closed_on is not None:
        checks.refuse_closed()


def _written(
    fund: Fund,
    verb: str,
    change: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
    on: date | None = None,
    note: str = "",
) -> None:
    path = fund.estate.path
    written(fund, verb, change, actor=actor, now=now, place=path, clause=CLAUSE, on=on, note=note)
