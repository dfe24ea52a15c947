"""Published results for programs: no sign-in, the same rows as the public pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from linli.doors.http import Request
from linli.kernel.actor import Actor
from linli.publication.queries import listings, results
from linli.publication.queries.results import Filter

router = Router(tags=["public"], auth=None)
MOST = 500


class RoundOut(Schema):
    """A published round. figures: counts and averages; points are decimal strings."""

    code: str
    title: str
    stage: str
    start: date
    end: date
    place_name: str
    policy: str
    policy_hash: str
    decided_by_name: str
    published_at: datetime
    objection_until: date | None
    figures: dict[str, Any]


class ScoreOut(Schema):
    """One estate's line. rank is null while the card is not complete."""

    estate_code: str
    estate_name: str
    subdistrict: str
    community: str
    company: str
    mode: str
    households: int | None
    points: Decimal
    difference: Decimal | None
    grade: str
    grade_en: str
    vetoed: bool
    complete: bool
    rank: int | None


class SheetOut(Schema):
    """One estate's whole sheet: the result as `linli score --json` writes it, its facts and appeals."""

    score: ScoreOut
    result: dict[str, Any]
    facts: dict[str, Any]
    awards: dict[str, Any]
    appeals: list[dict[str, Any]]


class ScoresOut(Schema):
    """A part of a round, in the order asked for. total: of all parts together."""

    total: int
    items: list[ScoreOut]


class EntryOut(Schema):
    """An entry of a list, as last published. It is no ban and no register of dishonest firms."""

    roll: str
    state: str
    round_code: str
    estate_code: str
    estate_name: str
    company: str
    points: Decimal
    reasons: list[dict[str, str]]
    decided_by_name: str
    issued_on: date
    until: date
    ended_on: date | None
    ending: str


def asking(request: HttpRequest) -> Actor:
    return cast(Request, request).actor


@router.get("/public/rounds", response=list[RoundOut])
def rounds(request: HttpRequest) -> Any:
    """Return the published rounds, newest first."""
    return results.rounds(asking(request))


@router.get("/public/rounds/{code}/scores", response=ScoresOut)
def scores(
    request: HttpRequest,
    code: str,
    subdistrict: str = "",
    grade: str = "",
    offset: Annotated[int, Field(ge=0)] = 0,
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100,
) -> Any:
    """Return a part of a round's scores, best first."""
    published = results.round_(asking(request), code=code)
    rows = results.scores(asking(request), published, Filter(subdistrict=subdistrict, grade=grade))
    return {"total": rows.count(), "items": list(rows[offset : offset + limit])}


@router.get("/public/rounds/{code}/scores/{estate}", response=SheetOut)
def sheet(request: HttpRequest, code: str, estate: str) -> Any:
    """Return one estate's published sheet."""
    published = results.round_(asking(request), code=code)
    return results.sheet(asking(request), published, estate_code=estate)


@router.get("/public/lists", response=list[EntryOut])
def lists(request: HttpRequest, roll: str = "", limit: Annotated[int, Field(ge=1, le=MOST)] = 200) -> Any:
    """Return the entries of the red, watch and black lists as last published, newest first."""
    return list(listings.published(asking(request), roll=roll)[:limit])
