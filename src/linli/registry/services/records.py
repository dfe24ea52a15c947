"""Contracts and their filing, disclosures, rule documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.registry.models import Contract, Disclosure, Estate, RuleDocument, ServiceProject
from linli.registry.services import completeness
from linli.registry.services.projects import demand_project
from linli.registry.services.writing import demand, swap, written
from linli.rules.folding import tidy

CONTRACT = frozenset({"kind", "number", "signed_on", "start", "end", "fee", "file"})
DISCLOSURE = frozenset({"shown_on", "checked_on", "valid_until", "place_note", "photo"})
DOCUMENT = frozenset({"kind", "title", "issued_on", "valid_until", "file"})


@command
def sign(*, actor: Actor, now: datetime, project: ServiceProject, fields: Mapping[str, Any]) -> Contract:
    """Enter a signed contract of a project (S8).

    :raises Refused: if it ends before it starts, was signed in the future, or its number is there already
    """
    demand_project(actor, project, clause="S8")
    _known(fields, CONTRACT)
    _check_contract(fields, project, timezone.localdate(now))
    contract = Contract.objects.create(project=project, updated_at=now, **fields)
    _record(contract, "contract.sign", fields, actor, now, project.estate, "S8", contract.signed_on)
    return contract


@command
def change_contract(
    *,
    actor: Actor,
    now: datetime,
    contract: Contract,
    fields: Mapping[str, Any],
    seen: datetime | None = None,
) -> Contract:
    """Correct a contract that is not on file yet (S8).

    :raises Refused: if it is on file: what the bureau has taken on file is not written over
    """
    demand_project(actor, contract.project, clause="S8")
    if contract.filed_on:
        raise Refused(
            "合同已备案，不能再改。如有变更，请登记续签合同或请住建局撤回备案。",
            "The contract is on file. Enter a renewal, or ask the bureau to withdraw the filing.",
            clause="S8",
        )
    _known(fields, CONTRACT)
    whole = {name: fields.get(name, getattr(contract, name)) for name in CONTRACT}
    _check_contract(whole, contract.project, timezone.localdate(now), besides=contract)
    done = swap(contract, fields, seen=seen, now=now)
    _after(contract, "contract.change", done, actor, now, contract.project.estate, "S8")
    return contract


@command
def file_contract(*, actor: Actor, now: datetime, contract: Contract, on: date, number: str) -> Contract:
    """The bureau takes a contract on file (S8; 15 days after signing by 河南省物业管理条例).

    :raises Refused: if it is on file already, before its signing, in the future, or without a number
    """
    path = contract.project.estate.path
    demand(actor, "contract.file", at=path, clause="S8")
    if contract.filed_on:
        raise Refused("这份合同已经备案。", "This contract is on file already.", clause="S8")
    if not contract.signed_on <= on <= timezone.localdate(now):
        raise Refused(
            f"备案日期应在签订日期{contract.signed_on:%Y-%m-%d}和今天之间。",
            f"The day must lie between the signing on {contract.signed_on:%Y-%m-%d} and today.",
            clause="S8",
            fields=("on",),
        )
    if not number.strip():
        raise Refused("请写备案编号。", "Write the filing number.", clause="S8", fields=("number",))
    fields = {"filed_on": on, "filing_number": tidy(number), "filed_by": actor.user_id}
    done = swap(contract, fields, seen=None, now=now)
    _after(contract, "contract.file", done, actor, now, contract.project.estate, "S8", on=on)
    return contract


@command
def withdraw_filing(*, actor: Actor, now: datetime, contract: Contract, reason: str) -> Contract:
    """The bureau takes a filing back, saying why; the line of the filing stays in the journal (S8)."""
    demand(actor, "contract.file", at=contract.project.estate.path, clause="S8")
    if not contract.filed_on:
        raise Refused("这份合同没有备案。", "This contract is not on file.", clause="S8")
    if not reason.strip():
        raise Refused("请写明撤回的理由。", "Say why it is taken back.", clause="S8", fields=("reason",))
    done = swap(contract, {"filed_on": None, "filing_number": "", "filed_by": None}, seen=None, now=now)
    _after(contract, "contract.withdraw", done, actor, now, contract.project.estate, "S8", note=reason)
    return contract


@command
def disclose(
    *,
    actor: Actor,
    now: datetime,
    estate: Estate,
    kinds: tuple[str, ...],
    fields: Mapping[str, Any],
    project: ServiceProject | None = None,
) -> list[Disclosure]:
    """Enter that something is shown to the owners since a day; several kinds on one board at once (S7).

    What was shown of the same kind before gives way on that day.
    """
    _demand_record(actor, estate, project, "S7")
    _known(fields, DISCLOSURE)
    _check_span(fields["shown_on"], fields.get("valid_until"), "valid_until", timezone.localdate(now))
    if not kinds:
        raise Refused("请勾选公示了什么。", "Tick what is shown.", clause="S7", fields=("kinds",))
    older = Disclosure.objects.filter(estate=estate, kind__in=kinds, shown_on__lt=fields["shown_on"])
    older = older.filter(models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=fields["shown_on"]))
    older.update(valid_until=fields["shown_on"], updated_at=now)
    rows = [
        Disclosure.objects.create(estate=estate, project=project, kind=kind, updated_at=now, **fields)
        for kind in kinds
    ]
    for row in rows:
        _record(row, "disclosure.show", {"kind": row.kind, **fields}, actor, now, estate, "S7", row.shown_on)
    return rows


@command
def check_disclosure(
    *, actor: Actor, now: datetime, disclosure: Disclosure, on: date, still_there: bool
) -> Disclosure:
    """An official looked: it still hangs there, or it is gone and holds no longer (S7).

    :raises Refused: for a day before it was shown or ahead of today
    """
    demand(actor, "estate.edit", at=disclosure.estate.path, clause="S7")
    if not disclosure.shown_on <= on <= timezone.localdate(now):
        raise Refused(
            f"核查日期应在公示日期{disclosure.shown_on:%Y-%m-%d}和今天之间。",
            f"The day must lie between {disclosure.shown_on:%Y-%m-%d} and today.",
            clause="S7",
            fields=("on",),
        )
    if not still_there and on <= disclosure.shown_on:
        raise Refused(
            "公示当天就撤下的，请改写公示记录。",
            "It can't go on the day it came.",
            clause="S7",
            fields=("on",),
        )
    fields: dict[str, Any] = {"checked_on": on} | ({} if still_there else {"valid_until": on})
    done = swap(disclosure, fields, seen=None, now=now)
    _after(disclosure, "disclosure.check", done, actor, now, disclosure.estate, "S7", on=on)
    return disclosure


@command
def issue(
    *,
    actor: Actor,
    now: datetime,
    estate: Estate,
    fields: Mapping[str, Any],
    project: ServiceProject | None = None,
) -> RuleDocument:
    """Enter a rule, plan, charter or agreement with its validity (S9 S10 S12 S13 C1)."""
    _demand_record(actor, estate, project, "S9")
    _known(fields, DOCUMENT)
    _check_span(fields["issued_on"], fields.get("valid_until"), "valid_until", timezone.localdate(now))
    facts = {**fields, "title": tidy(fields.get("title", ""))}
    if not facts["title"]:
        raise Refused("请写文件标题。", "Write the title.", clause="S9", fields=("title",))
    document = RuleDocument.objects.create(estate=estate, project=project, updated_at=now, **facts)
    _record(document, "document.issue", facts, actor, now, estate, "S9", document.issued_on)
    return document


@command
def change_document(
    *,
    actor: Actor,
    now: datetime,
    document: RuleDocument,
    fields: Mapping[str, Any],
    seen: datetime | None = None,
) -> RuleDocument:
    """Correct a document, or end its validity (S9)."""
    _demand_record(actor, document.estate, document.project, "S9")
    _known(fields, DOCUMENT)
    issued = fields.get("issued_on", document.issued_on)
    _check_span(
        issued, fields.get("valid_until", document.valid_until), "valid_until", timezone.localdate(now)
    )
    done = swap(document, fields, seen=seen, now=now)
    _after(document, "document.change", done, actor, now, document.estate, "S9")
    return document


def _demand_record(actor: Actor, estate: Estate, project: ServiceProject | None, clause: str) -> None:
    if project is not None:
        demand_project(actor, project, clause=clause)
    else:
        demand(actor, "project.edit", at=estate.path, clause=clause)


def _known(fields: Mapping[str, Any], names: frozenset[str]) -> None:
    unknown = set(fields) - names
    if unknown:
        raise ValueError(f"unknown fields: {sorted(unknown)}")


def _check_span(start: date, end: date | None, field: str, today: date) -> None:
    if end is not None and end <= start:
        raise Refused(
            f"截止日期要晚于起始日期{start:%Y-%m-%d}，请改其中一个。",
            f"The end must be after the start, {start:%Y-%m-%d}; change one of them.",
            fields=(field,),
        )


def _check_contract(
    fields: Mapping[str, Any], project: ServiceProject, today: date, besides: Contract | None = None
) -> None:
    _check_span(fields["start"], fields.get("end"), "end", today)
    if fields["signed_on"] > today:
        raise Refused(
            "签订日期还没到。", "The day of signing has not come.", clause="S8", fields=("signed_on",)
        )
    number = fields.get("number")
    same = Contract.objects.filter(project=project, number=number).exclude(pk=besides.pk if besides else None)
    if number and same.exists():
        raise Refused(
            f"本项目已有编号为“{number}”的合同。",
            f"This project has a contract numbered “{number}” already.",
            clause="S8",
            fields=("number",),
        )


def _record(
    row: models.Model,
    verb: str,
    fields: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    estate: Estate,
    clause: str,
    on: date,
) -> None:
    shown = {
        name: [None, value.pk if isinstance(value, models.Model) else value]
        for name, value in fields.items()
        if value not in (None, "")
    }
    _after(row, verb, shown, actor, now, estate, clause, on=on)


def _after(
    row: models.Model,
    verb: str,
    done: dict[str, Any],
    actor: Actor,
    now: datetime,
    estate: Estate,
    clause: str,
    note: str = "",
    on: date | None = None,
) -> None:
    completeness.refresh(estate, today=timezone.localdate(now))
    written(row, verb, done, actor=actor, now=now, place=estate.path, clause=clause, note=note, on=on)
