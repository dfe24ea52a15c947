"""Forms of what was done for the three defences, made for a phone on site."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.doors.http import Request
from linli.registry.queries import dossiers, emergencies
from linli.registry.services import emergencies as services
from linli.registry.terms import EmergencyKind
from linli.web.pages import page_for
from linli.web.registry.estate_forms import mine, page_of
from linli.web.registry.fields import DayField
from linli.web.registry.forms import Form, ReasonForm
from linli.web.registry.records import with_file
from linli.web.registry.writing import write


class EmergencyForm(Form):
    kind = forms.ChoiceField(label=_("做了哪一样"), choices=EmergencyKind.choices, widget=forms.RadioSelect)
    on = DayField(label=_("哪天做的"))
    photo = forms.FileField(
        label=_("照片"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("会去掉拍摄位置"),
    )
    note = forms.CharField(
        label=_("说明"),
        max_length=300,
        required=False,
        help_text=_("如：沙袋 200 只、水泵 2 台；参加 12 人"),
    )


@page_for("project.edit", clauses=["S10"])
def emergency_new(request: Request, code: str) -> HttpResponse:
    estate = mine(request, code, "project.edit")
    project = dossiers.open_project(request.actor, estate, today=timezone.localdate())

    def save(form: Form) -> None:
        fields = with_file(request, form, "photo", estate, permission="estate.view")
        services.record(
            actor=request.actor,
            now=timezone.now(),
            estate=estate,
            project=project,
            kind=fields["kind"],
            on=fields["on"],
            note=fields["note"],
            photo=fields.get("photo"),
        )

    page = page_of(
        estate,
        gettext("%(name)s：登记三防工作") % {"name": estate.name},
        gettext("登记"),
        "S10",
        lede=gettext("做完一样登记一样，拍一张照片；评分表的“三防应急”按最近一次自动记上。"),
        anchor="emergency",
    )
    start = {"on": timezone.localdate(), "kind": request.GET.get("kind", "")}
    return write(request, page, EmergencyForm, save, initial=start)


@page_for("project.edit", clauses=["S10"])
def emergency_void(request: Request, pk: int) -> HttpResponse:
    row = emergencies.record(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.take_back(actor=request.actor, now=timezone.now(), row=row, **form.data_of())

    page = page_of(
        row.estate,
        gettext("作废“%(kind)s”这条记录？") % {"kind": row.get_kind_display()},
        gettext("作废"),
        "S10",
        lede=gettext("作废以后不再计分，原来的记录和理由都留着。"),
        risk=True,
        anchor="emergency",
    )
    return write(request, page, ReasonForm, save)
