"""Forms of owners' committees; and the reading of a masked phone."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.kernel.errors import NoSuch, Refused
from linli.registry.queries import companies, dossiers
from linli.registry.services import committees as services
from linli.registry.services import contacts
from linli.web.pages import page_for, show
from linli.web.registry.estate_forms import mine, page_of
from linli.web.registry.forms import CommitteeForm, EndForm, FilingForm, Form, RevealForm
from linli.web.registry.writing import seen, write
from linli.web.templatetags.parts import said


@page_for("committee.edit", clauses=["B2"])
def committee_new(request: Request, code: str) -> HttpResponse:
    estate = mine(request, code, "committee.edit")

    def save(form: Form) -> None:
        services.elect(actor=request.actor, now=timezone.now(), estate=estate, fields=form.data_of())

    page = page_of(
        estate,
        gettext("%(name)s：登记业主委员会") % {"name": estate.name},
        gettext("登记"),
        "B2",
        lede=gettext("新一届选出那天，上一届终止。选出后30天内到街道备案。"),
        anchor="committee",
    )
    return write(request, page, CommitteeForm, save)


@page_for("committee.edit", clauses=["B2"])
def committee_edit(request: Request, pk: int) -> HttpResponse:
    row = dossiers.record(request.actor, "committee", pk=pk, permission="committee.edit")

    def save(form: Form) -> None:
        fields = form.data_of()
        if not fields["phone"]:
            fields.pop("phone")  # an empty phone keeps the one on record, which the form does not show
        services.change(
            actor=request.actor, now=timezone.now(), committee=row, fields=fields, seen=seen(form)
        )

    title = gettext("%(name)s：修改业主委员会信息") % {"name": row.estate.name}
    page = page_of(row.estate, title, gettext("保存"), "B2", anchor="committee")
    return write(request, page, CommitteeForm, save, row=row, initial={"phone": ""})


@page_for("committee.edit", clauses=["B2"])
def committee_file(request: Request, pk: int) -> HttpResponse:
    row = dossiers.record(request.actor, "committee", pk=pk, permission="committee.edit")

    def save(form: Form) -> None:
        services.file(actor=request.actor, now=timezone.now(), committee=row, **form.data_of())

    title = gettext("%(name)s：业主委员会备案") % {"name": row.estate.name}
    page = page_of(row.estate, title, gettext("予以备案"), "B2", anchor="committee")
    return write(request, page, FilingForm, save, initial={"on": timezone.localdate()})


@page_for("committee.edit", clauses=["B2"])
def committee_dissolve(request: Request, pk: int) -> HttpResponse:
    row = dossiers.record(request.actor, "committee", pk=pk, permission="committee.edit")

    def save(form: Form) -> None:
        services.dissolve(actor=request.actor, now=timezone.now(), committee=row, **form.data_of())

    page = page_of(
        row.estate,
        gettext("终止“%(name)s”这一届业主委员会？") % {"name": row.estate.name},
        gettext("登记终止"),
        "B2",
        lede=gettext("用于没有选出新一届的情形。这一届留在历史里。"),
        risk=True,
        anchor="committee",
    )
    return write(request, page, EndForm, save)


@page_for("contact.reveal", clauses=["B2"])
def contact(request: Request, kind: str, pk: int) -> HttpResponse:
    """Show a phone in full, once, after its purpose was written down."""
    row = _holder(request, kind, pk)
    form = RevealForm(request.POST) if request.method == "POST" else RevealForm()
    context = {"form": form, "phone": "", "back": _home(kind, row), "row": row}
    if request.method != "POST" or not form.is_valid():
        return show(request, "registry/contact.html", context, status=422 if form.errors else 200)
    try:
        phone = contacts.reveal(
            actor=request.actor, now=timezone.now(), row=row, purpose=form.cleaned_data["purpose"]
        )
    except Refused as refusal:
        form.add_error("purpose", said(refusal))
        return show(request, "registry/contact.html", context, status=422)
    response = show(request, "registry/contact.html", {**context, "phone": phone})
    response["Cache-Control"] = "no-store"
    return response


def _holder(request: Request, kind: str, pk: int):  # type: ignore[no-untyped-def]
    if kind == "company":
        return companies.company(request.actor, pk=pk)
    if kind in ("post", "committee"):
        return dossiers.record(request.actor, kind, pk=pk, permission="contact.reveal")
    raise NoSuch("没有这种电话。", "There is no such phone.")


def _home(kind: str, row) -> str:  # type: ignore[no-untyped-def]
    if kind == "company":
        return reverse("registry:company", args=[row.pk])
    estate = row.project.estate if kind == "post" else row.estate
    return reverse("registry:estate", args=[estate.code])
