"""What does not exist where no company serves: the district's reading, weaker than any record or entry.

The guideline promotes self-managed estates and those without service in its part two, but its score sheet
asks of everyone what only a company can have. Until a record or an entry says otherwise, these cost nothing.
"""

from __future__ import annotations

from linli.assessment.facts.base import Fact, Facts
from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.registry.terms import Mode
from linli.rules.scorecard.facts import NOT_APPLICABLE

COMPANY_ONLY = ("registration.on_platform", "contract.signed", "contract.filed")
SERVICE_ONLY = (
    "staffing.adequate",
    "staffing.duties_defined",
    "disclosure.services",
    "disclosure.standards",
    "disclosure.charge_items",
    "disclosure.charge_rates",
)
SELF_MANAGED = Text(
    "自主管理小区没有物业服务企业，这一要求不适用（区裁量）",
    "A self-managed estate has no company; the requirement does not apply (district's reading)",
)
UNSERVED = Text(
    "无物业小区没有物业服务，这一要求不适用（区裁量）",
    "An estate without service has none; the requirement does not apply (district's reading)",
)


def _standing(names: tuple[str, ...], note: Text) -> Facts:
    return {name: Fact(NOT_APPLICABLE, Source.DEFAULT, note=note) for name in names}


BY_MODE: dict[str, Facts] = {
    Mode.SELF: _standing(COMPANY_ONLY, SELF_MANAGED),
    Mode.NONE: _standing((*COMPANY_ONLY, *SERVICE_ONLY), UNSERVED),
}


def default_facts(mode: str) -> Facts:
    """Return what holds for an estate of this mode while nothing else is known."""
    return BY_MODE.get(mode, {})
