"""Which rows an actor may see: decided here, once, for every model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.db import connection, models
from django.db.models import Q

from linli.kernel import place
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Scope:
    """How a row is tied to a place and, if at all, to a person.

    place: lookup of the row's place path, e.g. "estate__path"; "" if the row has no place
    own: lookup of the id of the user whose row it is, e.g. "stored_by"
    public: the row is of no place and readable by whoever holds the permission anywhere
    upward: the row of a place is also for those posted below it, e.g. a district's round for a company in it
    """

    place: str = ""
    own: str | None = None
    public: bool = False
    upward: bool = False


def under(field: str, path: str) -> Q:
    """Return the condition that `field` lies at or below `path`, in the form each database can index.

    SQLite indexes a range but not LIKE; PostgreSQL indexes LIKE whatever the collation, but not the range.
    """
    if place.is_estate(path):
        return Q(**{field: path})
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": path, f"{field}__lt": place.after(path)})
    return Q(**{f"{field}__startswith": path})


class ScopedQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Keep the rows within reach of `permission`, and the actor's own."""
        if actor.everywhere:
            return self
        scope: Scope = self.model.scope
        if scope.public:
            return self if actor.may_somewhere(permission) else self.none()
        rule = Q(pk__in=())
        if scope.place:
            reach = actor.reach(permission)
            rule |= reached(scope.place, reach)
            if scope.upward:
                rule |= Q(**{f"{scope.place}__in": {above for path in reach for above in place.chain(path)}})
        if scope.own and actor.user_id is not None:
            rule |= Q(**{scope.own: actor.user_id})
        return self.filter(rule)

    def at(self, path: str) -> Self:
        """Keep the rows at or below the place `path`."""
        return self.filter(under(self.model.scope.place, path))


def reached(field: str, paths: tuple[str, ...]) -> Q:
    """Return the condition that `field` lies at or below one of `paths`."""
    estates = [path for path in paths if place.is_estate(path)]
    rule = Q(**{f"{field}__in": estates}) if estates else Q(pk__in=())
    for path in paths:
        if not place.is_estate(path):
            rule |= under(field, path)
    return rule
