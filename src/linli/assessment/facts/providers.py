"""Which facts come from records, and from which module. One line each; a test compares it with the card."""

from __future__ import annotations

from linli.assessment.facts import companies, contracts, estates, papers
from linli.assessment.facts.base import Found, Frame, Provider

PROVIDERS: tuple[tuple[Provider, tuple[str, ...]], ...] = (
    (contracts.contracts, contracts.FACTS),
    (papers.disclosures, papers.DISCLOSURE_FACTS),
    (papers.documents, papers.DOCUMENT_FACTS),
    (companies.registrations, companies.REGISTRATION_FACTS),
    (companies.staffing, companies.STAFFING_FACTS),
    (companies.duties, companies.DUTY_FACTS),
    (estates.lifts, estates.FACTS),
)
FROM_RECORDS = frozenset(name for _, names in PROVIDERS for name in names)


def record_facts(frame: Frame) -> Found:
    """Return what the records say of the estates of the frame; one query per provider."""
    found: Found = {}
    for provider, _ in PROVIDERS:
        provider(frame, found)
    return found
