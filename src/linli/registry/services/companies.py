"""Companies: entered, changed, and entered on the province's platform (S6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.registry.models import Company
from linli.registry.services.writing import swap, written
from linli.rules.folding import fold, tidy
from linli.rules.identifiers import check_uscc, fold_phone
from linli.rules.pinyin import initials

FACTS = frozenset(
    {"name", "uscc", "legal_representative", "phone", "address", "registered_on", "platform_number"}
)


@command
def register(*, actor: Actor, now: datetime, fields: Mapping[str, Any]) -> Company:
    """Enter a company (B2).

    :raises Refused: if its name is empty, its code does not hold, or its code or name is there already
    """
    _demand(actor)
    facts = checked(fields)
    if not facts.get("name"):
        raise Refused("请写企业名称。", "Write the name of the company.", clause="B2", fields=("name",))
    _refuse_repetition(facts)
    company = Company.objects.create(created_at=now, updated_at=now, **facts)
    shown = {"name": [None, company.name], "uscc": [None, company.uscc]}
    written(company, "company.register", shown, actor=actor, now=now, place="", clause="B2")
    return company


@command
def change(
    *, actor: Actor, now: datetime, company: Company, fields: Mapping[str, Any], seen: datetime | None = None
) -> Company:
    """Change what is known of a company, its entry on the province's platform included (B2 S6).

    :raises Stale: if someone changed it since `seen`
    """
    _demand(actor)
    facts = checked(fields)
    if facts.keys() & {"folded", "uscc"}:
        _refuse_repetition(facts, besides=company)
    done = swap(company, facts, seen=seen, now=now)
    for derived in ("folded", "initials"):
        done.pop(derived, None)
    clause = "S6" if done.keys() & {"registered_on", "platform_number"} else "B2"
    written(company, "company.change", done, actor=actor, now=now, place="", clause=clause)
    return company


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts in their one spelling, with what is derived from the name.

    :raises Refused: if the credit code or the phone does not hold
    """
    unknown = set(fields) - FACTS
    if unknown:
        raise ValueError(f"no facts of a company: {sorted(unknown)}")
    facts = dict(fields)
    if "name" in facts:
        facts["name"] = tidy(facts["name"])
        facts["folded"], facts["initials"] = fold(facts["name"])[:100], initials(facts["name"])[:100]
    if facts.get("uscc"):
        facts["uscc"] = checked_field(check_uscc, facts["uscc"], "uscc")
    if facts.get("phone"):
        facts["phone"] = checked_field(fold_phone, facts["phone"], "phone")
    return facts


def checked_field(check: Any, value: str, name: str) -> str:
    """Return `check(value)`; a refusal names the field it is about."""
    try:
        return str(check(value))
    except Refused as refusal:
        raise Refused(refusal.text.zh, refusal.text.en, clause="B2", fields=(name,)) from refusal


def _demand(actor: Actor) -> None:
    if not actor.may_somewhere("company.edit"):
        raise NotAllowed(
            "企业信息由区住建局登记和修改。", "Companies are entered and changed by the district's bureau."
        )


def _refuse_repetition(facts: Mapping[str, Any], *, besides: Company | None = None) -> None:
    others = Company.objects.exclude(pk=besides.pk) if besides else Company.objects.all()
    same = others.filter(uscc=facts["uscc"]).first() if facts.get("uscc") else None
    if same:
        raise Refused(
            f"这个统一社会信用代码已登记在“{same.name}”名下，请核对是否同一家。",
            f"This credit code belongs to “{same.name}” already; is it the same company?",
            clause="B2",
            fields=("uscc",),
        )
    named = others.filter(folded=facts["folded"]).first() if "folded" in facts else None
    if named and (not facts.get("uscc") or not named.uscc):
        raise Refused(
            f"已有同名企业“{named.name}”。两家都写上统一社会信用代码，才能分清。",
            f"“{named.name}” is on record already. Tell two companies of one name apart by both codes.",
            clause="B2",
            fields=("name",),
        )
