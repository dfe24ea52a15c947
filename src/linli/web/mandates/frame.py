"""What the pages of mandates have in common: crumbs, and forms about a mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from linli.web.registry.writing import Writing

if TYPE_CHECKING:
    from linli.mandates.models import Mandate


def crumbs(row: Mandate | None = None) -> tuple[tuple[str, str], ...]:
    """Return the way down to a mandate, or to the list."""
    top = ((reverse("mandates:list"), gettext("包干联系")),)
    return top if row is None else (*top, (reverse("mandates:mandate", args=[row.pk]), row.name))


def writing(
    row: Mandate | None, title: str, button: str, clauses: str, *, lede: str = "", risk: bool = False
) -> Writing:
    """Return the frame of a form; from it one goes back to the mandate or to the list."""
    back = reverse("mandates:mandate", args=[row.pk]) if row else reverse("mandates:list")
    return Writing(
        title=title, back=back, button=button, clauses=clauses, lede=lede, risk=risk, crumbs=crumbs(row)
    )
