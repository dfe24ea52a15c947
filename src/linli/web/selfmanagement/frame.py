"""What the pages of self-management have in common: crumbs, and forms about an estate or a fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from linli.web.registry.writing import Writing

if TYPE_CHECKING:
    from linli.registry.models import Estate
    from linli.selfmanagement.models import Fund

Crumbs = tuple[tuple[str, str], ...]


def crumbs(estate: Estate | None = None, fund: Fund | None = None) -> Crumbs:
    """Return the way down to what is about an estate or a fund of it."""
    found: Crumbs = ((reverse("selfmanagement:estates"), gettext("自主管理")),)
    if estate is not None:
        found = (*found, (reverse("selfmanagement:estate", args=[estate.code]), estate.name))
    if fund is not None:
        found = (*found, (reverse("selfmanagement:fund", args=[fund.pk]), fund.title))
    return found


def writing(
    estate: Estate,
    title: str,
    button: str,
    clauses: str,
    *,
    back: str = "",
    lede: str = "",
    done: str = "",
    fund: Fund | None = None,
    risk: bool = False,
) -> Writing:
    """Return the frame of a form; from it one goes back to the fund or the estate, or to `back`."""
    home = reverse("selfmanagement:estate", args=[estate.code])
    if fund is not None:
        home = reverse("selfmanagement:fund", args=[fund.pk])
    return Writing(
        title=title,
        back=back or home,
        button=button,
        clauses=clauses,
        lede=lede,
        done=done,
        risk=risk,
        crumbs=crumbs(estate, fund),
    )
