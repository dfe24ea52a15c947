"""A party activity recorded on a phone: two screens, eight fields; and its correction (F1 F2 H4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.doors.middleware import status_of
from linli.kernel.errors import DomainError, Refused, Stale
from linli.party.queries import activities as queries
from linli.party.services import activities as services
from linli.party.services.taking import Held, Present
from linli.web.pages import page_for, show
from linli.web.party import life
from linli.web.party.life_forms import CorrectForm, FirstForm, SecondForm
from linli.web.registry.forms import Form
from linli.web.registry.writing import seen, write
from linli.web.templatetags.parts import said
from linli.web.tripartite.photos import keep

if TYPE_CHECKING:
    from linli.party.models import Activity, Organisation

FIRST = ("kind", "on", "topic", "place_note")


@dataclass(slots=True)
class Screens:
    """Both screens of one record. second: None while the first is being filled in; open: the first shows"""

    organisation: Organisation
    planned: Activity | None
    first: FirstForm
    second: SecondForm | None = None
    open: bool = True

    @property
    def forms(self) -> list[Form]:
        return [self.first, *([self.second] if self.second is not None else [])]

    @property
    def joined(self) -> bool:
        """Test if somebody else was said to have joined in."""
        return self.second is not None and any(self.second.data.get(name) for name in self.second.joint)


@page_for("activity.record", clauses=["F1", "F2", "H4"])
def record(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    organisation = queries.organisation_to_record(request.actor, pk=pk, today=today)
    start = {"on": life.day_asked(request.GET.get("on", ""), today), "kind": request.GET.get("kind", "")}
    return _two_screens(request, organisation, None, start)


@page_for("activity.record", clauses=["F1", "F2"])
def hold(request: Request, pk: int) -> HttpResponse:
    row = queries.own_activity(request.actor, pk=pk, today=timezone.localdate())
    if row.held_on is not None or row.planned_at is None:
        return redirect("party:activity", pk=row.pk)
    planned = timezone.localdate(row.planned_at)
    start = {"on": min(planned, timezone.localdate()), **{n: getattr(row, n) for n in FIRST if n != "on"}}
    return _two_screens(request, row.host, row, start)


def _two_screens(
    request: Request, organisation: Organisation, planned: Activity | None, start: dict[str, Any]
) -> HttpResponse:
    if request.method != "POST":
        return _show(request, Screens(organisation, planned, FirstForm(initial=start)))
    screens = Screens(organisation, planned, FirstForm(request.POST))
    filled = request.POST.get("step") == "2"
    if not screens.first.is_valid():
        return _show(request, screens, status=422)
    try:
        _second(request, screens, filled=filled)
        screens.open = False
        if not filled:
            return _show(request, screens)
        if screens.second is None or not screens.second.is_valid():
            return _show(request, screens, status=422)
        row = _save(request, screens)
    except (Refused, Stale) as error:
        _put(request, screens, error)
        return _show(request, screens, status=status_of(error))
    messages.success(request, gettext("已记下，计入参加的每个组织，工作手册里也有了。"))
    return redirect("party:activity", pk=row.pk)


def _second(request: Request, screens: Screens, *, filled: bool, twice: bool = False) -> None:
    """Make the second screen for what the first one says.

    :raises Refused: if that can't have been
    """
    told, actor, today = screens.first.cleaned_data, request.actor, timezone.localdate()
    host = screens.organisation
    branch = queries.can_be_held(actor, host, kind=told["kind"], on=told["on"], today=today)
    joint = [(each.pk, each.name) for each in queries.neighbours(actor, host, today=today)]
    sent = queries.sent_to(actor, [host.pk, *(key for key, _ in joint)], on=told["on"])
    options: dict[str, Any] = {
        "instructors": sorted({(each.pk, f"{each.name}（{each.unit}）") for each in sent}),
        "twice": twice or "again" in request.POST,
        "joint": joint,
        "expected": branch.members,
    }
    screens.second = SecondForm(request.POST, request.FILES, **options) if filled else SecondForm(**options)


def _save(request: Request, screens: Screens) -> Activity:
    told, form, now = screens.first.cleaned_data, screens.second, timezone.now()
    if form is None:
        raise ValueError("the second screen is filled in before it is saved")
    host = screens.organisation
    place = life.shelf(request.actor, host.path)
    photos = keep(request, form, "photos", place=place, now=now, types=PHOTOS)
    read = form.cleaned_data
    joined = [Present(int(name.removeprefix("with-")), read[name]) for name in form.joint if read.get(name)]
    held = Held(
        kind=told["kind"],
        on=told["on"],
        topic=told["topic"],
        place_note=told["place_note"],
        attendance=(Present(host.pk, read["present"]), *joined),
        minutes=read["minutes"],
        lecturer=screens.planned.lecturer if screens.planned is not None else "",
        instructors=frozenset(read.get("instructors", ())),
        photos=photos,
        again=read.get("again", False),
    )
    actor, planned = request.actor, screens.planned
    return services.record(actor=actor, now=now, organisation=host, held=held, planned=planned)


def _put(request: Request, screens: Screens, error: DomainError) -> None:
    """Put a refusal beside its field, on whichever screen that is; what was typed stays."""
    words, fields = said(error), getattr(error, "fields", ())
    if "again" in fields:
        kept = screens.second.data if screens.second is not None else request.POST
        _second(request, screens, filled=True, twice=True)
        if screens.second is not None:
            screens.second.data = kept
            screens.second.full_clean()
    first = [name for name in fields if name in screens.first.fields]
    second = screens.second
    if first or second is None:
        screens.open = True
        screens.first.add_error(first[0] if first else None, words)
        return
    named = [name for name in fields if name in second.fields]
    second.add_error(named[0] if named else None, words)


def _show(request: Request, screens: Screens, *, status: int = 200) -> HttpResponse:
    context = {
        "screens": screens,
        "first": screens.first,
        "second": screens.second,
        "organisation": screens.organisation,
        "crumbs": life.calendar_crumbs(screens.organisation),
    }
    return show(request, "party/record.html", context, status=status)


@page_for("activity.record", clauses=["F1"])
def correct(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    row = queries.own_activity(request.actor, pk=pk, today=today)
    taking = queries.detail(request.actor, row, today=today).participations
    bodies = [(each.organisation_id, each.organisation.name) for each in taking]
    numbers = {f"present-{each.organisation_id}": each.present for each in taking}
    numbers |= {f"expected-{each.organisation_id}": each.expected for each in taking}

    def make(*args: Any, **options: Any) -> CorrectForm:
        return CorrectForm(*args, bodies=bodies, **options)

    def save(form: Form) -> None:
        now, read = timezone.now(), form.cleaned_data
        place = life.shelf(request.actor, row.host.path)
        photos = keep(request, form, "photos", place=place, now=now, types=PHOTOS)
        services.correct(
            actor=request.actor,
            now=now,
            activity=row,
            fields={name: read[name] for name in services.CORRECTABLE},
            present={key: (read[f"present-{key}"], read[f"expected-{key}"]) for key, _ in bodies},
            photos=photos,
            seen=seen(form),
        )

    page = life.writing(
        gettext("更正“%(topic)s”的记录") % {"topic": row.topic},
        gettext("保存更正"),
        "F1",
        way=life.calendar_crumbs(row.host),
        back=reverse("party:activity", args=[row.pk]),
        lede=gettext("改前改后都留在操作记录里。"),
    )
    return write(request, page, make, save, row=row, initial={**numbers, "photos": None})
