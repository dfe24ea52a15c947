"""Organisations and deeds for tests of duties: rows of the ground, and lines as the services leave them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from linli.base import journal
from linli.kernel.actor import Actor
from linli.party.models import Organisation
from linli.rules import packs

SYSTEM = Actor.system("duties")
PACK = packs.load("xinhua-2022")
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def organisation(
    path: str, name: str = "第一党支部", *, form: str = "branch", **more: object
) -> Organisation:
    fields = {"since": date(2020, 1, 1), "updated_at": NOW, **more}
    return Organisation.objects.create(name=name, form=form, path=path, **fields)


def deed(
    verb: str, on: date, *, path: str, kind: str = "registry.estate", key: object = "", **change: object
):
    """Write the line that a service would leave."""
    at = datetime.combine(on, time(8), tzinfo=UTC)
    line = journal.Line(verb, kind, str(key), path, on=on, change={k: [None, v] for k, v in change.items()})
    return journal.write_lines(actor=SYSTEM, lines=[line], at=at)[0]


def held(body: Organisation, kind: str, *days: date, activity: int = 1):
    """Let an organisation hold an activity on each of the days."""
    for on in days:
        deed(
            f"activity.{kind}", on, path=body.path, kind="party.organisation", key=body.pk, activity=activity
        )
