"""Lists of party organisations, one of them, and those that may be chosen in a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from linli.base.scope import under
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.party.models import Coverage, Headcount, Member, Organisation
from linli.party.queries.membership import Members, members
from linli.party.rights import OWN_ONLY, acts_for, own_and_instructed
from linli.party.terms import Form
from linli.people.queries import places

SOON = timedelta(days=60)  # before its end a term deserves a word
LEADING = (Form.COMMITTEE, Form.GRID)


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation in a list. place: short name; units: how many it covers; members: None while unknown"""

    organisation: Organisation
    place: str
    units: int
    members: Members | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One organisation. listed: how many names its own list holds; the lists are newest first"""

    organisation: Organisation
    members: Members | None
    covered: list[Coverage]
    earlier: list[Coverage]
    below: list[Organisation]
    counts: list[Headcount]
    listed: int


def seen(actor: Actor, *, on: date) -> Any:
    """Return the organisations the actor may see: in reach, above that, and its own wherever they are.

    A company's and a committee's people see of the others only those that lead: grid branches and committees.
    """
    rows = Organisation.objects.visible_to(actor, "party.view")
    if actor.everywhere or not actor.may_somewhere("party.view"):
        return rows
    own = Organisation.objects.filter(own_and_instructed(actor, on=on))
    if actor.role in OWN_ONLY:
        above = Organisation.objects.filter(children__in=own.values("pk"))
        return (rows.filter(form__in=LEADING) | own | above).distinct()
    return (rows | own).distinct()


def organisations(
    actor: Actor, *, on: date, at: str = "", form: str = "", q: str = "", term: str = "", ended: bool = False
) -> Any:
    """Return organisations in force (or those that ended), in the order of their places.

    term: "ended", "soon" or "unknown" for those whose term is over, ends within 60 days, or is not known
    """
    rows = seen(actor, on=on).filter(until__isnull=not ended)
    if at:
        rows = rows.filter(under("path", at))
    if form:
        rows = rows.filter(form=form)
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(secretary__icontains=q))
    rules = {
        "ended": Q(term_until__lte=on),
        "soon": Q(term_until__gt=on, term_until__lte=on + SOON),
        "unknown": Q(term_until__isnull=True),
    }
    return rows.filter(rules.get(term, Q())).order_by("path", "name", "pk")


def rows(actor: Actor, found: Sequence[Organisation], *, on: date) -> list[Row]:
    """Return `found` as a list shows them; six statements at most."""
    keys = [row.pk for row in found]
    units = dict(
        Coverage.objects.filter(organisation__in=keys, until__isnull=True)
        .order_by()
        .values_list("organisation_id")
        .annotate(Count("pk"))
    )
    names = places.by_path(actor, listed={row.path for row in found})
    counted = members(actor, keys, on=on)
    return [Row(row, names.get(row.path, ""), units.get(row.pk, 0), counted.get(row.pk)) for row in found]


def organisation(actor: Actor, *, pk: int, on: date) -> Organisation:
    """Return one organisation.

    :raises NoSuch: if there is none, or none the actor may see
    """
    found: Organisation | None = seen(actor, on=on).filter(pk=pk).select_related("parent").first()
    if found is None:
        raise NoSuch(
            "没有这个党组织，或者它不归您查看。", "There is no such organisation, or it is not yours."
        )
    return found


def dossier(actor: Actor, row: Organisation, *, on: date) -> Dossier:
    """Return everything about an organisation; seven statements at most."""
    ties = list(
        Coverage.objects.filter(organisation=row)
        .select_related("company", "estate")
        .order_by("-since", "-pk")
    )
    return Dossier(
        organisation=row,
        members=members(actor, [row.pk], on=on).get(row.pk),
        covered=[tie for tie in ties if tie.until is None],
        earlier=[tie for tie in ties if tie.until is not None],
        below=list(Organisation.objects.filter(parent=row, until__isnull=True).order_by("path", "name")),
        counts=list(Headcount.objects.filter(organisation=row).order_by("-as_of")[:12]),
        listed=Member.objects.filter(organisation=row, left_on__isnull=True).count(),
    )


def choices(
    actor: Actor, *, on: date, forms: Sequence[str] = (), permission: str = "party.manage"
) -> list[tuple[int, str]]:
    """Return key and name of the organisations in force that may be chosen, of some forms or of all."""
    rows = Organisation.objects.visible_to(actor, permission).filter(until__isnull=True)
    if forms:
        rows = rows.filter(form__in=list(forms))
    return list(rows.order_by("path", "name").values_list("pk", "name")[:500])


def tie(actor: Actor, *, pk: int) -> Coverage:
    """Return one coverage by an organisation where the actor is in charge.

    :raises NoSuch: if there is none
    """
    rows = Coverage.objects.visible_to(actor, "party.manage").select_related(
        "organisation", "company", "estate"
    )
    found: Coverage | None = rows.filter(pk=pk).first()
    if found is None or not actor.may("party.manage", at=found.organisation.path):
        raise NoSuch("没有这条覆盖关系，或者它不归您管。", "There is no such coverage, or it is not yours.")
    return found


def member(actor: Actor, *, pk: int, on: date) -> Member:
    """Return one member with the organisation, for those who act for it.

    :raises NoSuch: if there is none
    """
    found: Member | None = Member.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or not acts_for(actor, found.organisation, "member.view", on=on):
        raise NoSuch("没有这名党员，或者不归您查看。", "There is no such member, or it is not yours to see.")
    return found


def roll(actor: Actor, row: Organisation) -> list[tuple[int, str, str, date, date | None]]:
    """Return key, standing, post and days of each member, without names."""
    rows = Member.objects.filter(organisation=row).order_by("joined_on", "pk")
    return [
        (one.pk, one.get_standing_display(), one.post, one.joined_on, one.left_on)
        for one in rows.defer("name")
    ]
