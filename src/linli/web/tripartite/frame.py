"""What the pages of the three sides have in common: crumbs, forms about an estate, filters of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.web.registry.writing import Writing

if TYPE_CHECKING:
    from linli.registry.models import Estate

Crumbs = tuple[tuple[str, str], ...]


def crumbs(estate: Estate | None = None) -> Crumbs:
    """Return the way down to what is about an estate, or about the three sides at large."""
    top = ((reverse("tripartite:meetings"), gettext("三方联动")),)
    if estate is None:
        return top
    return (*top, (reverse("tripartite:estate", args=[estate.code]), estate.name))


def writing(
    estate: Estate | None,
    title: str,
    button: str,
    clauses: str,
    *,
    back: str = "",
    lede: str = "",
    done: str = "",
    risk: bool = False,
) -> Writing:
    """Return the frame of a form; from it one goes back to the estate's three sides, or to `back`."""
    home = reverse("tripartite:estate", args=[estate.code]) if estate else reverse("tripartite:meetings")
    return Writing(
        title=title,
        back=back or home,
        button=button,
        clauses=clauses,
        lede=lede,
        done=done,
        risk=risk,
        crumbs=crumbs(estate),
    )


def asked(request: Request, *names: str) -> dict[str, Any]:
    """Read the filter of a list from the address."""
    return {name: request.GET.get(name, "").strip()[:160] for name in names}
