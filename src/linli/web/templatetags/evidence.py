"""From a fact to the records behind it, and to the form that would make one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from linli.web import fact_addresses

if TYPE_CHECKING:
    from linli.assessment.showing import Told

register = template.Library()


@register.simple_tag
def records_of(fact: Told, subject: Any) -> list[fact_addresses.Link]:
    """Return the links to a fact's records. subject: whatever has the code and path of the estate"""
    return fact_addresses.records(fact.evidence, code=subject.code, path=subject.path)


@register.simple_tag(takes_context=True)
def form_for(context: template.Context, fact: str, subject: Any) -> fact_addresses.Link | None:
    """Return the link to the form that makes the record a fact wants; None if not for this reader."""
    found = fact_addresses.forms(context["request"].actor, [fact], code=subject.code, path=subject.path)
    return found[0] if found else None
