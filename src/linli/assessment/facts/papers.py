"""What hangs in the estate (S7) and what lies in the file (S9, S10, S12, S13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from linli.assessment.facts.base import Found, Frame, put
from linli.kernel.text import Text
from linli.registry.models import Disclosure, RuleDocument
from linli.registry.terms import DisclosureKind, DocumentKind

DISCLOSED: Mapping[str, str] = {
    DisclosureKind.SERVICES: "disclosure.services",
    DisclosureKind.STANDARDS: "disclosure.standards",
    DisclosureKind.CHARGE_ITEMS: "disclosure.charge_items",
    DisclosureKind.CHARGE_RATES: "disclosure.charge_rates",
}
WRITTEN: Mapping[str, str] = {
    DocumentKind.RESPONSIBILITY: "safety_rules.responsibility",
    DocumentKind.TRAINING: "safety_rules.training",
    DocumentKind.PROCEDURES: "safety_rules.procedures",
    DocumentKind.EMERGENCY_PLAN: "emergency.plan",
    DocumentKind.GREENING_PLAN: "greening.annual_plan",
    DocumentKind.DRAINAGE_PLAN: "drainage.annual_plan",
}
DISCLOSURE_FACTS = tuple(DISCLOSED.values())
DOCUMENT_FACTS = tuple(WRITTEN.values())


def disclosures(frame: Frame, found: Found) -> None:
    """Say of every disclosure on record whether it still hangs."""
    rows = Disclosure.objects.filter(
        estate__in=frame.estates, kind__in=list(DISCLOSED), shown_on__lte=frame.until
    ).order_by("shown_on", "id")
    listed = rows.values_list("estate_id", "id", "kind", "shown_on", "valid_until")
    _tell(listed, DISCLOSED, "disclosure", ("公示", "shown"), frame, found)


def documents(frame: Frame, found: Found) -> None:
    """Say of every rule and plan on record whether it is in force."""
    rows = RuleDocument.objects.filter(
        estate__in=frame.estates, kind__in=list(WRITTEN), issued_on__lte=frame.until
    ).order_by("issued_on", "id")
    listed = rows.values_list("estate_id", "id", "kind", "issued_on", "valid_until")
    _tell(listed, WRITTEN, "document", ("印发", "issued"), frame, found)


def _tell(
    rows: Iterable[tuple[Any, ...]],
    facts: Mapping[str, str],
    key: str,
    verb: tuple[str, str],
    frame: Frame,
    found: Found,
) -> None:
    """The newest that holds counts; if none holds any more, the newest there was."""
    best: dict[tuple[int, str], tuple[bool, int, date, date | None]] = {}
    for estate, pk, kind, since, until in rows:
        holds = until is None or until > frame.as_of
        held = best.get((estate, kind))
        if held is None or holds >= held[0]:
            best[estate, kind] = (holds, pk, since, until)
    for (estate, kind), (holds, pk, since, until) in best.items():
        if holds:
            note = Text(f"{since} {verb[0]}，有效", f"{verb[1].title()} on {since}, in force")
        else:
            note = Text(
                f"{since} {verb[0]}，{until} 起失效",
                f"{verb[1].title()} on {since}, void since {until}",
            )
        put(found, estate, facts[kind], holds, f"{key}:{pk}", note)
