"""One account: its postings, its safety, what was done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from linli.doors.http import Request
from linli.kernel.errors import DomainError
from linli.people import passwords
from linli.people.queries import journal
from linli.people.queries import people as queries
from linli.people.services import accounts, factors, postings
from linli.registry.queries import bodies
from linli.web.administration import groups, words
from linli.web.administration.forms import BodyForm, EndForm, PersonForm, PostingForm
from linli.web.administration.views.people import MANAGE, posting_of, suggested
from linli.web.forms import put
from linli.web.pages import cleaned, page_for, show

if TYPE_CHECKING:
    from linli.people.models import User


@require_GET
@page_for(MANAGE)
def person(request: Request, pk: int) -> HttpResponse:
    account = queries.person(request.actor, pk=pk)
    return _show(request, account, PersonForm(initial={"name": account.name}), PostingForm())


def _show(
    request: Request, account: User, details: PersonForm, posting: PostingForm, status: int = 200
) -> HttpResponse:
    today, actor = timezone.localdate(), request.actor
    held = queries.postings(actor, user=account)
    acts_for = {row.organisation for row in held if row.organisation}
    about = journal.Wanted(kind="people.user", key=str(account.pk))
    context: dict[str, Any] = {
        "account": account,
        "details": details,
        "posting_form": posting,
        "groups": groups.grouped(
            held,
            names=bodies.names(actor, organisations=acts_for),
            served=bodies.served(actor, organisations=acts_for, on=today),
            today=today,
        ),
        "safety": queries.safety(actor, user=account, now=timezone.now(), on=today),
        "wholly": queries.manages_wholly(actor, user=account, on=today),
        "own": actor.user_id == account.pk,
        "lines": words.told(journal.lines(actor, about, size=12)),
        "suggested": suggested(request),
        "today": today,
    }
    return show(request, "administration/person.html", context, status=status)


@require_POST
@page_for(MANAGE)
def change(request: Request, pk: int) -> HttpResponse:
    account, form = queries.person(request.actor, pk=pk), PersonForm(request.POST)
    if form.is_valid():
        try:
            accounts.change_account(
                actor=request.actor,
                user=account,
                name=form.cleaned_data["name"],
                phone=form.cleaned_data["phone"] or None,
                now=timezone.now(),
            )
        except DomainError as error:
            put(error, form)
        else:
            return _done(request, account, gettext("已保存。"))
    return _show(request, account, form, PostingForm(), status=422)


@require_POST
@page_for(MANAGE)
def post(request: Request, pk: int) -> HttpResponse:
    """Give an account a posting; a closed one is opened again by it."""
    account, form = queries.person(request.actor, pk=pk), PostingForm(request.POST)
    if form.is_valid():
        try:
            given = posting_of(request, form)
            if account.is_active:
                postings.post(actor=request.actor, user=account, now=timezone.now(), **given)
            else:
                accounts.reopen_account(actor=request.actor, user=account, now=timezone.now(), **given)
        except DomainError as error:
            put(error, form)
        else:
            said = gettext("%(name)s已到%(place)s任职。") % {
                "name": account.name,
                "place": given["place"].short,
            }
            return _done(request, account, said)
    return _show(request, account, PersonForm(initial={"name": account.name}), form, status=422)


@require_POST
@page_for(MANAGE)
def end(request: Request, pk: int) -> HttpResponse:
    """End a posting, today or on a day to come."""
    row = queries.posting(request.actor, pk=pk)
    until = cleaned(EndForm(request.POST))["until"]
    postings.end(actor=request.actor, posting=row, until=until, now=timezone.now())
    said = gettext("%(name)s在%(place)s的岗位已结束。") % {"name": row.user.name, "place": row.place.short}
    return _done(request, row.user, said)


@require_POST
@page_for(MANAGE)
def post_all(request: Request, pk: int) -> HttpResponse:
    """Post somebody of a company at all the estates it serves."""
    account = queries.person(request.actor, pk=pk)
    organisation = cleaned(BodyForm(request.POST))["organisation"]
    served = bodies.served(request.actor, organisations=[organisation], on=timezone.localdate())
    count = postings.post_all(
        actor=request.actor,
        user=account,
        organisation=organisation,
        places=served.get(organisation, []),
        now=timezone.now(),
    )
    said = gettext("%(name)s又到 %(count)d 个小区任职，这家企业的小区都有了。")
    return _done(request, account, said % {"name": account.name, "count": count})


@require_POST
@page_for(MANAGE)
def end_all(request: Request, pk: int) -> HttpResponse:
    """End all postings of somebody for a company, today."""
    account = queries.person(request.actor, pk=pk)
    organisation = cleaned(BodyForm(request.POST))["organisation"]
    count = postings.end_all(actor=request.actor, user=account, organisation=organisation, now=timezone.now())
    said = gettext("%(name)s在这家企业的 %(count)d 个岗位今天全部结束。")
    return _done(request, account, said % {"name": account.name, "count": count})


@require_POST
@sensitive_variables("word")
@page_for(MANAGE)
def reset(request: Request, pk: int) -> HttpResponse:
    """Give a fresh password and show it this once."""
    account, word = queries.person(request.actor, pk=pk), passwords.fresh()
    accounts.set_password(actor=request.actor, user=account, password=word, now=timezone.now())
    return show(request, "administration/password.html", {"account": account, "word": word, "fresh": False})


@require_POST
@page_for(MANAGE)
def unlock(request: Request, pk: int) -> HttpResponse:
    account = queries.person(request.actor, pk=pk)
    accounts.unlock(actor=request.actor, user=account, now=timezone.now())
    return _done(request, account, gettext("已解锁，可以马上登录。"))


@require_POST
@page_for(MANAGE)
def reset_factor(request: Request, pk: int) -> HttpResponse:
    account = queries.person(request.actor, pk=pk)
    factors.reset(actor=request.actor, user=account, now=timezone.now())
    return _done(request, account, gettext("第二重验证已清除，下次登录时重新设置。"))


@require_POST
@page_for(MANAGE)
def close(request: Request, pk: int) -> HttpResponse:
    account = queries.person(request.actor, pk=pk)
    accounts.close_account(actor=request.actor, user=account, now=timezone.now())
    return _done(request, account, gettext("账号已停用，记录保留。"))


def _done(request: Request, account: User, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("administration:person", account.pk)
