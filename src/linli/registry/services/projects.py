"""Service projects: a company takes on an estate, gives it up; posts and head counts in between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people.services import postings
from linli.registry.models import Company, Estate, KeyPost, ServiceProject, Staffing
from linli.registry.services import completeness
from linli.registry.services.companies import checked_field
from linli.registry.services.writing import demand, swap, written
from linli.registry.terms import Mode
from linli.rules.folding import tidy
from linli.rules.identifiers import fold_phone

PROJECT = frozenset({"fee", "phone", "hours"})
POST = frozenset({"name", "phone", "duties", "since"})
HEADS = frozenset(
    {"required", "order", "cleaning", "repair", "service", "other", "party_members", "probationary"}
)


@command
def start(
    *, actor: Actor, now: datetime, estate: Estate, company: Company, since: date, fields: Mapping[str, Any]
) -> ServiceProject:
    """A company takes on an estate; its people get their postings there (B2).

    :raises Refused: if a company serves the estate already (条例33), or the estate is not market-served
    """
    demand(actor, "estate.edit", at=estate.path, clause="B2")
    if estate.mode != Mode.MARKET:
        raise Refused(
            "管理类型不是市场化物业。请先改管理类型，再登记服务企业。",
            "The estate is not served by the market. Change how it is served first.",
            clause="B2",
            fields=("company",),
        )
    present = (
        ServiceProject.objects.filter(estate=estate, until__isnull=True).select_related("company").first()
    )
    if present:
        raise Refused(
            f"“{present.company.name}”还在这里服务；一个物业管理区域只能有一家。请先结束它的项目。",
            f"“{present.company.name}” still serves this estate, and only one may. End its project first.",
            clause="条例33",
            fields=("company",),
        )
    facts = checked_project(fields)
    project = ServiceProject.objects.create(
        estate=estate, company=company, since=since, updated_at=now, **facts
    )
    postings.extend(actor=actor, organisation=company.organisation, place=estate.place, since=since, now=now)
    completeness.refresh(estate, today=timezone.localdate(now))
    shown: dict[str, list[Any]] = {"company": [None, company.pk], "since": [None, since]}
    written(project, "project.start", shown, actor=actor, now=now, place=estate.path, clause="B2", on=since)
    return project


@command
def end(*, actor: Actor, now: datetime, project: ServiceProject, until: date, reason: str) -> ServiceProject:
    """A company gives up an estate on `until`; its people's postings there end (I3).

    :raises Refused: without a reason, if it ended already, or before it began
    """
    estate = project.estate
    demand(actor, "estate.edit", at=estate.path, clause="I3")
    if project.until:
        raise Refused("这个服务项目已经结束。", "This project has ended already.", clause="I3")
    if until <= project.since:
        raise Refused(
            f"结束日期要晚于开始日期{project.since:%Y-%m-%d}。",
            f"The end must be after the start, {project.since:%Y-%m-%d}.",
            clause="I3",
            fields=("until",),
        )
    if not reason.strip():
        raise Refused("请写明结束的原因。", "Say why it ends.", clause="I3", fields=("reason",))
    done = swap(project, {"until": until}, seen=None, now=now)
    KeyPost.objects.filter(project=project, until__isnull=True, since__lt=until).update(until=until)
    postings.curtail(
        actor=actor, organisation=project.company.organisation, place=estate.place, until=until, now=now
    )
    completeness.refresh(estate, today=timezone.localdate(now))
    written(project, "project.end", done, actor=actor, now=now, place=estate.path, clause="I3", note=reason)
    return project


@command
def change(
    *,
    actor: Actor,
    now: datetime,
    project: ServiceProject,
    fields: Mapping[str, Any],
    seen: datetime | None = None,
) -> ServiceProject:
    """Change fee, service phone or hours of a project (B2)."""
    demand_project(actor, project, clause="B2")
    done = swap(project, checked_project(fields), seen=seen, now=now)
    completeness.refresh(project.estate, today=timezone.localdate(now))
    written(project, "project.change", done, actor=actor, now=now, place=project.estate.path, clause="B2")
    return project


@command
def appoint(
    *, actor: Actor, now: datetime, project: ServiceProject, post: str, fields: Mapping[str, Any]
) -> KeyPost:
    """Somebody takes a key post of a project; whoever held it before leaves it the same day (A2 S5).

    :raises Refused: without a name, or if the day is not after the one before took the post
    """
    demand_project(actor, project, clause="A2")
    facts = checked_post(fields)
    present = KeyPost.objects.filter(project=project, post=post, until__isnull=True).first()
    if present and facts["since"] <= present.since:
        raise Refused(
            f"{present.name}自{present.since:%Y-%m-%d}起在任，接任日期要晚于这一天。",
            f"{present.name} has held the post since {present.since:%Y-%m-%d}; the new date must be later.",
            clause="A2",
            fields=("since",),
        )
    if present:
        swap(present, {"until": facts["since"]}, seen=None, now=now)
    row = KeyPost.objects.create(project=project, post=post, updated_at=now, **facts)
    completeness.refresh(project.estate, today=timezone.localdate(now))
    shown: dict[str, list[Any]] = {
        "post": [None, post],
        "since": [None, row.since],
        "before": [present.pk if present else None, row.pk],
    }
    written(row, "post.appoint", shown, actor=actor, now=now, place=project.estate.path, clause="A2")
    return row


@command
def change_post(
    *, actor: Actor, now: datetime, post: KeyPost, fields: Mapping[str, Any], seen: datetime | None = None
) -> KeyPost:
    """Correct the holder's data, or write down the duties of the post (S5)."""
    demand_project(actor, post.project, clause="S5")
    done = swap(post, checked_post({"name": post.name, "since": post.since, **fields}), seen=seen, now=now)
    completeness.refresh(post.project.estate, today=timezone.localdate(now))
    shown = {name: (["", ""] if name == "name" else pair) for name, pair in done.items()}
    written(post, "post.change", shown, actor=actor, now=now, place=post.project.estate.path, clause="S5")
    return post


