"""One's own account: details, password, second factor, and where one is signed in."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.doors import sessions
from linli.doors.http import Request
from linli.kernel.errors import DomainError
from linli.people import second_factor
from linli.people.queries import people
from linli.people.services import accounts, factors, signing
from linli.web.accounts.confirming import prove
from linli.web.accounts.forms import ConfirmForm, DetailsForm, PasswordForm, SetUpForm
from linli.web.forms import put
from linli.web.pages import cleaned, done, page_for, show

KEY = "second_factor_key"


@require_GET
@never_cache
@page_for("")
def profile(request: Request) -> HttpResponse:
    user = people.own(request.actor)
    return show(
        request,
        "accounts/profile.html",
        _profile(request, DetailsForm(initial={"name": user.name, "email": user.email})),
    )


def _profile(request: Request, form: DetailsForm) -> dict[str, Any]:
    user, today = people.own(request.actor), timezone.localdate()
    return {
        "account": user,
        "form": form,
        "confirm": ConfirmForm(prefix="confirm"),
        "postings": people.held(request.actor, on=today),
        "safety": people.safety(request.actor, user=user, now=timezone.now(), on=today),
        "sessions": people.sessions(request.actor, since=timezone.now() - sessions.patience()),
        "this_session": request.session.session_key,
        "today": today,
    }


@require_POST
@page_for("")
def details(request: Request) -> HttpResponse:
    form = DetailsForm(request.POST)
    if form.is_valid():
        try:
            accounts.change_account(
                actor=request.actor,
                user=people.own(request.actor),
                name=form.cleaned_data["name"],
                phone=form.cleaned_data["phone"] or None,
                email=form.cleaned_data["email"],
                now=timezone.now(),
            )
        except DomainError as error:
            put(error, form)
        else:
            messages.success(request, gettext("已保存。"))
            return done(request, "accounts:profile")
    return show(request, "accounts/profile.html", _profile(request, form), status=422)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
@page_for("")
def password(request: Request) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    status = 200
    if form.is_valid():
        user = people.own(request.actor)
        try:
            prove(request, form.cleaned_data["old"], field="old")
            accounts.change_password(
                actor=request.actor,
                user=user,
                old=form.cleaned_data["old"],
                password=form.cleaned_data["password"],
                session_key=request.session.session_key or "",
                now=timezone.now(),
            )
        except DomainError as error:
            put(error, form)
        else:
            return _password_changed(request, user)
    if request.method == "POST":
        status = 422
    forced = "password" in request.session.get(sessions.DUTIES, [])
    return show(request, "accounts/password.html", {"form": form, "forced": forced}, status=status)


def _password_changed(request: Request, user: Any) -> HttpResponse:
    """Keep this session alive under its own key: the others were noted, and ended, by theirs."""
    request.session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    messages.success(request, gettext("密码已改，其他设备上的登录已全部退出。"))
    return _go_on(request, "password")


def _go_on(request: Request, fulfilled: str) -> HttpResponse:
    """Strike a duty off, and lead to the next one or to the desk."""
    had = request.session.get(sessions.DUTIES) or []
    left = [duty for duty in had if duty != fulfilled]
    request.session[sessions.DUTIES] = left
    if left:
        return redirect(sessions.PAGES[left[0]])
    return redirect("desk:today" if had else "accounts:profile")


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
@page_for("")
def set_up(request: Request) -> HttpResponse:
    """Show the secret of a new second factor until a code proves that the app has it."""
    user = people.own(request.actor)
    key = second_factor.opened(request.session.get(KEY, ""))
    if not key:
        key = second_factor.fresh_key()
        request.session[KEY] = second_factor.sealed(key)
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        try:
            codes = factors.set_up(
                actor=request.actor, key=key, code=form.cleaned_data["code"], now=timezone.now()
            )
        except DomainError as error:
            put(error, form)
        else:
            del request.session[KEY]
            return _show_codes(request, codes)
    status = 422 if request.method == "POST" else 200
    address = second_factor.address(key, username=user.username)
    context = {
        "form": form,
        "forced": "second_factor" in request.session.get(sessions.DUTIES, []),
        "secret": second_factor.spelled(key),
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=2, dark="#211d1a"),
        "renewing": second_factor.has_device(user),
    }
    return show(request, "accounts/second_factor.html", context, status=status)


def _show_codes(request: Request, codes: list[str]) -> HttpResponse:
    """Show new backup codes once; the page can't be opened again."""
    had = request.session.get(sessions.DUTIES) or []
    request.session[sessions.DUTIES] = [duty for duty in had if duty != "second_factor"]
    return show(request, "accounts/backup_codes.html", {"codes": codes, "first": bool(had)})


@require_POST
@sensitive_post_parameters()
@never_cache
@page_for("")
def renew_codes(request: Request) -> HttpResponse:
    word = cleaned(ConfirmForm(request.POST, prefix="confirm"))["password"]
    prove(request, word)
    codes = factors.renew_backup_codes(actor=request.actor, password=word, now=timezone.now())
    return _show_codes(request, codes)


@require_POST
@sensitive_post_parameters()
@page_for("")
def remove(request: Request) -> HttpResponse:
    word = cleaned(ConfirmForm(request.POST, prefix="confirm"))["password"]
    prove(request, word)
    factors.remove(actor=request.actor, password=word, now=timezone.now())
    messages.success(request, gettext("第二重验证已取消。"))
    return done(request, "accounts:profile")


@require_POST
@page_for("")
def revoke(request: Request, pk: int) -> HttpResponse:
    signing.revoke(actor=request.actor, pk=pk, now=timezone.now())
    messages.success(request, gettext("那台设备上的登录已退出。"))
    return done(request, "accounts:profile")


@require_POST
@page_for("")
def revoke_others(request: Request) -> HttpResponse:
    key = request.session.session_key or ""
    count = signing.revoke_others(actor=request.actor, keep=key, now=timezone.now())
    messages.success(request, gettext("已退出另外 %(count)d 处登录。") % {"count": count})
    return done(request, "accounts:profile")
