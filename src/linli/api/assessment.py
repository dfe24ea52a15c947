"""Rounds and sheets for programs: the same queries as the pages, so the same rows for the same person."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from linli.assessment import queries
from linli.assessment.entries import Entry
from linli.assessment.queries import running
from linli.assessment.queries.board import Look, board
from linli.assessment.services import entering
from linli.doors.http import Request
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.rules.scorecard import points

if TYPE_CHECKING:
    from linli.assessment.models import Round

router = Router(tags=["assessment"])
MOST = 200


class RoundOut(Schema):
    """A round of assessment. `last_day` is inside the period."""

    id: int
    code: str
    title: str
    state: str
    start: date
    last_day: date
    policy: str
    pack_sha256: str
    combination: str
    facts_due: date
    estates: int
    objection_due: date | None
    objection_provisional: bool
    published_at: datetime | None


class PartyOut(Schema):
    kind: str
    who: str
    weight: int
    due: date
    done: int
    total: int


class RoundDetail(RoundOut):
    parties: list[PartyOut]
    complete: int
    vetoed: int


class StandingOut(Schema):
    """An estate on the board. `total` is null while facts are missing.

    `pending`: a veto rests on too few answers and waits for a second survey; there is no grade meanwhile.
    """

    code: str
    name: str
    subdistrict: str
    community: str
    company: str
    mode: str
    total: Decimal | None
    grade: str
    vetoed: bool
    pending: bool
    complete: bool
    missing: int


class ScoreOut(Schema):
    """A score with its facts and its result, as `linli score --json` writes it."""

    code: str
    name: str
    version: int
    computed_at: datetime
    pack_sha256: str
    facts: dict[str, Any]
    awards: dict[str, Any]
    parties: dict[str, Any]
    result: dict[str, Any]


class BoardFilter(Schema):
    q: str = ""
    place: str = ""
    mode: str = ""
    only: str = ""
    grade: str = ""
    sort: str = "place"
    offset: int = 0
    limit: int = 50


class EntryIn(Schema):
    """A fact. value: true, 3, "83.6" or "n/a"; sample: valid answers behind a rate"""

    fact: str
    value: bool | int | str
    on: date | None = None
    place: str = ""
    reason: str = ""
    sample: int | None = None


class EntriesIn(Schema):
    party: str = ""
    entries: list[EntryIn]


class EnteredOut(Schema):
    entered: int


@router.get("/rounds", response=list[RoundOut], summary="Rounds the caller may see, newest first")
def rounds(request: HttpRequest, offset: int = 0, limit: int = 50) -> list[Any]:
    start, end = _slice(offset, limit)
    return list(queries.rounds(_actor(request, "round.view"))[start:end])


@router.get("/rounds/{int:pk}", response=RoundDetail, summary="One round with the progress of its parties")
def round(request: HttpRequest, pk: int) -> dict[str, Any]:
    actor = _actor(request, "round.view")
    found = queries.round(actor, pk=pk)
    counts = running.counts(actor, found)
    parties = [
        {
            "kind": each.party.kind,
            "who": each.party.name,
            "weight": each.party.weight,
            "due": each.party.due,
            "done": each.done,
            "total": each.total,
        }
        for each in running.progress(actor, found)
    ]
    return _round(found) | {"parties": parties, "complete": counts.complete, "vetoed": counts.vetoed}


def _round(found: Round) -> dict[str, Any]:
    return {name: getattr(found, name) for name in RoundOut.model_fields}


@router.get("/rounds/{int:pk}/board", response=list[StandingOut], summary="The board of a round")
def standings(request: HttpRequest, pk: int, wanted: Query[BoardFilter]) -> list[dict[str, Any]]:
    actor = _actor(request, "round.view")
    found = queries.round(actor, pk=pk)
    start, end = _slice(wanted.offset, wanted.limit)
    look = Look(**wanted.dict(exclude={"offset", "limit"}))
    return [_standing(row) for row in board(actor, found, look)[start:end]]


def _standing(row: dict[str, Any]) -> dict[str, Any]:
    total = points.decimal(row["total"]) if row["complete"] else None
    return row | {"company": row["company_name"], "total": total}


@router.get("/rounds/{int:pk}/scores/{slug:code}", response=ScoreOut, summary="One score with its proof")
def score(request: HttpRequest, pk: int, code: str, version: int = 0) -> dict[str, Any]:
    actor = _actor(request, "round.view")
    found = queries.score(actor, queries.round(actor, pk=pk), code=code, version=version)
    kept = ("version", "computed_at", "pack_sha256", "facts", "awards", "parties", "result")
    return {"code": code, "name": found.subject.name} | {name: getattr(found, name) for name in kept}


@router.post("/rounds/{int:pk}/facts/{slug:code}", response=EnteredOut, summary="Enter facts about an estate")
def enter(request: HttpRequest, pk: int, code: str, given: EntriesIn) -> dict[str, int]:
    actor = _actor(request, "fact.attest")
    found = queries.round(actor, pk=pk)
    queries.subject(actor, found, code=code, permission="fact.attest")
    entries = [
        Entry(each.fact, each.value, on=each.on, place=each.place, reason=each.reason, sample=each.sample)
        for each in given.entries
    ]
    number = entering.attest(
        actor=actor, round=found, given={code: entries}, party=given.party, now=timezone.now()
    )
    return {"entered": number}


def _slice(offset: int, limit: int) -> tuple[int, int]:
    start = max(0, min(offset, 1_000_000))
    return start, start + max(1, min(limit, MOST))


def _actor(request: HttpRequest, permission: str) -> Actor:
    actor = cast("Request", request).actor
    if not actor.may_somewhere(permission):
        raise NotAllowed(
            "您的岗位没有这个接口的权限。", "Your posting may not call this operation.", clause="I1"
        )
    return actor
