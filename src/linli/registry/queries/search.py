"""The header's search: estates and companies by name, pinyin initials or code."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.registry.models import Company
from linli.registry.models.finding import matches
from linli.registry.queries.estates import Row, Wanted, estates, rows
from linli.rules.folding import narrow

LIMIT = 30


@dataclass(frozen=True, slots=True)
class Hits:
    """more: there are more than are shown"""

    estates: list[Row]
    companies: list[Company]
    more: bool = False

    @property
    def total(self) -> int:
        return len(self.estates) + len(self.companies)


def search(actor: Actor, q: str) -> Hits:
    """Return the estates and companies that fit `q`, at most `LIMIT` of each; eight queries at most."""
    asked = narrow(q)[:50]
    if not asked:
        return Hits([], [])
    found = list(estates(actor, Wanted(q=asked, sort="name"))[: LIMIT + 1])
    companies = Company.objects.visible_to(actor, "company.view")
    firms = list(
        companies.filter(matches(asked) | Q(uscc=asked.upper())).order_by("initials", "pk")[: LIMIT + 1]
    )
    more = len(found) > LIMIT or len(firms) > LIMIT
    return Hits(rows(actor, found[:LIMIT]), firms[:LIMIT], more)
