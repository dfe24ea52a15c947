"""Positions with what was last seen of them (E1 H3 S3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from linli.base.scope import reached, under
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.party.models import ElementSeen, Position, PositionCheck
from linli.party.rights import company_of, in_force
from linli.party.terms import ELEMENTS, Element, PositionKind
from linli.people.terms import Role
from linli.registry.models import Estate, ServiceProject

STATES = ("complete", "gaps", "expired", "never")


@dataclass(frozen=True, slots=True)
class Found:
    """One element as last seen. state: "ok", "absent", "expired" or "never"; on, photo: of that check"""

    element: Element
    state: str
    on: date | None = None
    photo: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A position with its estates (code, name) and its elements as they count today."""

    position: Position
    estates: list[tuple[str, str]]
    elements: list[Found]
    on: date | None

    @property
    def present(self) -> int:
        return sum(each.state == "ok" for each in self.elements)

    @property
    def is_complete(self) -> bool:
        return self.present == len(self.elements)


def positions(
    actor: Actor, *, today: date, oldest: date, at: str = "", kind: str = "", state: str = ""
) -> Any:
    """Return the positions in use the actor may see, by place; narrowed by kind and by what counts today.

    oldest: the earliest day a check may be of to count
    """
    found = _seen(actor).filter(in_force(today))
    if at:
        found = found.filter(under("path", at))
    if kind:
        found = found.filter(kind=kind)
    checks = PositionCheck.objects.filter(position=OuterRef("pk"), on__lte=today).order_by("-on", "-pk")
    found = found.annotate(
        last_check=Subquery(checks.values("pk")[:1]), last_on=Subquery(checks.values("on")[:1])
    )
    if state in STATES:
        gaps = ElementSeen.objects.filter(check_made=OuterRef("last_check"), present=False)
        rules = {
            "never": Q(last_on__isnull=True),
            "expired": Q(last_on__lt=oldest),
            "gaps": Q(last_on__gte=oldest) & Exists(gaps),
            "complete": Q(last_on__gte=oldest) & ~Exists(gaps),
        }
        found = found.filter(rules[state])
    return found.order_by("path", "name", "pk")


def standings(actor: Actor, found: Iterable[Any], *, oldest: date) -> list[Standing]:
    """Return positions of `positions` with their estates and elements; two queries."""
    rows = list(found)
    keys = [row.pk for row in rows]
    estates: dict[int, list[tuple[str, str]]] = {}
    links = Position.estates.through.objects.filter(position__in=keys).order_by("estate__path")
    for key, code, name in links.values_list("position_id", "estate__code", "estate__name"):
        estates.setdefault(key, []).append((code, name))
    seen: dict[tuple[int, str], ElementSeen] = {
        (each.check_made_id, each.element): each
        for each in ElementSeen.objects.filter(check_made__in=[row.last_check for row in rows])
    }
    return [Standing(row, estates.get(row.pk, []), _elements(row, seen, oldest), row.last_on) for row in rows]


def _elements(row: Any, seen: dict[tuple[int, str], ElementSeen], oldest: date) -> list[Found]:
    found = []
    for element in ELEMENTS[PositionKind(row.kind)]:
        each = seen.get((row.last_check, element))
        if each is None:
            found.append(Found(element, "never"))
        elif not each.present:
            found.append(Found(element, "absent", row.last_on))
        else:
            state = "ok" if row.last_on >= oldest else "expired"
            found.append(Found(element, state, row.last_on, each.photo_id))
    return found


def standing(actor: Actor, *, pk: int, today: date, oldest: date) -> Standing:
    """Return one position as it counts today; three queries.

    :raises NoSuch: if there is none, or none the actor may see
    """
    checks = PositionCheck.objects.filter(position=OuterRef("pk")).order_by("-on", "-pk")
    row = (
        _seen(actor)
        .filter(pk=pk)
        .annotate(last_check=Subquery(checks.values("pk")[:1]), last_on=Subquery(checks.values("on")[:1]))
        .first()
    )
    if row is None:
        raise _none()
    return standings(actor, [row], oldest=oldest)[0]


def to_check(actor: Actor, *, pk: int) -> Position:
    """Return a position at one of whose estates the actor may check.

    :raises NoSuch: if there is none
    """
    found: Position | None = Position.objects.filter(pk=pk).first()
    if found is None or not checkable(actor).filter(positions=found).exists():
        raise _none()
    return found


def checks(actor: Actor, position: Position) -> list[PositionCheck]:
    """Return the checks of a position the actor may see, the newest first, with what was seen at each."""
    found = PositionCheck.objects.filter(position=position).prefetch_related("elements")
    return list(found.order_by("-on", "-pk")[:50])


def checkable(actor: Actor) -> Any:
    """Return the open estates whose positions and publicity the actor may look at, by place."""
    found = Estate.objects.filter(closed_on__isnull=True).visible_to(actor, "position.check")
    company = company_of(actor)
    if actor.role == Role.COMPANY and company is not None:
        serving = ServiceProject.objects.filter(company=company, until__isnull=True)
        found = found.filter(pk__in=serving.values("estate_id"))
    return found.order_by("path")


def shown(actor: Actor, estates: Iterable[int], *, on: date, oldest: date) -> dict[int, dict[str, int]]:
    """Return by estate the elements that count on a day, each with the check that proves it; two queries.

    For the facts of the score sheet (S3): what is missing here is missing there.
    """
    links = Position.estates.through.objects.filter(estate__in=list(estates))
    served = list(links.filter(_alive(on)).values_list("position_id", "estate_id"))
    later = PositionCheck.objects.filter(
        Q(on__gt=OuterRef("check_made__on"))
        | Q(on=OuterRef("check_made__on"), pk__gt=OuterRef("check_made__pk")),
        position=OuterRef("check_made__position"),
        on__lte=on,
    )
    rows = ElementSeen.objects.filter(
        ~Exists(later),
        present=True,
        check_made__position__in={position for position, _ in served},
        check_made__on__gte=oldest,
        check_made__on__lte=on,
    )
    proofs: dict[int, dict[str, int]] = {}
    for position, element, check in rows.values_list("check_made__position_id", "element", "check_made_id"):
        proofs.setdefault(position, {})[element] = check
    found: dict[int, dict[str, int]] = {}
    for position, estate in served:
        found.setdefault(estate, {}).update(proofs.get(position, {}))
    return found


def _alive(on: date) -> Q:
    return Q(position__since__lte=on) & (Q(position__until__isnull=True) | Q(position__until__gt=on))


def _seen(actor: Actor) -> Any:
    """Return the positions that stand in reach or serve an estate in reach."""
    if actor.everywhere:
        return Position.objects.all()
    reach = actor.reach("party.view")
    links = Position.estates.through.objects.filter(reached("estate__path", reach))
    return Position.objects.filter(reached("path", reach) | Q(pk__in=links.values("position_id")))


def _none() -> NoSuch:
    return NoSuch(
        "没有这个阵地，或者它不归您查看。请从阵地清单进入。",
        "There is no such position, or it is not yours to see. Start from the list.",
    )
