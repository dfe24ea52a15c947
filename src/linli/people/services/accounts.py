"""Opening, changing and closing accounts, and their passwords."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone

from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import open_sessions, passwords, reach, second_factor, throttling
from linli.people.models import Place, Posting, User
from linli.people.services import postings
from linli.people.sign_in import phone_digest
from linli.rules.folding import tidy
from linli.rules.identifiers import fold_phone

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")


@command
def open_account(
    *,
    actor: Actor,
    username: str,
    name: str,
    place: Place,
    role: str,
    now: datetime,
    phone: str = "",
    password: str = "",
    organisation: str = "",
    title: str = "",
    since: date | None = None,
    until: date | None = None,
    also: Sequence[Place] = (),
    must_change: bool = True,
) -> User:
    """Open an account with its first posting; without one nobody would manage it.

    also: more places of the same posting, see `postings.post`
    password: checked like any; "" means none yet, `set_password` gives one
    must_change: the person has to choose a password of his own at the first sign-in

    :raises NotAllowed: if the actor does not manage accounts at the place
    :raises Refused: if user name, name, phone, password or posting is not acceptable
    """
    folded, name = username.strip().lower(), tidy(name)
    _check_username(folded)
    _check_name(name)
    user = User(username=folded, name=name, created_at=now, must_change_password=must_change)
    _take_phone(user, phone)
    user.set_unusable_password()
    if password:
        passwords.check(password, user=user)
        user.set_password(password)
        user.password_set_at = now
    user.save()
    journal.write(
        actor=actor,
        verb="account.open",
        subject=user,
        at=now,
        place=place.path,
        change={"username": ["", folded]},
    )
    postings.post(
        actor=actor,
        user=user,
        place=place,
        role=role,
        organisation=organisation,
        title=title,
        since=since,
        until=until,
        also=also,
        now=now,
    )
    return user


@command
def change_account(
    *,
    actor: Actor,
    user: User,
    name: str,
    now: datetime,
    phone: str | None = None,
    email: str | None = None,
) -> None:
    """Change a person's name, phone and e-mail; None leaves one as it is, "" removes it.

    :raises NotAllowed: if it is neither the actor's own account nor one he manages wholly
    :raises Refused: if the name or the phone is not acceptable
    """
    if actor.user_id != user.pk:
        _check_manages(actor, user, now)
    before, had = user.name, user.phone_digest
    user.name = tidy(name)
    _check_name(user.name)
    if phone is not None:
        _take_phone(user, phone)
    wrote = user.email
    if email is not None:
        user.email = email.strip()
    user.save(update_fields=["name", "phone", "phone_digest", "email"])
    change = {
        "name": [before, user.name],
        "phone_changed": [False, had != user.phone_digest],
        "email_changed": [False, wrote != user.email],
    }
    journal.write(
        actor=actor,
        verb="account.change",
        subject=user,
        at=now,
        place=reach.home(user, on=timezone.localdate(now)),
        change=change,
    )


@command
def close_account(*, actor: Actor, user: User, now: datetime) -> None:
    """Close an account at once: sessions end, postings end today; it is kept, since the journal names it.

    :raises NotAllowed: if the actor does not manage every posting of it, or it is his own
    """
    _check_not_own(actor, user)
    _check_manages(actor, user, now)
    today = timezone.localdate(now)
    place = reach.home(user, on=today)
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    rows = Posting.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user=user)
    rows.filter(since__gt=today).update(until=F("since"), by_hand=True)
    rows.filter(since__lte=today).update(until=today, by_hand=True)
    open_sessions.close(user.pk)
    second_factor.drop(user)
    journal.write(
        actor=actor, verb="account.close", subject=user, at=now, place=place, change={"active": [True, False]}
    )


@command
def reopen_account(
    *,
    actor: Actor,
    user: User,
    place: Place,
    role: str,
    now: datetime,
    organisation: str = "",
    title: str = "",
    since: date | None = None,
    until: date | None = None,
    also: Sequence[Place] = (),
) -> None:
    """Open a closed account again with a new posting; it has no password until one is set.

    :raises NotAllowed: if the actor does not manage accounts at the place
    :raises Refused: if it is open, or the posting is not acceptable
    """
    if user.is_active:
        raise Refused("这个账号没有停用。", "This account is not closed.")
    postings.post(
        actor=actor,
        user=user,
        place=place,
        role=role,
        organisation=organisation,
        title=title,
        since=since,
        until=until,
        also=also,
        now=now,
    )
    user.is_active, user.must_change_password = True, True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "must_change_password", "password"])
    journal.write(
        actor=actor,
        verb="account.reopen",
        subject=user,
        at=now,
        place=place.path,
        change={"active": [False, True]},
    )


@command
def set_password(*, actor: Actor, user: User, password: str, now: datetime, must_change: bool = True) -> None:
    """Give somebody a new password, to be changed at the next sign-in; his sessions end, a lock is lifted.

    :raises NotAllowed: if the actor does not manage every posting of the account, or it is his own
    :raises Refused: if the password breaks a rule
    """
    _check_not_own(actor, user)
    _check_manages(actor, user, now)
    _set(user, password, now, must_change=must_change)
    open_sessions.close(user.pk)
    throttling.clear(throttling.user_key(user.pk))
    journal.write(
        actor=actor,
        verb="account.reset_password",
        subject=user,
        at=now,
        place=reach.home(user, on=timezone.localdate(now)),
    )


@command
def change_password(
    *, actor: Actor, user: User, old: str, password: str, now: datetime, session_key: str = ""
) -> None:
    """Change one's own password; every session but `session_key` ends.

    :raises NotAllowed: if it is somebody else's
    :raises Refused: if the old password is wrong, or the new one breaks a rule or is the old one
    """
    if actor.user_id != user.pk:
        raise NotAllowed("只能改自己的密码。", "You may change your own password only.")
    if not user.check_password(old):
        raise Refused(
            "原密码不对，请再输一次。", "The present password is wrong; type it again.", fields=("old",)
        )
    if old == password:
        raise Refused(
            "新密码和原密码一样，请换一个。", "The new password is the old one.", fields=("password",)
        )
    _set(user, password, now, must_change=False)
    open_sessions.close(user.pk, keep=session_key)
    journal.write(actor=actor, verb="account.password", subject=user, at=now, place=actor.place)


@command
def unlock(*, actor: Actor, user: User, now: datetime) -> None:
    """Lift the lock that too many failures brought.

    :raises NotAllowed: if the actor does not manage every posting of the account
    """
    _check_manages(actor, user, now)
    throttling.clear(throttling.user_key(user.pk))
    journal.write(
        actor=actor,
        verb="account.unlock",
        subject=user,
        at=now,
        place=reach.home(user, on=timezone.localdate(now)),
    )


def _set(user: User, password: str, now: datetime, *, must_change: bool) -> None:
    passwords.check(password, user=user)
    user.set_password(password)
    user.password_set_at, user.must_change_password = now, must_change
    user.save(update_fields=["password", "password_set_at", "must_change_password"])


def _take_phone(user: User, phone: str) -> None:
    """Seal the phone and keep its digest; one phone is one person's."""
    user.phone = fold_phone(phone) if phone.strip() else ""
    user.phone_digest = phone_digest(phone)
    taken = User.objects.filter(phone_digest=user.phone_digest).exclude(phone_digest="").exclude(pk=user.pk)
    if taken.exists():
        raise Refused(
            "这个手机号已经属于另一个账号。", "This phone belongs to another account.", fields=("phone",)
        )


