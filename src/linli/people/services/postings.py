"""Giving people roles at places, and ending them.

Only whoever holds `user.manage` at the place may, and nobody may for himself: so nobody posts himself higher.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone

from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import open_sessions, second_factor
from linli.people.models import Place, Posting, User
from linli.people.terms import Level, Role
from linli.rules.folding import tidy

BODY = re.compile(r"[a-z]+:\d+")
LEAVES = (Role.COMPANY, Role.COMMITTEE, Role.OWNER)  # act for an estate, or for a body that serves it


@command
def post(
    *,
    actor: Actor,
    user: User,
    place: Place,
    role: str,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    organisation: str = "",
    title: str = "",
    also: Sequence[Place] = (),
) -> Posting:
    """Post `user` in `role` at `place` from `since` (today) until `until` (without end), half-open.

    also: more places for the same posting, such as all estates of a company; where he has it he keeps it

    :raises NotAllowed: if the actor does not manage accounts at a place, or would post himself
    :raises Refused: if the role, the body or the term is not acceptable, or the user is posted so already
    """
    since = since or timezone.localdate(now)
    like = Posting(
        user=user,
        place=place,
        role=role,
        organisation=organisation,
        title=tidy(title)[:60],
        since=since,
        until=until,
        by_hand=until is not None,
    )
    _check_may_post(actor, user=user, place=place)
    _check(user, place, role, organisation, since, until)
    others = _lacking(like, [other for other in also if other.pk != place.pk])
    return _give(actor, like, [place, *others], now)[0]


@command
def post_all(*, actor: Actor, user: User, organisation: str, places: Sequence[Place], now: datetime) -> int:
    """Post a company's user at all the estates it serves, from today without end; return how many are new.

    organisation: "company:12", for which the user has or had a posting; places: the estates it serves
    The number of queries does not depend on the number of estates.

    :raises NotAllowed: if the actor does not manage accounts at one of them, or would post himself
    :raises Refused: if he is no user of the company, or is posted at all of them already
    """
    known = Posting.objects.filter(user=user, organisation=organisation, role=Role.COMPANY)
    row: Posting | None = known.order_by("-since", "-id").first()
    if row is None or not user.is_active:
        raise Refused(
            "这位用户不是这家企业的人，或者账号已停用。请先在它的一个小区安排岗位。",
            "The user does not act for this company, or the account is closed; post him at one estate first.",
        )
    like = Posting(
        user=user,
        role=row.role,
        organisation=organisation,
        title=row.title,
        since=timezone.localdate(now),
    )
    fresh = _lacking(like, places)
    if not fresh:
        raise Refused(
            "这家企业服务的小区，这位用户已经都有岗位。",
            "The user is posted at every estate of this company already.",
        )
    return len(_give(actor, like, fresh, now))


def _lacking(like: Posting, places: Sequence[Place]) -> list[Place]:
    """Return those of `places` where the user has no such posting from the day on; one query."""
    rows = Posting.objects.filter(user=like.user_id, role=like.role, organisation=like.organisation)
    had = set(rows.filter(Q(until__isnull=True) | Q(until__gt=like.since)).values_list("place", flat=True))
    return [place for place in places if place.pk not in had]


def _give(actor: Actor, like: Posting, places: Sequence[Place], now: datetime) -> list[Posting]:
    """Post the user of `like` at every one of `places`, each with its line; a fixed number of queries."""
    user = like.user
    for place in places:
        _check_may_post(actor, user=user, place=place)
        _check_place(place, like.role, like.since)
    rows: list[Posting] = Posting.objects.bulk_create(
        [
            Posting(
                user=user,
                place=place,
                role=like.role,
                organisation=like.organisation,
                title=like.title,
                since=like.since,
                until=like.until,
                by_hand=like.by_hand,
            )
            for place in places
        ],
        batch_size=500,
    )
    journal.write_lines(actor=actor, lines=[_opened(row) for row in rows], at=now)
    if second_factor.is_wanted_of([like.role]) and not second_factor.has_device(user):
        # The next sign-in leads to the set-up page; an open session would go round it.
        open_sessions.close(user.pk)
    return rows


def _opened(posting: Posting) -> journal.Line:
    change = {
        "user": [None, posting.user_id],
        "role": ["", posting.role],
        "organisation": ["", posting.organisation],
        "since": [None, posting.since],
    }
    return journal.Line(
        verb="posting.open",
        kind="people.posting",
        key=str(posting.pk),
        place=posting.place.path,
        change=change,
    )


@command
def end(*, actor: Actor, posting: Posting, now: datetime, until: date | None = None) -> None:
    """End a posting on `until` (today): from that day on it gives no right.

    :raises NotAllowed: if the actor does not manage accounts at the place, or the posting is his own
    :raises Refused: if it has ended already
    """
    _check_may_post(actor, user=posting.user, place=posting.place)
    today = timezone.localdate(now)
    until = max(until or today, posting.since)
    if posting.until is not None and posting.until <= today:
        raise Refused("这个岗位已经结束。", "This posting has ended already.")
    Posting.objects.filter(pk=posting.pk).update(until=until, by_hand=True)
    line = _ended(posting, until)
    posting.until, posting.by_hand = until, True
    _leave(posting, today)
    journal.write_lines(actor=actor, lines=[line], at=now)


@command
def end_all(*, actor: Actor, user: User, organisation: str, now: datetime) -> int:
    """End today all postings of a user for a company where the actor manages accounts; return how many.

    What has not begun never begins. Postings elsewhere stay. A fixed number of queries.

    :raises NotAllowed: if the postings are the actor's own
    :raises Refused: if there is none to end
    """
    today = timezone.localdate(now)
    live = Posting.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user=user)
    live = live.filter(organisation=organisation).exclude(organisation="").exclude(until__lte=F("since"))
    live = live.select_related("place", "user")
    rows = [row for row in live if actor.may("user.manage", at=row.place.path)]
    if not rows:
        raise Refused("这里没有还在任的岗位。", "There is no posting left to end here.")
    for row in rows:
        _check_may_post(actor, user=user, place=row.place)
    picked = Posting.objects.filter(pk__in=[row.pk for row in rows])
    picked.filter(since__gt=today).update(until=F("since"), by_hand=True)
    picked.filter(since__lte=today).update(until=today, by_hand=True)
    _leave(rows[0], today)
    lines = [_ended(row, max(today, row.since)) for row in rows]
    journal.write_lines(actor=actor, lines=lines, at=now)
    return len(rows)


def _ended(posting: Posting, until: date) -> journal.Line:
    """Return the line that says a posting ends; to be made before its end is changed."""
    change = {
        "until": [posting.until, until],
        "role": [posting.role, posting.role],
        "user": [posting.user_id, None],
    }
    return journal.Line(
        verb="posting.end",
        kind="people.posting",
        key=str(posting.pk),
        place=posting.place.path,
        change=change,
    )


def _leave(posting: Posting, today: date) -> None:
    """Whoever was taken out of the last place of a body is no longer of the body; see `extend`."""
    rows = Posting.objects.filter(user=posting.user_id, organisation=posting.organisation).exclude(
        organisation=""
    )
    if not rows.filter(Q(until__isnull=True) | Q(until__gt=today)).exists():
        rows.update(by_hand=True)


def _check_may_post(actor: Actor, *, user: User, place: Place) -> None:
    """Check that the actor may give and end postings of `user` at `place`.

    :raises NotAllowed: if not
    """
    if not actor.may("user.manage", at=place.path):
        raise NotAllowed(
            f"您不管{place.short}的账号，请由那里的系统管理员办理。",
            f"You do not manage the accounts of {place.short}; ask the administrator there.",
        )
    if actor.user_id == user.pk:
        raise NotAllowed(
            "不能给自己安排岗位，请由另一位系统管理员办理。",
            "Nobody posts himself; ask another administrator.",
        )


def _check(user: User, place: Place, role: str, organisation: str, since: date, until: date | None) -> None:
    if role not in Role.values:
        raise Refused("没有这个岗位。", "There is no such role.", fields=("role",))
    if organisation and not BODY.fullmatch(organisation):
        raise Refused("单位的写法不对。", "Not the name of a body.", fields=("organisation",))
    if role == Role.COMPANY and not organisation:
        raise Refused(
            "物业服务企业的账号要选明是哪家企业。", "Say for which company.", fields=("organisation",)
        )
    _check_place(place, role, since)
    if until is not None and until <= since:
        raise Refused(
            f"结束日应晚于开始日 {since}，请改其中一个。",
            f"The end must be after the beginning, {since}; change one.",
            fields=("until",),
        )
    held = Posting.objects.filter(user=user, place=place, role=role, organisation=organisation)
    if held.filter(Q(until__isnull=True) | Q(until__gt=since)).exists():
        raise Refused(
            "这位用户在这里已经有这个岗位。", "The user has this posting already.", fields=("role", "place")
        )


def _check_place(place: Place, role: str, since: date) -> None:
    if role in LEAVES and place.level != Level.ESTATE:
        raise Refused(
            "企业、业委会和业主的岗位设在小区，否则会看到别人的小区。请改选小区。",
            "A company, a committee or an owner is posted at an estate, or it would see others. Choose one.",
            fields=("place",),
        )
    if place.until is not None and place.until <= since:
        raise Refused(
            f"{place.short}已于 {place.until} 撤销。",
            f"{place.short} ended on {place.until}.",
            fields=("place",),
        )


@command
def extend(*, actor: Actor, organisation: str, place: Place, since: date, now: datetime) -> None:
    """Post everybody who acts for `organisation` ("company:12") at one more place, its new estate.

    Who acts for it: whoever is posted for it now, or was until its last estate went. Called by the registry
    inside its own command, which has checked the right; so this asks for none.
    """
    extend_all(actor=actor, new=[(organisation, place, since)], now=now)


@command
def extend_all(*, actor: Actor, new: Sequence[tuple[str, Place, date]], now: datetime) -> None:
    """Do `extend` for many (organisation, place, since) at once; a fixed number of queries."""
    bodies = {organisation for organisation, _, _ in new}
    members = _members(bodies, timezone.localdate(now))
    here = Posting.objects.filter(organisation__in=bodies, place__in=[place.pk for _, place, _ in new])
    there = set(here.filter(until__isnull=True).values_list("organisation", "place", "user", "role"))
    fresh = [
        _copy(row, place, since)
        for organisation, place, since in new
        for row in members.get(organisation, ())
        if (organisation, place.pk, row.user_id, row.role) not in there
    ]
    Posting.objects.bulk_create(fresh, batch_size=500)
    reached = Counter((row.organisation, row.place_id) for row in fresh)
    lines = [
        _line("posting.extend", organisation, place, reached[organisation, place.pk])
        for organisation, place, _ in new
    ]
    journal.write_lines(actor=actor, lines=lines, at=now)


def _copy(row: Posting, place: Place, since: date) -> Posting:
    term = row.until if row.by_hand and row.until and row.until > since else None
    return Posting(
        user_id=row.user_id,
        place=place,
        role=row.role,
        organisation=row.organisation,
        title=row.title,
        since=since,
        until=term,
        by_hand=term is not None,
    )


def _members(bodies: set[str], today: date) -> dict[str, list[Posting]]:
    """Return one posting for each person and role of each body, that in force if there is one."""
    rows = Posting.objects.filter(organisation__in=bodies, user__is_active=True)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=today) | Q(by_hand=False)).order_by(
        "-since", "-id"
    )
    found: dict[tuple[str, int, str], Posting] = {}
    for row in rows:
        key = (row.organisation, row.user_id, row.role)
        in_force = row.until is None or row.until > today
        if key not in found or (in_force and found[key].until is not None):
            found[key] = row
    members: dict[str, list[Posting]] = {}
    for (organisation, _, _), row in sorted(found.items()):
        members.setdefault(organisation, []).append(row)
    return members


@command
def curtail(*, actor: Actor, organisation: str, place: Place, until: date, now: datetime) -> None:
    """End the postings for `organisation` at an estate it gives up; the reverse of `extend`."""
    rows = Posting.objects.filter(organisation=organisation, place=place)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=until))
    count = rows.count()
    rows.filter(since__gt=until).update(until=F("since"), by_hand=False)
    rows.filter(since__lte=until).update(until=until, by_hand=False)
    journal.write_lines(actor=actor, lines=[_line("posting.curtail", organisation, place, count)], at=now)


def _line(verb: str, organisation: str, place: Place, count: int) -> journal.Line:
    return journal.Line(
        verb=verb, kind="people.posting", key=organisation, place=place.path, change={"people": [0, count]}
    )
