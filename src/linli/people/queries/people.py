"""Accounts and postings as an actor may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from linli.base import options
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, Refused
from linli.people import reach, second_factor, throttling
from linli.people.models import Posting, SignIn, User
from linli.people.sign_in import phone_digest
from linli.people.terms import Role
from linli.rules.identifiers import mask_phone

OPEN, CLOSED, UNPOSTED = "open", "closed", "unposted"


@dataclass(frozen=True, slots=True)
class Safety:
    """How an account is kept safe.

    locked_until: None if it is not locked; phone: masked, "" if there is none
    """

    second_factor: bool
    backup_codes: int
    wants_second_factor: bool
    locked_until: datetime | None
    phone: str


def own(actor: Actor) -> User:
    """Return the actor's own account.

    :raises NoSuch: if the actor is nobody
    """
    found = User.objects.filter(pk=actor.user_id or 0).first()
    if found is None:
        raise NoSuch("请先登录。", "Sign in first.")
    return found


def held(actor: Actor, *, on: date) -> list[Posting]:
    """Return the actor's own postings in force or to come on a day, widest place first."""
    rows = Posting.objects.filter(Q(until__isnull=True) | Q(until__gt=on), user=actor.user_id or 0)
    return list(rows.select_related("place").order_by("place__path", "role"))


def sessions(actor: Actor, *, since: datetime) -> list[SignIn]:
    """Return where the actor is signed in and was active after `since`, latest first."""
    rows = SignIn.objects.filter(user=actor.user_id or 0, seen_at__gt=since)
    return list(rows.order_by("-seen_at"))


def safety(actor: Actor, *, user: User, now: datetime, on: date) -> Safety:
    """Return how an account is kept safe: one's own, or one the actor may see."""
    roles = Posting.objects.in_force(on).filter(user=user).values_list("role", flat=True)
    return Safety(
        second_factor=second_factor.has_device(user),
        backup_codes=second_factor.backup_codes_left(user),
        wants_second_factor=second_factor.is_wanted_of(roles),
        locked_until=throttling.locked_until(throttling.user_key(user.pk), now=now),
        phone=mask_phone(user.phone) if user.phone else "",
    )


def people(
    actor: Actor, *, on: date, words: str = "", role: str = "", place: str = "", state: str = OPEN
) -> QuerySet[User]:
    """Return the accounts with a posting, past or present, where the actor manages accounts, by name.

    Each has `held`: its postings within the actor's reach, without those that ended, unless it is closed.
    words: part of the name or user name, or a whole phone; state: open, closed, unposted or "" for all
    """
    seen = Posting.objects.visible_to(_without_own(actor), "user.manage")
    live = Q(until__isnull=True) | Q(until__gt=on)
    rows = User.objects.filter(pk__in=seen.values("user"))
    if role or place:
        picked = seen.filter(live)
        picked = picked.filter(role=role) if role else picked
        picked = picked.at(place) if place else picked
        rows = rows.filter(pk__in=picked.values("user"))
    rows = _in_state(rows, state, live)
    rows = rows.filter(_matching(words)) if words.strip() else rows
    shown = seen if state == CLOSED else seen.filter(live)
    shown = shown.select_related("place").order_by("place__path", "role")
    return rows.prefetch_related(Prefetch("postings", queryset=shown, to_attr="held")).order_by("name", "pk")


def _in_state(rows: QuerySet[User], state: str, live: Q) -> QuerySet[User]:
    if state == OPEN:
        return rows.filter(is_active=True)
    if state == CLOSED:
        return rows.filter(is_active=False)
    if state == UNPOSTED:
        return rows.filter(is_active=True).exclude(pk__in=Posting.objects.filter(live).values("user"))
    return rows


def _matching(words: str) -> Q:
    words = words.strip()
    rule = Q(name__icontains=words) | Q(username__icontains=words.lower())
    try:
        digest = phone_digest(words)
    except Refused:
        return rule
    return rule | Q(phone_digest=digest)


def _without_own(actor: Actor) -> Actor:
    """Return the actor without the person: accounts are managed by posting, not because one is his own."""
    return actor if actor.everywhere else Actor(actor.name, grants=actor.grants)


def person(actor: Actor, *, pk: int) -> User:
    """Return one account with a posting where the actor manages accounts.

    :raises NoSuch: if there is none
    """
    seen = Posting.objects.visible_to(_without_own(actor), "user.manage").filter(user=pk)
    found = User.objects.filter(pk=pk, pk__in=seen.values("user")).first()
    if found is None:
        raise NoSuch(
            "没有这个账号，或者它不归您管。", "There is no such account, or it is not yours to manage."
        )
    return found


def postings(actor: Actor, *, user: User) -> list[Posting]:
    """Return the postings of an account within the actor's reach, those in force first, then the latest."""
    rows = Posting.objects.visible_to(_without_own(actor), "user.manage").filter(user=user)
    listed = list(rows.select_related("place").order_by("-since", "place__path"))
    return sorted(listed, key=lambda row: row.until is not None)


def posting(actor: Actor, *, pk: int) -> Posting:
    """Return one posting at a place where the actor manages accounts.

    :raises NoSuch: if there is none
    """
    rows = Posting.objects.visible_to(_without_own(actor), "user.manage").select_related("place", "user")
    found: Posting | None = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这个岗位，或者它不归您管。", "There is no such posting, or it is not yours to manage."
        )
    return found


def manages_wholly(actor: Actor, *, user: User, on: date) -> bool:
    """Test if the actor may do what touches the whole account, such as closing it; not one's own."""
    return actor.user_id != user.pk and reach.manages(actor, user, on=on)


def demo_accounts(actor: Actor, *, on: date) -> list[dict[str, Any]]:
    """Return the accounts of the demo district for its sign-in page, in the order of the roles.

    Empty on any other installation. Each: username, role, title, place (short name). Two queries.
    """
    if not options.is_demo():
        return []
    rows = Posting.objects.in_force(on).filter(user__username__in=Role.values, user__is_active=True)
    rows = rows.select_related("place", "user").order_by("place__path")
    first: dict[str, Posting] = {}
    for row in rows:
        first.setdefault(row.user.username, row)
    return [
        {
            "username": role,
            "role": Role(role).label,
            "title": first[role].title,
            "place": first[role].place.short,
        }
        for role in Role.values
        if role in first
    ]
