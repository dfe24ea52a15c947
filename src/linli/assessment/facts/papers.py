"""What hangs in the estate (S7) and what lies in the file (S9, S10, S12, S13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, on_record
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


def disclosure_rows(frame: Frame) -> Rows:
    """Return the disclosures on record."""
    rows = Disclosure.objects.filter(
        estate__in=frame.estates, kind__in=list(DISCLOSED), shown_on__lte=frame.until
    )
    return rows.order_by("estate_id", "shown_on", "id").values_list(
        "estate_id", "id", "kind", "shown_on", "valid_until"
    )


def disclosures(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say of every disclosure on record whether it still hangs."""
    return _tell(rows, DISCLOSED, "disclosure", ("公示", "Shown"), frame)


def document_rows(frame: Frame) -> Rows:
    """Return the rules and plans on record."""
    rows = RuleDocument.objects.filter(
        estate__in=frame.estates, kind__in=list(WRITTEN), issued_on__lte=frame.until
    )
    return rows.order_by("estate_id", "issued_on", "id").values_list(
        "estate_id", "id", "kind", "issued_on", "valid_until"
    )


def documents(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say of every rule and plan on record whether it is in force."""
    return _tell(rows, WRITTEN, "document", ("印发", "Issued"), frame)


def _tell(
    rows: list[Row], facts: Mapping[str, str], key: str, verb: tuple[str, str], frame: Frame
) -> Iterator[tuple[str, Fact]]:
    """The newest that holds counts; if none holds any more, the newest there was."""
    best: dict[str, tuple[bool, int, date, date | None]] = {}
    for _, pk, kind, since, until in rows:
        holds = until is None or until > frame.as_of
        if kind not in best or holds >= best[kind][0]:
            best[kind] = (holds, pk, since, until)
    for kind, (holds, pk, since, until) in best.items():
        yield facts[kind], on_record(holds, f"{key}:{pk}", _note(verb, since, None if holds else until))


@lru_cache(maxsize=4096)
def _note(verb: tuple[str, str], since: date, until: date | None) -> Text:
    if until is None:
        return Text(f"{since} {verb[0]}，有效", f"{verb[1]} on {since}, in force")
    return Text(f"{since} {verb[0]}，{until} 起失效", f"{verb[1]} on {since}, void since {until}")


DISCLOSURES = Provider(disclosure_rows, disclosures, tuple(DISCLOSED.values()))
DOCUMENTS = Provider(document_rows, documents, tuple(WRITTEN.values()))
