"""Which part of the district somebody looks at: a place within reach, or what is one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.base.scope import reached, within
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.people.models import Place
from linli.people.terms import Role

PERMISSION = "duty.view"


@dataclass(frozen=True, slots=True)
class Area:
    """What is looked at. path: the place asked for, "" for all within reach

    paths: what of it is within reach; company, instructor: keys of whom the actor acts for, None for offices
    """

    path: str
    paths: tuple[str, ...]
    company: int | None = None
    instructor: int | None = None

    def lies(self, field: str) -> Q:
        """Return the condition that the place in `field` lies in the area."""
        return reached(field, self.paths)

    @property
    def is_of_estates(self) -> bool:
        """Test if the area consists of single estates, as that of a company's people does."""
        return all(paths.is_estate(path) for path in self.paths)


def area(actor: Actor, *, path: str = "") -> Area:
    """Return the part of the district below `path` that the actor may see duties of; no query.

    :raises NoSuch: if none of it is within reach
    """
    reach = ("/",) if actor.everywhere else actor.reach(PERMISSION)
    found = within(reach, path) if path else reach
    if not found:
        raise NoSuch("没有这个地方，或者它不归您查看。", "There is no such place, or it is not yours to see.")
    kind, _, key = actor.organisation.partition(":")
    company = int(key) if actor.role == Role.COMPANY and kind == "company" and key.isdigit() else None
    instructor = actor.user_id if actor.role == Role.INSTRUCTOR else None
    return Area(path, found, company, instructor)


def here(actor: Actor, *, path: str, on: date) -> Place:
    """Return the place at `path` within the actor's reach, by default the one his desk stands at; one query.

    :raises NoSuch: if there is none
    """
    rows = Place.objects.visible_to(actor, PERMISSION)
    found: Place | None = rows.filter(path=path or actor.place).first() if path or actor.place else None
    if found is None and not path:
        found = rows.order_by("path").first()
    if found is None or not area(actor, path=found.path):
        raise NoSuch("没有这个地方，或者它不归您查看。", "There is no such place, or it is not yours to see.")
    return found


def below(actor: Actor, *, path: str, on: date) -> list[Place]:
    """Return the places right below `path` in force within the actor's reach, by code; one query."""
    rows = Place.objects.visible_to(actor, PERMISSION).filter(Q(until__isnull=True) | Q(until__gt=on))
    return [place for place in rows.filter(parent__path=path).order_by("code") if _inside(actor, place)]


def _inside(actor: Actor, place: Place) -> bool:
    return actor.everywhere or bool(within(actor.reach(PERMISSION), place.path))


def names(actor: Actor, *, paths: set[str]) -> dict[str, str]:
    """Return the short names of places by path; one query."""
    rows = Place.objects.filter(path__in=paths)
    return dict(rows.values_list("path", "short"))
