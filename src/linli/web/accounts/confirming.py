"""The password typed again inside a session, counted like a sign-in: an open desk is no way to guess it."""

from __future__ import annotations

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from linli.doors import network
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.people import sign_in, throttling
from linli.people.queries import people
from linli.people.services import signing


@sensitive_variables("word")
def prove(request: Request, word: str, *, field: str = "password") -> None:
    """Count and journal a wrong password; what it was asked for then refuses it in its own words.

    :raises Refused: if it was wrong too often
    """
    user, now, around = people.own(request.actor), timezone.now(), network.network(request)
    outcome = sign_in.judge(user.username, word, network=around, now=now)
    if outcome.kind == "right":
        throttling.clear(throttling.user_key(user.pk))
        return
    signing.refuse(actor=request.actor, outcome=outcome, name=user.username, network=around, now=now)
    if outcome.until:
        raise Refused(
            "密码输错次数太多，15 分钟后再试；忘了密码请找系统管理员重置。",
            "Too many wrong passwords. Try again in 15 minutes, or ask the administrator to reset it.",
            fields=(field,),
        )
