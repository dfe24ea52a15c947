"""Small words of the pages of coverage."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from linli.rules.coverage import Figure
from linli.web.templatetags.parts import state

register = template.Library()
VERDICT = {
    "met": ("ok", gettext_lazy("已覆盖")),
    "work": ("off", gettext_lazy("只有党的工作")),
    "other_form": ("wait", gettext_lazy("应改建")),
    "missing": ("late", gettext_lazy("未覆盖")),
    "unknown": ("off", gettext_lazy("待报人数")),
}
NONE = mark_safe('<span class="faint">—</span>')


@register.filter
def uncovered(figure: Figure) -> int:
    """How many no organisation covers."""
    return figure.of - figure.organisation


@register.simple_tag
def share(figure: Figure, what: str) -> str:
    """The share in percent, rounded down; "" of none."""
    found = figure.percent(what)
    return "" if found is None else f"{found}%"


@register.simple_tag
def part(figure: Figure, what: str) -> SafeString:
    """How many of how many; plain where all are covered, red where some are not."""
    have = getattr(figure, what)
    if not figure.of:
        return NONE
    tone = "red" if have < figure.of else ""
    return format_html('<span class="{}">{}</span><span class="muted"> / {}</span>', tone, have, figure.of)


@register.simple_tag
def verdict(code: str, tag: bool = False) -> SafeString:
    """Whether a unit is covered as it should be."""
    tone, words = VERDICT[code]
    return state(tone, words, tag)
