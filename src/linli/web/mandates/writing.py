"""The forms of mandates: giving and ending one, recording a visit."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.mandates.queries import gaps
from linli.mandates.queries import mandates as queries
from linli.mandates.services import mandates as services
from linli.mandates.services import visits
from linli.mandates.services.mandates import Given
from linli.mandates.services.visits import Seen
from linli.mandates.terms import PUBLIC_KINDS
from linli.web.mandates.forms import EndForm, MandateForm, VisitForm
from linli.web.mandates.frame import crumbs, writing
from linli.web.pages import page_for, show
from linli.web.registry.forms import Form
from linli.web.registry.writing import write
from linli.web.tripartite.photos import keep


@page_for("mandate.manage", clauses=["I7", "K1"])
def mandate_new(request: Request) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    path = request.GET.get("at", "")[:160]
    choices = gaps.choices(actor)
    if not path and len(choices) == 1:
        path = choices[0][0]
    if not path:
        context = {"choices": choices, "crumbs": crumbs(), "kind": request.GET.get("kind", "")}
        return show(request, "mandates/choose.html", context)
    subdistrict = gaps.subdistrict(actor, path=path)
    below = gaps.below(actor, path=path)

    def make(*args: Any, **options: Any) -> MandateForm:
        people = queries.candidates(actor, path=path, today=today)
        return MandateForm(*args, places=below, people=people, **options)

    def save(form: Form) -> None:
        read = form.data_of("place", "user")
        public = cast("MandateForm", form).is_public()
        place = subdistrict if public else gaps.place(actor, path=form.cleaned_data["place"] or path)
        given = Given(**read, user_id=form.cleaned_data["user"])
        services.give(actor=actor, now=timezone.now(), subdistrict=subdistrict, place=place, given=given)

    page = writing(
        None,
        gettext("%(name)s：明确责任人") % {"name": subdistrict.short},
        gettext("登记"),
        "I7 K1",
        lede=gettext("分管领导和责任科室向居民公开；工作联系点、包干片登记后可以记走访。"),
    )
    start = {"since": today, "kind": request.GET.get("kind", ""), "place": request.GET.get("place", "")}
    return write(request, page, make, save, initial=start)


@page_for("mandate.manage", clauses=["I7", "K1"])
def mandate_end(request: Request, pk: int) -> HttpResponse:
    row = queries.mandate(request.actor, pk=pk, permission="mandate.manage")

    def save(form: Form) -> None:
        services.end(actor=request.actor, now=timezone.now(), mandate=row, **form.data_of())

    words = {"name": row.name, "kind": row.get_kind_display()}
    page = writing(
        row,
        gettext("%(name)s不再是%(kind)s？") % words,
        gettext("登记结束"),
        "I7" if row.kind in PUBLIC_KINDS else "K1",
        lede=gettext("走访记录留着。结束以后，这里会列为没有明确责任，直到登记接任的人。"),
        risk=True,
    )
    return write(request, page, EndForm, save)


@page_for("mandate.view", clauses=["K1"])
def visit_new(request: Request, pk: int) -> HttpResponse:
    row = queries.to_visit(request.actor, pk=pk)

    def make(*args: Any, **options: Any) -> VisitForm:
        return VisitForm(*args, promises=queries.promises(request.actor, row), **options)

    def save(form: Form) -> None:
        now = timezone.now()
        photos = keep(request, form, "photos", place=row.path, now=now, types=PHOTOS)
        seen = Seen(**form.data_of("photos"), photos=photos)
        visits.record(actor=request.actor, now=now, mandate=row, seen=seen)

    place = queries.rows(request.actor, [row])[0].place
    page = writing(row, gettext("走访%(place)s") % {"place": place}, gettext("记下这次走访"), "K1")
    return write(request, page, make, save, initial={"on": timezone.localdate()})
