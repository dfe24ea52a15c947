"""The company in service: its registration (S6), its staff and their duties (S5)."""

from __future__ import annotations

from django.db.models import F, Q

from linli.assessment.facts.base import Found, Frame, put
from linli.kernel.text import Text
from linli.registry.models import KeyPost, ServiceProject, Staffing
from linli.registry.terms import PostKind

REGISTRATION_FACTS = ("registration.on_platform",)
STAFFING_FACTS = ("staffing.adequate",)
DUTY_FACTS = ("staffing.duties_defined",)


def registrations(frame: Frame, found: Found) -> None:
    """Say of every company in service whether it stands on the province's platform."""
    rows = ServiceProject.objects.filter(_serving(frame), estate__in=frame.estates).values_list(
        "estate_id", "company_id", "company__registered_on", "company__platform_number"
    )
    for estate, company, since, number in rows:
        there = since is not None and since <= frame.until
        if there:
            zh = f"{since} 登记" + (f"，平台编号 {number}" if number else "")
            note = Text(zh, f"Registered on {since}" + (f", number {number}" if number else ""))
        else:
            note = Text("企业档案里没有平台登记", "The company's file shows no registration on the platform")
        put(found, estate, "registration.on_platform", there, f"company:{company}", note)


def staffing(frame: Frame, found: Found) -> None:
    """Compare the newest head count with what the contract or the filed plan requires."""
    rows = (
        Staffing.objects.filter(
            _serving(frame, "project__"),
            project__estate__in=frame.estates,
            as_of__lte=frame.until,
            required__isnull=False,
        )
        .order_by("as_of", "id")
        .values_list(
            "project__estate_id",
            "id",
            "as_of",
            "required",
            F("order") + F("cleaning") + F("repair") + F("service") + F("other"),
        )
    )
    newest = {row[0]: row for row in rows}
    for estate, pk, as_of, required, total in newest.values():
        note = Text(
            f"{as_of} 在岗 {total} 人，应配 {required} 人", f"{total} on duty on {as_of}, {required} required"
        )
        put(found, estate, "staffing.adequate", total >= required, f"staffing:{pk}", note)


def duties(frame: Frame, found: Found) -> None:
    """Test if there is a manager and every key post has its duties in writing."""
    rows = (
        KeyPost.objects.filter(
            Q(until__isnull=True) | Q(until__gt=frame.as_of),
            _serving(frame, "project__"),
            project__estate__in=frame.estates,
            since__lte=frame.as_of,
        )
        .order_by("id")
        .values_list("project__estate_id", "id", "post", "duties")
    )
    posts: dict[int, list[tuple[int, str, bool]]] = {}
    for estate, pk, post, words in rows:
        posts.setdefault(estate, []).append((pk, post, bool(words.strip())))
    for estate, held in posts.items():
        managed = any(post == PostKind.MANAGER for _, post, _ in held)
        empty = sum(1 for _, _, written in held if not written)
        if managed and not empty:
            note = Text(f"{len(held)} 个关键岗位职责齐全", f"{len(held)} key posts, all with written duties")
        elif not managed:
            note = Text("没有登记项目经理", "No project manager is on record")
        else:
            note = Text(f"{empty} 个关键岗位没写职责", f"{empty} key posts have no written duties")
        put(found, estate, "staffing.duties_defined", managed and not empty, f"post:{held[0][0]}", note)


def _serving(frame: Frame, prefix: str = "") -> Q:
    """Return the condition that a project is in service on the day that counts."""
    return Q(**{f"{prefix}since__lte": frame.as_of}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": frame.as_of})
    )
