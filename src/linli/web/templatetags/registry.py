"""Small words of the registry's pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from linli.rules.identifiers import mask_phone
from linli.web.templatetags.parts import day, state

register = template.Library()
SOON = 60  # days before its end when a term deserves a word


@register.filter
def last_day(value: date | None) -> str:
    """The last day of a period that is kept as the first day after it."""
    return day(value - timedelta(days=1)) if value else ""


@register.filter
def masked(value: str | None) -> str:
    """A phone as anyone may see it."""
    return mask_phone(value) if value else ""


@register.filter
def measure(value: Decimal | None) -> str:
    """A measure with its decimals, without needless zeros."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


@register.filter
def fee(value: Decimal | None) -> str:
    """A fee with two decimals at least."""
    if value is None:
        return ""
    plain = f"{value:f}".rstrip("0")
    return f"{value:.2f}" if len(plain.partition(".")[2]) < 2 else plain


@register.simple_tag
def term(until: date | None, today: date) -> SafeString:
    """How long something still holds: a state with its words."""
    if until is None:
        return state("ok", gettext("长期有效"))
    left = (until - today).days
    if left <= 0:
        words = ngettext("已过期%(days)s天", "已过期%(days)s天", 1 - left) % {"days": 1 - left}
        return state("late", words)
    words = ngettext("还有%(days)s天到期", "还有%(days)s天到期", left) % {"days": left}
    return state("wait", words) if left <= SOON else state("ok", gettext("有效"))


@register.simple_tag
def filing(filed_on: date | None, due: date, today: date) -> SafeString:
    """Whether something was filed, is to be filed, or is overdue."""
    if filed_on:
        return state("ok", gettext("已备案"))
    if today > due:
        late = (today - due).days
        return state(
            "late", ngettext("未备案，超期%(days)s天", "未备案，超期%(days)s天", late) % {"days": late}
        )
    return state("wait", gettext("待备案，%(day)s前") % {"day": day(due)})
