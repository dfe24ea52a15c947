"""Forms of a service project: begun, changed, ended; its key posts and head counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.registry.queries import companies, dossiers
from linli.registry.services import projects as services
from linli.web.pages import page_for
from linli.web.registry.estate_forms import mine, page_of
from linli.web.registry.forms import (
    EndForm,
    Form,
    NewPostForm,
    PostForm,
    ProjectForm,
    StaffForm,
    StartForm,
)
from linli.web.registry.writing import seen, write


@page_for("estate.edit", clauses=["B2"])
def project_start(request: Request, code: str) -> HttpResponse:
    row = mine(request, code)
    known = companies.choices(request.actor)

    def save(form: Form) -> None:
        services.start(
            actor=request.actor,
            now=timezone.now(),
            estate=row,
            company=companies.company(request.actor, pk=form.cleaned_data["company"]),
            since=form.cleaned_data["since"],
            fields=form.data_of("company", "since"),
        )

    page = page_of(
        row,
        gettext("登记“%(name)s”的服务企业") % {"name": row.name},
        gettext("登记服务企业"),
        "B2",
        lede=gettext("这家企业的账号从这天起能看到并填写这个小区。清单里没有的企业，请住建局先登记。"),
        anchor="company",
    )
    return write(request, page, lambda *a, **o: StartForm(*a, companies=known, **o), save)


@page_for("project.edit", clauses=["B2"])
def project_edit(request: Request, pk: int) -> HttpResponse:
    project = dossiers.project(request.actor, pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        services.change(
            actor=request.actor, now=timezone.now(), project=project, fields=form.data_of(), seen=seen(form)
        )

    title = gettext("%(name)s：收费和服务电话") % {"name": project.estate.name}
    page = page_of(project.estate, title, gettext("保存"), "B2", anchor="company")
    return write(request, page, ProjectForm, save, row=project)


@page_for("estate.edit", clauses=["I3"])
def project_end(request: Request, pk: int) -> HttpResponse:
    project = dossiers.project(request.actor, pk=pk, permission="estate.edit")

    def save(form: Form) -> None:
        services.end(
            actor=request.actor,
            now=timezone.now(),
            project=project,
            until=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        )

    words = {"company": project.company.name, "name": project.estate.name}
    page = page_of(
        project.estate,
        gettext("结束%(company)s在“%(name)s”的服务？") % words,
        gettext("结束服务"),
        "I3",
        lede=gettext("从这天起，这家企业的账号不再能填写这个小区。合同、人员和公示记录保留。"),
        risk=True,
        anchor="company",
    )
    return write(request, page, EndForm, save)


@page_for("project.edit", clauses=["A2", "S5"])
def post_new(request: Request, pk: int) -> HttpResponse:
    project = dossiers.project(request.actor, pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        services.appoint(
            actor=request.actor,
            now=timezone.now(),
            project=project,
            post=form.cleaned_data["post"],
            fields=form.data_of("post"),
        )

    page = page_of(
        project.estate,
        gettext("%(name)s：关键岗位到任") % {"name": project.estate.name},
        gettext("登记到任"),
        "A2 S5",
        lede=gettext("同一岗位原来的人，在新人到任那天离任。"),
        anchor="staff",
    )
    return write(request, page, NewPostForm, save, initial={"post": request.GET.get("post", "manager")})


@page_for("project.edit", clauses=["S5"])
def post_edit(request: Request, pk: int) -> HttpResponse:
    post = dossiers.record(request.actor, "post", pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        fields = form.data_of()
        if not fields["phone"]:
            fields.pop("phone")  # an empty phone keeps the one on record, which the form does not show
        services.change_post(
            actor=request.actor, now=timezone.now(), post=post, fields=fields, seen=seen(form)
        )

    words = {"name": post.project.estate.name, "post": post.get_post_display()}
    title = gettext("%(name)s：%(post)s的信息和职责") % words
    page = page_of(post.project.estate, title, gettext("保存"), "S5", anchor="staff")
    return write(request, page, PostForm, save, row=post, initial={"phone": ""})


@page_for("project.edit", clauses=["A2"])
def post_vacate(request: Request, pk: int) -> HttpResponse:
    post = dossiers.record(request.actor, "post", pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        services.vacate(actor=request.actor, now=timezone.now(), post=post, until=form.cleaned_data["on"])

    words = {"name": post.project.estate.name, "post": post.get_post_display()}
    title = gettext("%(name)s：%(post)s离任") % words
    page = page_of(post.project.estate, title, gettext("登记离任"), "A2", anchor="staff")

    def make(*args: Any, **options: Any) -> Form:
        form = EndForm(*args, **options)
        del form.fields["reason"]
        return form

    return write(request, page, make, save)


@page_for("project.edit", clauses=["A2", "S5"])
def staff_new(request: Request, pk: int) -> HttpResponse:
    project = dossiers.project(request.actor, pk=pk, permission="project.edit")

    def save(form: Form) -> None:
        fields = form.data_of("as_of")
        services.count_staff(
            actor=request.actor,
            now=timezone.now(),
            project=project,
            as_of=form.cleaned_data["as_of"],
            fields={name: value or (None if name == "required" else 0) for name, value in fields.items()},
        )

    page = page_of(
        project.estate,
        gettext("%(name)s：人员配置") % {"name": project.estate.name},
        gettext("登记人数"),
        "A2 S5",
        lede=gettext("只记人数，不记个人。同一天再登记一次就是更正。"),
        anchor="staff",
    )
    return write(request, page, StaffForm, save, initial={"as_of": timezone.localdate()})
