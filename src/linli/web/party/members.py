"""Members by name, inside the branch: shown once for a purpose that is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.kernel.errors import NotAllowed, Refused
from linli.party import rights
from linli.party.queries import organisations as queries
from linli.party.services import members as services
from linli.web.forms import put
from linli.web.pages import page_for, show
from linli.web.party.asking import organisation_crumbs
from linli.web.party.forms import LeaveForm, MemberForm, NewMemberForm
from linli.web.registry.forms import Form, RevealForm
from linli.web.registry.writing import Writing, seen, write

if TYPE_CHECKING:
    from linli.party.models import Organisation


def _inside(request: Request, pk: int) -> Organisation:
    """Return an organisation the actor acts for.

    :raises NotAllowed: if the actor sees it from outside only
    """
    today = timezone.localdate()
    row = queries.organisation(request.actor, pk=pk, on=today)
    if not rights.acts_for(request.actor, row, "member.view", on=today):
        raise NotAllowed(
            "党员名册只在支部内可看。外面只看人数。",
            "The list is for the branch only; outside, the counts are.",
        )
    return row


@page_for("member.view", clauses=["H2", "J6"])
def members(request: Request, pk: int) -> HttpResponse:
    row = _inside(request, pk)
    form = RevealForm(request.POST) if request.method == "POST" else RevealForm()
    context = {
        "row": row,
        "form": form,
        "roll": queries.roll(request.actor, row),
        "names": {},
        "crumbs": organisation_crumbs(row.pk, row.name),
    }
    if request.method != "POST" or not form.is_valid():
        return show(request, "party/members.html", context, status=422 if form.errors else 200)
    try:
        listed = services.look(
            actor=request.actor,
            now=timezone.now(),
            organisation=row,
            purpose=form.cleaned_data["purpose"],
        )
    except Refused as refusal:
        put(refusal, form)
        return show(request, "party/members.html", context, status=422)
    context["names"] = {one.pk: one.name for one in listed}
    response = show(request, "party/members.html", context)
    response["Cache-Control"] = "no-store"
    return response


@page_for("member.view", clauses=["H2"])
def member_new(request: Request, pk: int) -> HttpResponse:
    row = _inside(request, pk)

    def save(form: Form) -> None:
        services.enter(actor=request.actor, now=timezone.now(), organisation=row, **form.data_of())

    page = _page(row, gettext("“%(name)s”登记党员") % {"name": row.name}, gettext("登记"))
    return write(request, page, NewMemberForm, save, initial={"joined_on": timezone.localdate()})


@page_for("member.view", clauses=["H2"])
def member_edit(request: Request, pk: int) -> HttpResponse:
    member = queries.member(request.actor, pk=pk, on=timezone.localdate())

    def save(form: Form) -> None:
        services.change(
            actor=request.actor, now=timezone.now(), member=member, seen=seen(form), **form.data_of()
        )

    page = _page(member.organisation, gettext("修改身份和职务"), gettext("保存"))
    return write(request, page, MemberForm, save, row=member)


@page_for("member.view", clauses=["H2"])
def member_leave(request: Request, pk: int) -> HttpResponse:
    member = queries.member(request.actor, pk=pk, on=timezone.localdate())

    def save(form: Form) -> None:
        services.leave(actor=request.actor, now=timezone.now(), member=member, **form.data_of())

    page = _page(member.organisation, gettext("登记转出"), gettext("转出"))
    return write(request, page, LeaveForm, save, initial={"on": timezone.localdate()})


def _page(row: Organisation, title: str, button: str) -> Writing:
    return Writing(
        title=title,
        back=reverse("party:members", args=[row.pk]),
        button=button,
        clauses="H2",
        crumbs=(
            *organisation_crumbs(row.pk, row.name),
            (reverse("party:members", args=[row.pk]), gettext("党员名册")),
        ),
    )
