"""In and out: name and password, perhaps a code, and the way back to where one wanted to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from linli.base import options
from linli.doors import network, sessions
from linli.doors.http import Request
from linli.people import second_factor, sign_in
from linli.people.queries import people
from linli.people.services import signing
from linli.web.accounts.forms import CodeForm, SignInForm
from linli.web.pages import PUBLIC, page_for, show

if TYPE_CHECKING:
    from linli.people.models import User

PENDING = "second"  # who gave the right password and owes a code: [user id, since, way back]
PATIENCE = 300  # seconds


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
@page_for(PUBLIC)
def login(request: Request) -> HttpResponse:
    to = way_back(request)
    if request.user.is_authenticated:
        return redirect(to)
    form = SignInForm(request.POST or None)
    status = 200
    if form.is_valid():
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        now, around = timezone.now(), network.network(request)
        outcome = sign_in.judge(name, password, network=around, now=now)
        if outcome.kind == "right" and outcome.user:
            return _owe_code(request, outcome.user, to) or _enter(request, outcome.user, "password", to)
        signing.refuse(actor=request.actor, outcome=outcome, name=name, network=around, now=now)
        form.add_error(None, _why(outcome))
        status = 429 if outcome.kind == "locked" else 200
    return show(request, "accounts/login.html", _frame(request, form, to), status=status)


def _frame(request: Request, form: SignInForm, to: str) -> dict[str, object]:
    demo = people.demo_accounts(request.actor, on=timezone.localdate())
    return {
        "form": form,
        "next": to,
        "demo": demo,
        "demo_password": options.read("demo_password", "linli-demo-2026") if demo else "",
        "idle": bool(request.session.get(sessions.IDLE)),
        "idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
    }


def _why(outcome: sign_in.Outcome) -> str:
    """Say the same of a name nobody has as of a wrong password."""
    if outcome.until is None:
        return gettext("用户名（手机号）或密码不对，请核对后再试。")
    minutes = max(1, -(-int((outcome.until - timezone.now()).total_seconds()) // 60))
    return gettext("失败次数太多，请 %(minutes)d 分钟后再试，或请系统管理员重置密码。") % {"minutes": minutes}


def way_back(request: Request) -> str:
    """Return where to go after signing in; only to our own pages."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours else settings.LOGIN_REDIRECT_URL


def _owe_code(request: Request, user: User, to: str) -> HttpResponse | None:
    if not second_factor.has_device(user):
        return None
    request.session.cycle_key()
    request.session[PENDING] = [user.pk, int(timezone.now().timestamp()), to]
    return redirect("accounts:code")


def _enter(request: Request, user: User, how: str, to: str) -> HttpResponse:
    now = timezone.now()
    auth.login(request, user)
    where = signing.Where(
        request.session.session_key or "", network.device(request), network.network(request)
    )
    duties = signing.begin(actor=request.actor, user=user, where=where, how=how, now=now)
    request.session.pop(sessions.IDLE, None)
    request.session[sessions.SEEN] = request.session[sessions.BEGAN] = int(now.timestamp())
    request.session[sessions.DUTIES] = list(duties)
    return redirect(sessions.PAGES[duties[0]] if duties else to)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
@never_cache
@page_for(PUBLIC)
def code(request: Request) -> HttpResponse:
    """Ask for the second factor of whoever has just given the right password."""
    pk, since, to = request.session.get(PENDING, (0, 0, ""))
    user = sign_in.NameOrPhoneBackend().get_user(pk)
    if user is None or timezone.now().timestamp() - since > PATIENCE:
        return redirect("accounts:login")
    form = CodeForm(request.POST or None)
    status = 200
    if form.is_valid():
        now, around = timezone.now(), network.network(request)
        outcome, how = sign_in.judge_code(user, form.cleaned_data["code"], now=now)
        if how:
            request.session.pop(PENDING)
            return _enter(request, user, how, to)
        signing.refuse(actor=request.actor, outcome=outcome, name=user.username, network=around, now=now)
        form.add_error("code", _why_code(outcome))
        status = 429 if outcome.kind == "locked" else 200
    return show(request, "accounts/code.html", {"form": form}, status=status)


def _why_code(outcome: sign_in.Outcome) -> str:
    return _why(outcome) if outcome.until else gettext("验证码不对或已经用过，请等应用换出下一个再输。")


@require_POST
@page_for("")
def logout(request: Request) -> HttpResponse:
    signing.end(actor=request.actor, session_key=request.session.session_key or "", now=timezone.now())
    auth.logout(request)
    return redirect("accounts:login")
