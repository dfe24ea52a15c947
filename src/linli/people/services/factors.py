"""Setting up, renewing and taking away the second factor."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import open_sessions, reach, second_factor
from linli.people.models import Posting, User


@command
def set_up(*, actor: Actor, key: str, code: str, now: datetime) -> list[str]:
    """Make `key` the actor's second factor, once a code of it proves that the app has it.

    Returns the backup codes, which can't be read again.

    :raises Refused: if the code is not of this moment
    """
    user = _own(actor)
    step = second_factor.moment_of(key, code, now=now)
    if step is None:
        raise Refused(
            "验证码不对。请输入应用上现在显示的 6 位数字，并检查手机时间是否准确。",
            "The code is wrong. Type the six digits the app shows now, and check the clock of your phone.",
            fields=("code",),
        )
    second_factor.keep(user, key, step=step)
    journal.write(actor=actor, verb="account.second_factor", subject=user, at=now, place=actor.place)
    return second_factor.fresh_backup_codes(user)


@command
def renew_backup_codes(*, actor: Actor, password: str, now: datetime) -> list[str]:
    """Replace the actor's backup codes and return the new ones.

    :raises Refused: if the password is wrong, or there is no second factor
    """
    user = _own(actor)
    _check_password(user, password)
    if not second_factor.has_device(user):
        raise Refused("还没有设置第二重验证。", "There is no second factor yet.")
    journal.write(actor=actor, verb="account.backup_codes", subject=user, at=now, place=actor.place)
    return second_factor.fresh_backup_codes(user)


@command
def remove(*, actor: Actor, password: str, now: datetime) -> None:
    """Take the actor's own second factor away.

    :raises Refused: if the password is wrong, or a role of the actor needs one
    """
    user = _own(actor)
    _check_password(user, password)
    held = Posting.objects.in_force(timezone.localdate(now)).filter(user=user).values_list("role", flat=True)
    if second_factor.is_wanted_of(held):
        raise Refused(
            "您的岗位必须用第二重验证，只能重新设置，不能取消。",
            "Your role needs a second factor: you may set it up anew, not remove it.",
        )
    second_factor.drop(user)
    journal.write(actor=actor, verb="account.second_factor_removed", subject=user, at=now, place=actor.place)


@command
def reset(*, actor: Actor, user: User, now: datetime) -> None:
    """Take away the second factor of somebody who lost the phone; his sessions end.

    :raises NotAllowed: if the actor does not manage every posting of the account, or it is his own
    """
    if actor.user_id == user.pk or not reach.manages(actor, user, on=timezone.localdate(now)):
        raise NotAllowed(
            "请由管得到这个账号全部岗位的另一位系统管理员办理。",
            "Another administrator, who manages all postings of this account, must do it.",
        )
    second_factor.drop(user)
    open_sessions.close(user.pk)
    place = reach.home(user, on=timezone.localdate(now))
    journal.write(actor=actor, verb="account.second_factor_reset", subject=user, at=now, place=place)


def _own(actor: Actor) -> User:
    user = User.objects.filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NotAllowed("请先登录。", "Sign in first.")
    return user


def _check_password(user: User, password: str) -> None:
    if not user.check_password(password):
        raise Refused("密码不对，请再输一次。", "The password is wrong; type it again.", fields=("password",))
