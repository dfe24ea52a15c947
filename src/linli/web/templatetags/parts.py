"""The parts box: small marks as text, larger parts as templates of `templates/parts/`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from linli.kernel.errors import DomainError
from linli.kernel.text import Text

register = template.Library()
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the line icon `name` of the sprite."""
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def shape(tone: str) -> SafeString:
    """Draw the shape of a state: ok wait late off stop veto."""
    return format_html('<svg class="s" aria-hidden="true"><use href="#s-{}"/></svg>', tone)


@register.simple_tag
def state(tone: str, words: Any, tag: bool = False) -> SafeString:
    """A state: shape, word and colour. tone: ok wait late off stop veto."""
    colour = "off" if tone == "stop" else tone
    kind = "st tag" if tag else "st"
    return format_html(
        '<span class="{} {}"><svg class="s" aria-hidden="true"><use href="#s-{}"/></svg>{}</span>',
        kind, colour, tone, words,
    )  # fmt: skip


@register.simple_tag
def clause(code: str, words: str = "") -> SafeString:
    """Say from which clause of the guideline something comes, e.g. "G6"."""
    return format_html(
        '<span class="clause" title="{} {}">{}</span>', gettext("指导细则条款"), code, words or code
    )


@register.simple_tag
def field(bound: Any, hint: str = "", wide: bool = False) -> str:
    """A form field: label above, hint below it, the error says how to mend."""
    return render_to_string(
        "parts/field.html", {"field": bound, "hint": hint or bound.help_text, "wide": wide}
    )


@register.simple_block_tag
def section(content: SafeString, title: str, note: str = "", anchor: str = "", clauses: str = "") -> str:
    """A section: thin line, title, perhaps a note and its clauses ("B2 S5")."""
    return render_to_string(
        "parts/section.html",
        {"content": content, "title": title, "note": note, "anchor": anchor, "clauses": clauses.split()},
    )


@register.simple_block_tag
def nothing(content: SafeString, title: str, symbol: str = "doc") -> str:
    """An empty page: what belongs here, and (in the body) the first step. ("empty" is the loop's word.)"""
    return render_to_string("parts/nothing.html", {"content": content, "title": title, "symbol": symbol})


@register.simple_block_tag
def note(content: SafeString, tone: str = "", symbol: str = "info") -> str:
    """A note that stays on the page. tone: "" ok wait late."""
    return render_to_string("parts/note.html", {"content": content, "tone": tone, "symbol": symbol})


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Where one is in a list, and the way on; keeps the filters of the address."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}


@register.simple_tag(takes_context=True)
def sort_link(context: dict[str, Any], key: str, words: str) -> SafeString:
    """The heading of a sortable column: a link that sorts by `key`, or turns the order round."""
    request = context["request"]
    query, now = request.GET.copy(), request.GET.get("sort", "")
    query.pop("page", None)
    query["sort"] = f"-{key}" if now == key else key
    arrow = {key: "↑", f"-{key}": "↓"}.get(now, "")
    return format_html('<a href="?{}">{} {}</a>', query.urlencode(), words, arrow)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as people write it: 2026年11月23日, or 23 November 2026."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if (get_language() or "").startswith("en"):
        return f"{value.day} {value:%B %Y}"
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """A date with the time of day."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def weekday(value: date) -> str:
    if (get_language() or "").startswith("en"):
        return f"{value:%A}"
    return WEEKDAYS[value.weekday()]


@register.filter
def points(value: Decimal | str | None) -> str:
    """Points with two decimals; a dash if there are none yet."""
    return "—" if value is None or value == "" else f"{Decimal(value):.2f}"


@register.filter
def grouped(value: Decimal | int | None) -> str:
    """A number with thousands separators; "" for none."""
    return f"{value:,}" if isinstance(value, int | Decimal) else ""


@register.filter
def said(value: Any) -> str:
    """A bilingual sentence in the reader's language; anything else as it is."""
    if isinstance(value, DomainError):
        value = value.text
    return value.say(get_language() or "zh") if isinstance(value, Text) else str(value)


@register.simple_tag
def either(zh: Any, en: Any) -> Any:
    """The Chinese or the English of two texts, by the reader's language."""
    return (en or zh) if (get_language() or "").startswith("en") else zh


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of `key`, or "" if there is none."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag
def mark() -> SafeString:
    """The product's mark."""
    return mark_safe(
        '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="5" fill="#b3261e"/>'
        '<path d="M5.5 25V15.5L11 11l5.5 4.5V25M16.5 15.5V12l5-4.5 5 4.5v13M4 25h24M11 25v-4.5M21.5 25v-4.5'
        'M21.5 15.5v.1" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round"'
        ' stroke-linejoin="round"/></svg>'
    )
