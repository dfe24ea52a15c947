"""Group robots and mailboxes that get the digest of a place and a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.doors.http import Request
from linli.kernel.errors import DomainError
from linli.notices import addresses
from linli.notices.queries import channels as queries
from linli.notices.sending import send
from linli.notices.services import channels as services
from linli.notices.terms import DIGEST_AT, QUIET_FROM, QUIET_UNTIL, ChannelKind
from linli.people.queries import places
from linli.people.terms import Role
from linli.web.forms import put
from linli.web.pages import page_for, show

MANAGE = "notice.manage"
SETTINGS = ("name", "role", "quiet_from", "quiet_until", "digest_at")


def clock(label: Any, initial: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, initial=initial, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class ChannelForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("如：湛河北路物业群"))
    role = forms.ChoiceField(
        label=_("发给谁看"), choices=Role.choices, help_text=_("按这个岗位在您辖区里的今日待办汇总")
    )
    address = forms.CharField(label=_("地址"), max_length=300, help_text=_("加密保存，之后只显示末四位"))
    secret = forms.CharField(
        label=_("加签密钥"), max_length=120, required=False, help_text=_("只有钉钉机器人启用了加签才填")
    )
    digest_at = clock(_("每天什么时候发"), DIGEST_AT)
    quiet_from = clock(_("免打扰从"), QUIET_FROM)
    quiet_until = clock(_("免打扰到"), QUIET_UNTIL)


class NewChannelForm(ChannelForm):
    kind = forms.ChoiceField(label=_("渠道"), choices=ChannelKind.choices)
    field_order = ("kind", "name", "role", "address", "secret", "digest_at", "quiet_from", "quiet_until")


@require_GET
@page_for(MANAGE, clauses=["A3"])
def channels(request: Request) -> HttpResponse:
    rows = queries.channels(request.actor)
    names = places.by_path(request.actor, listed={row.path for row in rows})
    context = {
        "rows": [(row, names.get(row.path, ""), addresses.mask(row.kind, row.address)) for row in rows]
    }
    return show(request, "notices/channels.html", context)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("address", "secret")
@page_for(MANAGE, clauses=["A3"])
def new(request: Request) -> HttpResponseBase:
    form = NewChannelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.open_channel(
                actor=request.actor,
                now=timezone.now(),
                kind=given["kind"],
                path=request.actor.place,
                address=addresses.token(given["kind"], given["address"], given["secret"]),
                fields={name: given[name] for name in SETTINGS},
            )
        except DomainError as error:
            put(error, form)
        else:
            messages.success(request, gettext("已建立。先发一条试试，看群里能不能收到。"))
            return redirect("notices:channels")
    return show(request, "notices/channel.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("address", "secret")
@page_for(MANAGE, clauses=["A3"])
def change(request: Request, pk: int) -> HttpResponseBase:
    channel = queries.channel(request.actor, pk=pk)
    initial = {name: getattr(channel, name) for name in SETTINGS}
    form = ChannelForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["address"].required = False
    form.fields["address"].help_text = gettext("现在是 %s；不改就留空") % addresses.mask(
        channel.kind, channel.address
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            kept = given["address"] and addresses.token(channel.kind, given["address"], given["secret"])
            services.change_channel(
                actor=request.actor,
                now=timezone.now(),
                channel=channel,
                fields={name: given[name] for name in SETTINGS},
                address=kept,
            )
        except DomainError as error:
            put(error, form)
        else:
            messages.success(request, gettext("已保存。"))
            return redirect("notices:channels")
    context = {"form": form, "channel": channel}
    return show(request, "notices/channel.html", context, status=422 if form.errors else 200)


@require_POST
@page_for(MANAGE, clauses=["A3"])
def test(request: Request, pk: int) -> HttpResponseBase:
    """Send one message now and tell exactly what came back."""
    channel = queries.channel(request.actor, pk=pk)
    body = gettext("这是“%s”的一条试发消息，收到就说明设置对了。") % channel.name
    answer = send(channel.kind, channel.address, title=gettext("邻里：试发"), body=body)
    services.note_test(actor=request.actor, now=timezone.now(), channel=channel, answer=answer)
    if answer.went:
        messages.success(request, gettext("对方服务器收下了，请到群里或邮箱里看一眼。"))
    else:
        messages.error(request, gettext("没有发出去。对方的答复：%s") % answer.why)
    return redirect("notices:channels")


@require_POST
@page_for(MANAGE, clauses=["A3"])
def close(request: Request, pk: int) -> HttpResponseBase:
    services.close_channel(
        actor=request.actor, now=timezone.now(), channel=queries.channel(request.actor, pk=pk)
    )
    messages.success(request, gettext("已停用，以后不再往那里发。"))
    return redirect("notices:channels")