@command
def vacate(*, actor: Actor, now: datetime, post: KeyPost, until: date) -> KeyPost:
    """The holder leaves a key post without a successor (A2).

    :raises Refused: if the day is not after the post was taken, or the post is vacant already
    """
    demand_project(actor, post.project, clause="A2")
    if post.until or until <= post.since:
        raise Refused(
            "离任日期要晚于到任日期，且这一任还没有结束。",
            "The end must be after the start, and the term must not have ended yet.",
            clause="A2",
            fields=("until",),
        )
    done = swap(post, {"until": until}, seen=None, now=now)
    completeness.refresh(post.project.estate, today=timezone.localdate(now))
    written(post, "post.vacate", done, actor=actor, now=now, place=post.project.estate.path, clause="A2")
    return post


@command
def count_staff(
    *, actor: Actor, now: datetime, project: ServiceProject, as_of: date, fields: Mapping[str, Any]
) -> Staffing:
    """Enter the head counts of a project on a day; entering the same day again corrects them (A2 S5).

    :raises Refused: if the day lies ahead, or more Party members are named than people
    """
    demand_project(actor, project, clause="S5")
    today = timezone.localdate(now)
    _check_heads(fields, as_of, today)
    row, created = Staffing.objects.get_or_create(
        project=project, as_of=as_of, defaults={**fields, "updated_at": now}
    )
    done = {name: [None, value] for name, value in fields.items()}
    if not created:
        done = swap(row, fields, seen=None, now=now)
    completeness.refresh(project.estate, today=today)
    path = project.estate.path
    written(row, "staffing.count", done, actor=actor, now=now, place=path, clause="S5", on=as_of)
    return row


def demand_project(actor: Actor, project: ServiceProject, *, clause: str) -> None:
    """Let officials and the serving company write, never the company that came before or after.

    :raises NotAllowed: otherwise
    """
    demand(actor, "project.edit", at=project.estate.path, clause=clause)
    foreign = (
        actor.organisation.startswith("company:") and actor.organisation != f"company:{project.company_id}"
    )
    if foreign:
        raise NotAllowed(
            "这个服务项目不是本企业的。", "This project belongs to another company.", clause=clause
        )


def checked_project(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fee, phone and hours in their one spelling.

    :raises Refused: if the fee is not between 0 and 50, or the phone is none
    """
    unknown = set(fields) - PROJECT
    if unknown:
        raise ValueError(f"no facts of a project: {sorted(unknown)}")
    facts = dict(fields)
    fee = facts.get("fee")
    if fee is not None and not 0 <= fee <= 50:
        raise Refused(
            "物业费应在0到50元/㎡·月之间，请核对。", "The fee must be from 0 to 50 yuan.", fields=("fee",)
        )
    if facts.get("phone"):
        facts["phone"] = checked_field(fold_phone, facts["phone"], "phone")
    return facts


def checked_post(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a post's holder in their one spelling.

    :raises Refused: without a name, or if the phone is none
    """
    unknown = set(fields) - POST
    if unknown:
        raise ValueError(f"no facts of a post: {sorted(unknown)}")
    facts = dict(fields)
    facts["name"] = tidy(facts.get("name", ""))
    if not facts["name"]:
        raise Refused("请写姓名。", "Write the name.", clause="A2", fields=("name",))
    if facts.get("phone"):
        facts["phone"] = checked_field(fold_phone, facts["phone"], "phone")
    return facts


def _check_heads(fields: Mapping[str, Any], as_of: date, today: date) -> None:
    unknown = set(fields) - HEADS
    if unknown:
        raise ValueError(f"no head counts: {sorted(unknown)}")
    if as_of > today + timedelta(days=1):
        raise Refused("统计日期还没到。", "That day has not come yet.", clause="S5", fields=("as_of",))
    heads = sum(fields.get(name) or 0 for name in ("order", "cleaning", "repair", "service", "other"))
    party = (fields.get("party_members") or 0) + (fields.get("probationary") or 0)
    if party > heads:
        raise Refused(
            f"党员{party}人多于人员总数{heads}人，请核对。",
            f"{party} Party members are more than the {heads} people in all. Please compare.",
            clause="A2",
            fields=("party_members",),
        )
