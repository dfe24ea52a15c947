"""The records of party life, the three sides and the three defences of a province, made in sets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.province import NOW, SIZE, TODAY
from linli.assessment.models import Round
from linli.base.models import StoredFile
from linli.party.models import (
    Activity,
    Coverage,
    ElementSeen,
    Organisation,
    Participation,
    Position,
    PositionCheck,
    Publicity,
)
from linli.registry.models import Company, EmergencyRecord, Estate
from linli.tripartite.models import Delegate, Mechanism, Meeting, Paper

SINCE = date(2025, 1, 1)
HAVES = ("venue", "facilities", "signs", "flag", "rules")
KINDS = ("drills", "supplies", "facilities", "drains")


def make() -> None:
    """Let every estate have what a year leaves behind, and the round be shown as a draft."""
    chance = Random(7)  # noqa: S311 - test data
    estates = list(Estate.objects.order_by("pk"))
    photo = StoredFile.objects.create(
        name="a.jpg", sha256="0" * 64, media_type="image/jpeg", size=1, place="/1/",
        permission="estate.view", stored_at=NOW,
    )  # fmt: skip
    _party(estates, chance)
    _positions(estates, photo, chance)
    _sides(estates, chance)
    _emergencies(estates, photo, chance)
    Round.objects.update(state="draft", objection_from=TODAY, objection_due=TODAY + timedelta(days=7))


def _all(model: Any, rows: Iterable[Any]) -> list[Any]:
    found: list[Any] = model.objects.bulk_create(list(rows), batch_size=SIZE)
    return found


def _party(estates: list[Estate], chance: Random) -> None:
    """Cover each company by a branch and each courtyard by a group, and let them live four months."""
    companies, yards = list(Company.objects.all()), [each for each in estates if each.mode == "self"]
    made = _all(
        Organisation,
        [
            Organisation(name=f"支部{n}", form=form, path="/1/", since=SINCE, updated_at=NOW)
            for n, form in enumerate(["branch"] * len(companies) + ["group"] * len(yards))
        ],
    )
    ties = [
        Coverage(organisation=body, unit="company", company=each, way="own", since=SINCE, updated_at=NOW)
        for body, each in zip(made, companies, strict=False)
    ]
    ties += [
        Coverage(organisation=body, unit="estate", estate=each, way="group", since=SINCE, updated_at=NOW)
        for body, each in zip(made[len(companies) :], yards, strict=True)
    ]
    _all(Coverage, ties)
    held = [
        Activity(
            kind=kind, host=body, topic="a", held_on=TODAY - timedelta(days=30 * month + 2), updated_at=NOW
        )
        for body in made
        for month in range(4)
        for kind in ("theme_day", "members_meeting")
        if chance.random() < 0.9
    ]
    _all(Activity, held)
    _all(
        Participation,
        [Participation(activity=each, organisation_id=each.host_id, expected=9, present=8) for each in held],
    )


def _positions(estates: list[Estate], photo: StoredFile, chance: Random) -> None:
    made = _all(
        Position,
        [
            Position(
                kind="courtyard" if each.mode == "self" else "company", name="a", path=each.path, since=SINCE,
                updated_at=NOW,
            )
            for each in estates
        ],
    )  # fmt: skip
    through = Position.estates.through
    _all(
        through,
        [
            through(position_id=position.pk, estate_id=estate.pk)
            for position, estate in zip(made, estates, strict=True)
        ],
    )
    checks = _all(
        PositionCheck,
        [
            PositionCheck(
                position=each, on=TODAY - timedelta(days=ago), by_name="a", role="community", recorded_at=NOW
            )
            for each in made
            for ago in (200, chance.randrange(5, 150))
        ],
    )
    _all(
        ElementSeen,
        [
            ElementSeen(check_made=each, element=have, present=present, photo=photo if present else None)
            for each in checks
            for have in HAVES
            for present in [chance.random() < 0.9]
        ],
    )
    _all(
        Publicity,
        [
            Publicity(
                estate=each, kind="board", title="a", shown_on=TODAY - timedelta(days=ago), photo=photo,
                updated_at=NOW,
            )
            for each in estates
            for ago in (300, chance.randrange(5, 200))
        ],
    )  # fmt: skip


def _sides(estates: list[Estate], chance: Random) -> None:
    mechanisms = _all(
        Mechanism,
        [Mechanism(estate=each, since=SINCE, updated_at=NOW) for each in estates if chance.random() < 0.9],
    )
    _all(
        Delegate,
        [
            Delegate(mechanism=each, side=side, name="a", since=SINCE)
            for each in mechanisms
            for side in ("community", "committee", "company")
        ],
    )
    _all(
        Paper,
        [
            Paper(mechanism=each, kind="rules", title="a", text="a", issued_on=SINCE, updated_at=NOW)
            for each in mechanisms
        ],
    )
    _all(
        Meeting,
        [
            Meeting(
                state="approved", estate_id=each.estate_id, title="a", planned_at=NOW, called_by_name="a",
                held_on=TODAY - timedelta(days=90 * quarter + 10), minuted_at=NOW, approved_at=NOW,
                updated_at=NOW,
            )
            for each in mechanisms
            for quarter in range(4)
        ],
    )  # fmt: skip


def _emergencies(estates: list[Estate], photo: StoredFile, chance: Random) -> None:
    _all(
        EmergencyRecord,
        [
            EmergencyRecord(
                estate=each, kind=kind, on=TODAY - timedelta(days=chance.randrange(5, 300)), photo=photo,
                updated_at=NOW,
            )
            for each in estates
            for kind in KINDS
            if chance.random() < 0.8
        ],
    )  # fmt: skip
