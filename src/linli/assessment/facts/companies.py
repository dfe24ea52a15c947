"""The company in service: its registration (S6), its staff and their duties (S5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.db.models import F, Q

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, on_record
from linli.kernel.text import Text
from linli.registry.models import KeyPost, ServiceProject, Staffing
from linli.registry.terms import PostKind

UNREGISTERED = Text("企业档案里没有平台登记", "The company's file shows no registration on the platform")
NO_MANAGER = Text("没有登记项目经理", "No project manager is on record")


def registration_rows(frame: Frame) -> Rows:
    """Return the companies in service."""
    return (
        ServiceProject.objects.filter(_serving(frame), estate__in=frame.estates)
        .order_by("estate_id", "id")
        .values_list("estate_id", "company_id", "company__registered_on", "company__platform_number")
    )


def registrations(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say of the company in service whether it stands on the province's platform."""
    for _, company, since, number in rows:
        there = since is not None and since <= frame.until
        note = _registered(since, number) if there else UNREGISTERED
        yield "registration.on_platform", on_record(there, f"company:{company}", note)


@lru_cache(maxsize=4096)
def _registered(since: date, number: str) -> Text:
    zh = f"{since} 登记" + (f"，平台编号 {number}" if number else "")
    return Text(zh, f"Registered on {since}" + (f", number {number}" if number else ""))


def staffing_rows(frame: Frame) -> Rows:
    """Return the head counts with what is required, oldest first."""
    total = F("order") + F("cleaning") + F("repair") + F("service") + F("other")
    return (
        Staffing.objects.filter(
            _serving(frame, "project__"),
            project__estate__in=frame.estates,
            as_of__lte=frame.until,
            required__isnull=False,
        )
        .order_by("project__estate_id", "as_of", "id")
        .values_list("project__estate_id", "id", "as_of", "required", total)
    )


def staffing(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Compare the newest head count with what the contract or the filed plan requires."""
    for _, pk, as_of, required, total in rows[-1:]:
        note = _counted(as_of, required, total)
        yield "staffing.adequate", on_record(total >= required, f"staffing:{pk}", note)


@lru_cache(maxsize=4096)
def _counted(as_of: date, required: int, total: int) -> Text:
    return Text(
        f"{as_of} 在岗 {total} 人，应配 {required} 人", f"{total} on duty on {as_of}, {required} required"
    )


def post_rows(frame: Frame) -> Rows:
    """Return the key posts held on the day that counts."""
    return (
        KeyPost.objects.filter(
            Q(until__isnull=True) | Q(until__gt=frame.as_of),
            _serving(frame, "project__"),
            project__estate__in=frame.estates,
            since__lte=frame.as_of,
        )
        .order_by("project__estate_id", "id")
        .values_list("project__estate_id", "id", "post", "duties")
    )


def duties(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Test if there is a manager and every key post has its duties in writing."""
    if not rows:
        return
    managed = any(post == PostKind.MANAGER for _, _, post, _ in rows)
    empty = sum(1 for _, _, _, words in rows if not words.strip())
    note = _duties(len(rows), empty) if managed else NO_MANAGER
    yield "staffing.duties_defined", on_record(managed and not empty, f"post:{rows[0][1]}", note)


@lru_cache(maxsize=256)
def _duties(held: int, empty: int) -> Text:
    if empty:
        return Text(f"{empty} 个关键岗位没写职责", f"{empty} key posts have no written duties")
    return Text(f"{held} 个关键岗位职责齐全", f"{held} key posts, all with written duties")


def _serving(frame: Frame, prefix: str = "") -> Q:
    """Return the condition that a project is in service on the day that counts."""
    return Q(**{f"{prefix}since__lte": frame.as_of}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": frame.as_of})
    )


REGISTRATIONS = Provider(registration_rows, registrations, ("registration.on_platform",))
STAFFING = Provider(staffing_rows, staffing, ("staffing.adequate",))
DUTIES = Provider(post_rows, duties, ("staffing.duties_defined",))
