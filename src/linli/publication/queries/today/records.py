"""What the records ask for: contracts to file or renew, disclosures, committees, documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from linli.assessment.terms import Todo, tone
from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.registry.models import Contract, Disclosure, Estate, OwnersCommittee, RuleDocument
from linli.registry.terms import SCORED_DISCLOSURES, Mode

LIMIT = 6  # lines of one kind; a longer list is a list page's affair
ESTATES = 100  # estates looked at for missing disclosures: those of a company or a community
RENEWAL = timedelta(days=90)  # the owners decide at least three months before the end (H17-51)
EACH = Decimal("1.25")  # points of one disclosure by the district's reading
EXPIRY = timedelta(days=30)
HANDS_ON = frozenset({"company", "community", "committee"})
ENGLISH = dict(
    zip(
        SCORED_DISCLOSURES,
        ("service content", "service standards", "charge items", "charge rates"),
        strict=True,
    )
)


def record_lines(actor: Actor, *, now: datetime) -> list[Todo]:
    """Return what the records ask of the actor; six queries."""
    today = timezone.localdate(now)
    found = [*_to_file(actor, today), *_to_renew(actor, today), *_committees(actor, today)]
    if actor.role in HANDS_ON:
        found += [*_undisclosed(actor, today), *_documents(actor, today)]
    return found


def _running(actor: Actor, permission: str) -> Any:
    rows = Contract.objects.visible_to(actor, permission).filter(project__until__isnull=True)
    return rows.select_related("project__estate")


def _to_file(actor: Actor, today: date) -> Iterator[Todo]:
    """Contracts that are not on file, for the bureau that files them and the company that owes it."""
    filing = actor.may_somewhere("contract.file")
    if not filing and actor.role != "company":
        return
    permission = "contract.file" if filing else "project.edit"
    rows = _running(actor, permission).filter(filed_on__isnull=True).order_by("signed_on", "pk")
    for contract in rows[:LIMIT]:
        estate = contract.project.estate
        yield Todo(
            title=Text(
                f"{'备案' if filing else '报送备案'}：{estate.name}的{contract.get_kind_display()}",
                f"{'File' if filing else 'Have filed'} the contract of {estate.name}",
            ),
            tone=tone(contract.filing_due, today),
            url="registry:contract_file" if filing else "registry:estate",
            args={"pk": contract.pk} if filing else {"code": estate.code},
            due=contract.filing_due,
            place=estate.name,
            clause="S8",
            action=Text("去备案", "File it") if filing else Text("去看", "Look"),
            note=Text("签订之日起 15 日内备案", "due 15 days after signing"),
        )


def _to_renew(actor: Actor, today: date) -> Iterator[Todo]:
    """Contracts that end within three months: the owners decide before that."""
    if actor.role not in {"company", "community", "committee", "subdistrict"}:
        return
    rows = _running(actor, "estate.view").filter(end__isnull=False, end__lte=today + RENEWAL)
    for contract in rows.order_by("end", "pk")[:LIMIT]:
        estate, last = contract.project.estate, contract.end - timedelta(days=1)
        yield Todo(
            title=Text(
                f"{estate.name}的物业合同到期，请业主共同决定续聘还是另选",
                f"{estate.name}: the contract ends; the owners decide on renewal",
            ),
            tone=tone(last, today),
            url="registry:estate",
            args={"code": estate.code},
            due=last,
            place=estate.name,
            clause="B5",
            action=Text("去看", "Look"),
        )


def _committees(actor: Actor, today: date) -> Iterator[Todo]:
    """Owners' committees that are not on file."""
    rows = OwnersCommittee.objects.visible_to(actor, "committee.edit")
    rows = rows.filter(filed_on__isnull=True, dissolved_on__isnull=True).select_related("estate")
    for committee in rows.order_by("elected_on", "pk")[:LIMIT]:
        yield Todo(
            title=Text(
                f"{committee.estate.name}的{committee.get_kind_display()}还没备案",
                f"{committee.estate.name}: the owners' committee is not on file",
            ),
            tone=tone(committee.filing_due, today),
            url="registry:committee_file",
            args={"pk": committee.pk},
            due=committee.filing_due,
            place=committee.estate.name,
            clause="B2",
            action=Text("去备案", "File it"),
            note=Text("选举之日起 30 日内备案", "due 30 days after the election"),
        )


def _undisclosed(actor: Actor, today: date) -> Iterator[Todo]:
    """Estates with a company where one of the four disclosures of the score sheet is missing."""
    if not actor.may_somewhere("project.edit"):
        return
    rows = Estate.objects.visible_to(actor, "project.edit").filter(mode=Mode.MARKET, closed_on__isnull=True)
    estates = list(rows.order_by("path")[:ESTATES])
    shown: dict[int, set[str]] = {}
    found = Disclosure.objects.filter(estate__in=estates, shown_on__lte=today, kind__in=SCORED_DISCLOSURES)
    for estate, kind, until in found.values_list("estate_id", "kind", "valid_until"):
        if until is None or until > today:
            shown.setdefault(estate, set()).add(kind)
    lacking = [
        (estate, [kind for kind in SCORED_DISCLOSURES if kind not in shown.get(estate.pk, ())])
        for estate in estates
    ]
    for estate, kinds in [pair for pair in lacking if pair[1]][:LIMIT]:
        worth = EACH * len(kinds)
        names, english = "、".join(str(kind.label) for kind in kinds), ", ".join(ENGLISH[k] for k in kinds)
        yield Todo(
            title=Text(f"补公示：{estate.name}缺{names}", f"Disclose at {estate.name}: {english}"),
            tone="wait",
            url="registry:disclosure_new",
            args={"code": estate.code},
            place=estate.name,
            clause="S7",
            action=Text("去补", "Add it"),
            note=Text(f"补上可得 {worth} 分", f"worth {worth} points"),
        )


def _documents(actor: Actor, today: date) -> Iterator[Todo]:
    """Rules and plans that have run out or will within a month."""
    rows = RuleDocument.objects.visible_to(actor, "project.edit").select_related("estate")
    rows = rows.filter(valid_until__isnull=False, valid_until__lte=today + EXPIRY)
    for document in rows.order_by("valid_until", "pk")[:LIMIT]:
        last = document.valid_until - timedelta(days=1)
        yield Todo(
            title=Text(
                f"更新：{document.estate.name}的{document.title}",
                f"Renew at {document.estate.name}: {document.title}",
            ),
            tone=tone(last, today),
            url="registry:document_new",
            args={"code": document.estate.code},
            due=last,
            place=document.estate.name,
            clause="S9",
            action=Text("去更新", "Renew it"),
        )
