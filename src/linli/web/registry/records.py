"""Forms of contracts and their filing, disclosures and rule documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from linli.base import files
from linli.base.file_types import ANY, PHOTOS
from linli.doors.http import Request
from linli.registry.queries import dossiers
from linli.registry.services import records as services
from linli.web.pages import page_for
from linli.web.registry.estate_forms import mine, page_of
from linli.web.registry.forms import (
    ContractForm,
    DisclosureCheckForm,
    DisclosureForm,
    DocumentForm,
    FilingForm,
    Form,
    ReasonForm,
)
from linli.web.registry.writing import seen, write

if TYPE_CHECKING:
    from linli.registry.models import Estate


@page_for("project.edit", clauses=["S8"])
def contract_new(request: Request, pk: int) -> HttpResponse:
    project = dossiers.project(request.actor, pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        fields = with_file(request, form, "file", project.estate, permission="project.edit")
        services.sign(actor=request.actor, now=timezone.now(), project=project, fields=fields)

    page = page_of(
        project.estate,
        gettext("%(name)s：登记物业服务合同") % {"name": project.estate.name},
        gettext("登记合同"),
        "S8",
        lede=gettext("签订后15天内到区住建局备案；备案由住建局在这里登记。"),
        anchor="contracts",
    )
    return write(request, page, ContractForm, save, initial={"fee": project.fee})


@page_for("project.edit", clauses=["S8"])
def contract_edit(request: Request, pk: int) -> HttpResponse:
    contract = dossiers.record(request.actor, "contract", pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        fields = with_file(request, form, "file", contract.project.estate, permission="project.edit")
        services.change_contract(
            actor=request.actor, now=timezone.now(), contract=contract, fields=fields, seen=seen(form)
        )

    title = gettext("%(name)s：修改物业服务合同") % {"name": contract.project.estate.name}
    page = page_of(contract.project.estate, title, gettext("保存"), "S8", anchor="contracts")
    return write(request, page, ContractForm, save, row=contract, initial={"file": None})


@page_for("contract.file", clauses=["S8"])
def contract_file(request: Request, pk: int) -> HttpResponse:
    contract = dossiers.record(request.actor, "contract", pk=pk, permission="contract.file")

    def save(form: Form) -> None:
        services.file_contract(actor=request.actor, now=timezone.now(), contract=contract, **form.data_of())

    page = page_of(
        contract.project.estate,
        gettext("%(name)s：合同备案") % {"name": contract.project.estate.name},
        gettext("予以备案"),
        "S8",
        lede=gettext("备案后合同不能再改；评分表的“合同备案”按这条记录计分。"),
        anchor="contracts",
    )
    return write(request, page, FilingForm, save, initial={"on": timezone.localdate()})


@page_for("contract.file", clauses=["S8"])
def contract_withdraw(request: Request, pk: int) -> HttpResponse:
    contract = dossiers.record(request.actor, "contract", pk=pk, permission="contract.file")

    def save(form: Form) -> None:
        services.withdraw_filing(actor=request.actor, now=timezone.now(), contract=contract, **form.data_of())

    page = page_of(
        contract.project.estate,
        gettext("撤回%(number)s号备案？") % {"number": contract.filing_number or contract.number},
        gettext("撤回备案"),
        "S8",
        lede=gettext("撤回后合同可以再改，要重新备案才计分。原来的备案留在操作记录里。"),
        risk=True,
        anchor="contracts",
    )
    return write(request, page, ReasonForm, save)


@page_for("project.edit", clauses=["S7"])
def disclosure_new(request: Request, code: str) -> HttpResponse:
    estate = mine(request, code, "project.edit")
    project = dossiers.open_project(request.actor, estate, today=timezone.localdate())

    def save(form: Form) -> None:
        fields = with_file(request, form, "photo", estate, permission="estate.view")
        kinds = tuple(fields.pop("kinds"))
        services.disclose(
            actor=request.actor,
            now=timezone.now(),
            estate=estate,
            project=project,
            kinds=kinds,
            fields=fields,
        )

    page = page_of(
        estate,
        gettext("%(name)s：登记公示") % {"name": estate.name},
        gettext("登记公示"),
        "S7",
        lede=gettext("一块公示栏上的几样可以一次勾选，配一张看得清的照片。"),
        anchor="disclosures",
    )
    start = {"shown_on": timezone.localdate(), "kinds": request.GET.getlist("kind")}
    return write(request, page, DisclosureForm, save, initial=start)


@page_for("estate.edit", clauses=["S7"])
def disclosure_check(request: Request, pk: int) -> HttpResponse:
    row = dossiers.record(request.actor, "disclosure", pk=pk, permission="estate.edit")

    def save(form: Form) -> None:
        services.check_disclosure(actor=request.actor, now=timezone.now(), disclosure=row, **form.data_of())

    words = {"name": row.estate.name, "kind": row.get_kind_display()}
    page = page_of(
        row.estate,
        gettext("%(name)s：核查“%(kind)s”公示") % words,
        gettext("记下核查结果"),
        "S7",
        anchor="disclosures",
    )
    return write(request, page, DisclosureCheckForm, save, initial={"on": timezone.localdate()})


@page_for("project.edit", clauses=["S9", "C1"])
def document_new(request: Request, code: str) -> HttpResponse:
    estate = mine(request, code, "project.edit")
    project = dossiers.open_project(request.actor, estate, today=timezone.localdate())

    def save(form: Form) -> None:
        fields = with_file(request, form, "file", estate, permission="estate.view")
        services.issue(actor=request.actor, now=timezone.now(), estate=estate, project=project, fields=fields)

    page = page_of(
        estate,
        gettext("%(name)s：登记制度文件") % {"name": estate.name},
        gettext("登记文件"),
        "S9",
        anchor="documents",
    )
    return write(request, page, DocumentForm, save, initial={"kind": request.GET.get("kind", "")})


@page_for("project.edit", clauses=["S9", "C1"])
def document_edit(request: Request, pk: int) -> HttpResponse:
    row = dossiers.record(request.actor, "document", pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        fields = with_file(request, form, "file", row.estate, permission="estate.view")
        services.change_document(
            actor=request.actor, now=timezone.now(), document=row, fields=fields, seen=seen(form)
        )

    title = gettext("%(name)s：修改“%(title)s”") % {"name": row.estate.name, "title": row.title}
    page = page_of(row.estate, title, gettext("保存"), "S9", anchor="documents")
    return write(request, page, DocumentForm, save, row=row, initial={"file": None})


def with_file(request: Request, form: Form, name: str, estate: Estate, *, permission: str) -> dict[str, Any]:
    """Return what the form read, with an upload kept; without one, the field is left as it is."""
    fields = form.data_of()
    upload = fields.pop(name, None)
    if upload is None:
        return fields
    stored = files.store(
        actor=request.actor,
        raw=upload.read(),
        name=upload.name,
        place=estate.path,
        permission=permission,
        now=timezone.now(),
        types=PHOTOS if name == "photo" else ANY,
    )
    return {**fields, name: stored}
