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


class Unhelped(models.Func):
    """A column as it is, which SQLite's planner may not look up in an index.

    SQLite believes a range of places to be small whatever it holds; where it is large, walking the index of
    the wanted order is faster. PostgreSQL keeps statistics, and needs no such help.
    """

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


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

    def visible_at(self, actor: Actor, permission: str, path: str, *, walked: bool = False) -> Self:
        """Keep the rows within reach of `permission` that lie at or below `path` ("" for anywhere).

        One range instead of two, since SQLite looks only the first up in an index.
        walked: a large part of the table is wanted in an order that has an index; do not look places up
        """
        reach = ("/",) if actor.everywhere else actor.reach(permission)
        field: str = self.model.scope.place
        rows = self.alias(unhelped=Unhelped(models.F(field))) if walked else self
        return rows.filter(reached("unhelped" if walked else field, within(reach, path or "/")))

    def at(self, path: str) -> Self:
        """Keep the rows at or below the place `path`."""
        return self.filter(under(self.model.scope.place, path))


def within(paths: tuple[str, ...], path: str) -> tuple[str, ...]:
    """Return what `paths` cover of `path`: all of it, or those of them that lie below it."""
    return (path,) if path.startswith(paths or ("\0",)) else tuple(p for p in paths if p.startswith(path))


def reached(field: str, paths: tuple[str, ...]) -> Q:
    """Return the condition that `field` lies at or below one of `paths`."""
    estates = [path for path in paths if place.is_estate(path)]
    rule = Q(**{f"{field}__in": estates}) if estates else Q(pk__in=())
    for path in paths:
        if not place.is_estate(path):
            rule |= under(field, path)
    return rule
