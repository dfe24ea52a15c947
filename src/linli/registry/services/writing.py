"""What every write of the registry does alike: ask for leave, swap, and write down what was before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from linli.base import journal
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Stale
from linli.rules.identifiers import mask_phone

M = TypeVar("M", bound=models.Model)
SEALED = frozenset({"phone"})


def demand(actor: Actor, permission: str, *, at: str, clause: str = "") -> None:
    """Go on only if `actor` holds `permission` at the place path `at`.

    :raises NotAllowed: otherwise
    """
    if not actor.may(permission, at=at):
        raise NotAllowed(
            "您在这里没有改动的权限。如有需要，请联系系统管理员调整岗位。",
            "Your posting may not change this here. Ask the administrator if you need it.",
            clause=clause,
        )


def swap(row: M, fields: Mapping[str, Any], *, seen: datetime | None, now: datetime) -> dict[str, list[Any]]:
    """Write `fields` into `row` if nobody wrote since `seen`; return what changed, as the journal keeps it.

    seen: `updated_at` as it was when the actor last looked; None to rely on the row as loaded
    :raises Stale: if someone wrote in between
    """
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    expected = seen or row.updated_at  # type: ignore[attr-defined]
    swapped = type(row)._default_manager.filter(pk=row.pk, updated_at=expected)
    if not swapped.update(**changed, updated_at=now):
        raise Stale(
            "您打开之后，别人改过这一条。您填的内容还在，请对照最新内容后再保存。",
            "Someone changed this after you opened it. What you typed is kept; compare and save again.",
        )
    for name, value in {**changed, "updated_at": now}.items():
        setattr(row, name, value)
    return difference(row, before)


def difference(row: models.Model, before: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return {"field": [before, after]}; phones are masked, rows are keys."""
    found = {}
    for name, old in before.items():
        new = getattr(row, name)
        found[name] = [_words(name, old), _words(name, new)]
    return found


def _words(name: str, value: Any) -> Any:
    if name in SEALED:
        return mask_phone(value) if value else ""
    return value.pk if isinstance(value, models.Model) else value


def written(
    row: models.Model,
    verb: str,
    change: dict[str, list[Any]] | None = None,
    *,
    actor: Actor,
    now: datetime,
    place: str,
    clause: str = "",
    note: str = "",
    on: date | None = None,
) -> None:
    """Leave the line in the journal. on: the day it happened, if not the day it is written down"""
    journal.write(
        actor=actor,
        verb=verb,
        subject=row,
        at=now,
        place=place,
        clause=clause,
        note=note,
        change=change,
        on=on,
    )