def _check_username(username: str) -> None:
    if not USERNAME.fullmatch(username):
        raise Refused(
            "用户名以小写字母开头，3 至 60 位，可含数字和 . _ -，例如 zhou.min。",
            "A user name has 3 to 60 letters, digits or . _ - and begins with a letter, such as zhou.min.",
            fields=("username",),
        )
    if User.objects.filter(username=username).exists():
        raise Refused(
            f"用户名 {username} 已经有人用，请换一个。",
            f"{username} is taken, choose another.",
            fields=("username",),
        )


def _check_name(name: str) -> None:
    if not name or len(name) > 60:
        raise Refused("请写姓名，不超过 60 字。", "Write the name, in at most 60 letters.", fields=("name",))


def _check_not_own(actor: Actor, user: User) -> None:
    if actor.user_id == user.pk:
        raise NotAllowed(
            "自己的账号请由另一位系统管理员办理；改密码请到“我的账号”。",
            "Another administrator does this for you; your password you change under My account.",
        )


def _check_manages(actor: Actor, user: User, now: datetime) -> None:
    if not reach.manages(actor, user, on=timezone.localdate(now)):
        raise NotAllowed(
            "这个账号还有您管辖之外的岗位，请由管得到全部岗位的系统管理员办理。",
            "This account has postings beyond your reach; an administrator of all of them must do it.",
        )
