"""Party-building instructors: sent for a term, called back, and what they did on their visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.party.models import Guidance, Instructor
from linli.party.rights import is_sent
from linli.party.services.checks import check_ended
from linli.party.terms import Unit
from linli.party.unit import Body
from linli.people.models import Posting, User
from linli.people.terms import Role
from linli.registry.models import Estate
from linli.registry.services.writing import demand, swap, written
from linli.rules.folding import tidy


@command
def appoint(
    *,
    actor: Actor,
    now: datetime,
    body: Body,
    path: str,
    name: str,
    since: date,
    until: date | None = None,
    office: str = "",
    user: User | None = None,
) -> Instructor:
    """Send an official of a subdistrict or community to a company or a courtyard (D1).

    path: of the subdistrict or community that sends; user: the account, posted there as an instructor
    :raises Refused: if the unit is not at the place, the term does not hold, or another one is there then
    """
    demand(actor, "instructor.appoint", at=path, clause="D1")
    if body.unit == Unit.COMMITTEE:
        raise Refused(
            "党建指导员派到企业或自主管理庭院。",
            "Instructors are sent to companies or courtyards.",
            clause="D1",
        )
    if not any(each.startswith(path) for each in body.paths):
        raise Refused(
            f"“{body.name}”不在选派单位的辖区里。",
            f"“{body.name}” does not lie where the sender is in charge.",
            clause="D1",
            fields=("path",),
        )
    named = _checked_person(name, user, path=path, on=since)
    _check_term(body, since, until)
    row = Instructor.objects.create(
        name=named,
        user=user,
        body=tidy(office),
        path=path,
        since=since,
        until=until,
        updated_at=now,
        **body.where(),
    )
    shown: dict[str, Any] = {"unit": [None, body.unit], "since": [None, since], "until": [None, until]}
    written(row, "instructor.appoint", shown, actor=actor, now=now, place=path, clause="D1", on=since)
    return row


@command
def end(*, actor: Actor, now: datetime, instructor: Instructor, until: date, reason: str) -> Instructor:
    """Call an instructor back; `until` is the first day no longer there (D1).

    :raises Refused: without a reason, or if the term has ended already, or had not begun
    """
    demand(actor, "instructor.appoint", at=instructor.path, clause="D1")
    today = timezone.localdate(now)
    if instructor.until is not None and instructor.until <= today:
        raise Refused("任期已经结束。", "The term has ended already.", clause="D1")
    check_ended(until, today, field="on", after=instructor.since)
    if not reason.strip():
        raise Refused("请写明原因。", "Say why.", clause="D1", fields=("reason",))
    done = swap(instructor, {"until": until}, seen=None, now=now)
    path = instructor.path
    written(
        instructor,
        "instructor.end",
        done,
        actor=actor,
        now=now,
        place=path,
        clause="D1",
        note=reason,
        on=until,
    )
    return instructor


@command
def guide(
    *,
    actor: Actor,
    now: datetime,
    instructor: Instructor,
    on: date,
    topic: str,
    advice: str = "",
    estate: Estate | None = None,
    photos: Sequence[int] = (),
) -> Guidance:
    """Record one visit of guidance, by the instructor or by an official over the place that sends (A3 D1).

    photos: keys of files kept by the actor
    :raises NotAllowed: for another one's appointment
    :raises Refused: without a topic, for a day ahead or outside the term
    """
    if not actor.may_somewhere("guidance.record") or not is_sent(actor, instructor):
        raise NotAllowed(
            "只能记录自己的指导。", "Only the instructor's own visits can be recorded.", clause="D1"
        )
    check_ended(on, timezone.localdate(now), field="on")
    if on < instructor.since or (instructor.until is not None and on >= instructor.until):
        raise Refused(
            f"{on:%Y-%m-%d}不在任期里：任期自{instructor.since:%Y-%m-%d}起"
            + (f"，到{instructor.until:%Y-%m-%d}前。" if instructor.until else "。"),
            f"{on:%Y-%m-%d} is outside the term, which began on {instructor.since:%Y-%m-%d}"
            + (f" and ended before {instructor.until:%Y-%m-%d}." if instructor.until else "."),
            clause="D1",
            fields=("on",),
        )
    if not topic.strip():
        raise Refused("请写指导了什么。", "Say what it was about.", clause="D1", fields=("topic",))
    row = Guidance.objects.create(
        instructor=instructor,
        estate=estate,
        on=on,
        topic=tidy(topic),
        advice=advice.strip(),
        recorded_by=actor.user_id,
        recorded_at=now,
    )
    row.photos.set(photos)
    shown: dict[str, Any] = {"guidance": [None, row.pk], "photos": [0, len(photos)]}
    place = estate.path if estate is not None else instructor.path
    written(instructor, "guidance.record", shown, actor=actor, now=now, place=place, clause="D1", on=on)
    return row


def _checked_person(name: str, user: User | None, *, path: str, on: date) -> str:
    """Return the name of the one who is sent; an account must be posted as an instructor around the place."""
    if user is not None:
        posted = Posting.objects.in_force(on).filter(user=user, role=Role.INSTRUCTOR)
        places = posted.values_list("place__path", flat=True)
        if not any(place.startswith(path) or path.startswith(place) for place in places):
            raise Refused(
                f"“{user.name}”那时在这里没有党建指导员岗位，请管理员先安排岗位。",
                f"“{user.name}” held no posting as an instructor here then; ask for one first.",
                clause="D1",
                fields=("user",),
            )
        return user.name
    if not (named := tidy(name)):
        raise Refused("请写姓名，或选账号。", "Write the name, or choose an account.", fields=("name",))
    return named


def _check_term(body: Body, since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise Refused("任期要在开始之后结束。", "The term must end after it begins.", fields=("until",))
    others = Instructor.objects.filter(**body.where()).filter(Q(until__isnull=True) | Q(until__gt=since))
    other = (others.filter(since__lt=until) if until else others).order_by("since").first()
    if other is not None:
        raise Refused(
            f"任期重叠：{other.name}自{other.since:%Y-%m-%d}起是“{body.name}”的党建指导员。",
            f"Terms overlap: {other.name} has been there since {other.since:%Y-%m-%d}.",
            clause="D1",
            fields=("since",),
        )
