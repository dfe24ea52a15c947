"""Estates and companies for programs: the same queries as the pages, so the same rows for the same person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from linli.doors.http import Request
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.registry.queries import companies as company_queries
from linli.registry.queries import dossiers
from linli.registry.queries import estates as estate_queries
from linli.registry.queries.estates import SORTS, Wanted

router = Router(tags=["registry"])
MOST = 200


class EstateOut(Schema):
    """An estate in a list. Areas are decimal strings in m²."""

    code: str
    name: str
    address: str
    subdistrict: str
    community: str
    grid: str
    mode: str
    built_year: int | None
    buildings: int | None
    households: int | None
    floor_area: Decimal | None
    lifts: int | None
    garage: bool | None
    company_id: int | None
    company: str
    completeness: int = Field(alias="percent")


class MissingOut(Schema):
    key: str
    reason_zh: str
    reason_en: str
    clause: str
    points: Decimal | None


class EstateDetail(EstateOut):
    """An estate with its service in force and what is missing of its record."""

    served_since: date | None
    fee: Decimal | None
    contract_until: date | None
    contract_filed_on: date | None
    disclosed: list[str]
    documents: list[str]
    missing: list[MissingOut]


class CompanyOut(Schema):
    id: int
    name: str
    uscc: str
    registered_on: date | None
    projects: int
    households: int


class CompanyDetail(Schema):
    id: int
    name: str
    uscc: str
    legal_representative: str
    registered_on: date | None
    platform_number: str
    estates: list[str]


class EstateFilter(Schema):
    q: str = ""
    at: str = ""
    mode: str = ""
    kind: str = ""
    company: str = ""
    complete: str = ""
    sort: str = "place"
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=MOST)


class CompanyFilter(Schema):
    q: str = ""
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=MOST)


@router.get("/estates", response=list[EstateOut], by_alias=False, summary="Estates the caller may see")
def estates(request: HttpRequest, wanted: Query[EstateFilter]) -> list[Any]:
    actor = _actor(request, "estate.view")
    given = wanted.dict(exclude={"offset", "limit"})
    given["sort"] = given["sort"] if given["sort"].lstrip("-") in SORTS else ""
    found = estate_queries.estates(actor, Wanted(**given))[wanted.offset : wanted.offset + wanted.limit]
    return list(estate_queries.rows(actor, list(found)))


@router.get("/estates/{slug:code}", response=EstateDetail, by_alias=False, summary="One estate")
def estate(request: HttpRequest, code: str) -> dict[str, Any]:
    actor, today = _actor(request, "estate.view"), timezone.localdate()
    row = estate_queries.estate(actor, code=code)
    found = dossiers.dossier(actor, row, today=today)
    listed = estate_queries.rows(actor, [row])[0]
    contract = next((one for one in found.contracts if one.end is None or one.end > today), None)
    return {
        **{name: getattr(listed, name) for name in listed.__slots__},
        "served_since": found.project.since if found.project else None,
        "fee": found.project.fee if found.project else None,
        "contract_until": contract.end if contract else None,
        "contract_filed_on": contract.filed_on if contract else None,
        "disclosed": sorted({one.kind for one in found.disclosures if _holds(one.valid_until, today)}),
        "documents": sorted({one.kind for one in found.documents if _holds(one.valid_until, today)}),
        "missing": [
            {
                "key": one.key,
                "reason_zh": one.words.zh,
                "reason_en": one.words.en,
                "clause": one.clause,
                "points": one.points,
            }
            for one in found.completeness.missing
        ],
    }


@router.get("/companies", response=list[CompanyOut], summary="Companies")
def companies(request: HttpRequest, wanted: Query[CompanyFilter]) -> list[dict[str, Any]]:
    actor = _actor(request, "company.view")
    found = company_queries.companies(actor, q=wanted.q)[wanted.offset : wanted.offset + wanted.limit]
    return [
        {
            "id": row.pk,
            "name": row.name,
            "uscc": row.uscc,
            "registered_on": row.registered_on,
            "projects": row.projects_now,
            "households": row.households or 0,
        }
        for row in company_queries.with_figures(actor, found)
    ]


@router.get("/companies/{int:pk}", response=CompanyDetail, summary="One company and where it serves")
def company(request: HttpRequest, pk: int) -> dict[str, Any]:
    actor = _actor(request, "company.view")
    row = company_queries.company(actor, pk=pk)
    serving = [one for one in company_queries.projects(actor, row) if one.until is None]
    return {
        "id": row.pk,
        "name": row.name,
        "uscc": row.uscc,
        "legal_representative": row.legal_representative,
        "registered_on": row.registered_on,
        "platform_number": row.platform_number,
        "estates": [one.estate.code for one in serving],
    }


def _actor(request: HttpRequest, permission: str) -> Actor:
    """Return who calls, if he holds the permission anywhere.

    :raises NotAllowed: otherwise
    """
    actor = cast("Request", request).actor
    if not actor.may_somewhere(permission):
        raise NotAllowed("您的岗位不能查看这些数据。", "Your posting may not read this.")
    return actor


def _holds(until: date | None, today: date) -> bool:
    return until is None or until > today
