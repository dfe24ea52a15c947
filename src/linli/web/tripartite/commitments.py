"""Service commitments on the desk: the list, who has none, one with what it came to, make and withdraw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.errors import NoSuch
from linli.kernel.period import year_of
from linli.registry.queries import estates
from linli.tripartite.measures import MEASURES
from linli.tripartite.queries import commitments as queries
from linli.tripartite.queries.commitments import Wanted
from linli.tripartite.rights import promises_for
from linli.tripartite.services import commitments as services
from linli.tripartite.services.commitments import Promise
from linli.tripartite.terms import Side
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.fields import DayField, LastDayField, NumberField, WordsField, choices
from linli.web.registry.forms import Form, ReasonForm
from linli.web.registry.writing import write
from linli.web.tripartite import commitment_tables as tables
from linli.web.tripartite.frame import asked, crumbs, writing

NAMES = ("q", "at", "side", "estate")


class PromiseForm(Form):
    """What a side promises; the figures on offer are those its side may promise."""

    wide = ("text",)
    side = forms.ChoiceField(label=_("哪一方的承诺"))
    text = WordsField(
        label=_("承诺什么"), rows=3, max_length=300, help_text=_("会公开，不要写姓名和手机号。能量化的写数字")
    )
    since = DayField(label=_("从哪天起"))
    until = LastDayField(label=_("最后一天"))
    measure = forms.ChoiceField(
        label=_("绑定系统里的数据"), required=False, help_text=_("绑定后系统自己判断兑现没有")
    )
    target = NumberField(label=_("要达到的数"), max_digits=9, decimal_places=2, required=False)

    def __init__(self, *args: Any, sides: tuple[Side, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = [(side.value, side.label) for side in sides]  # type: ignore[attr-defined]
        offered = [one for one in MEASURES.values() if set(one.sides) & set(sides)]
        self.fields["measure"].choices = choices(  # type: ignore[attr-defined]
            [(one.name, _measure_words(one)) for one in offered], blank=_("不绑定，由居民评")
        )


def _measure_words(one: Any) -> str:
    language = get_language() or "zh"
    limit = gettext("最多") if one.most else gettext("至少")
    return f"{one.words.say(language)} ({limit.strip()}, {one.unit.say(language)})"


@require_GET
@page_for("tripartite.view", clauses=["G8"])
def commitments_list(request: Request) -> HttpResponse:
    wanted, today = _wanted(request), timezone.localdate()
    page = paged(queries.commitments(request.actor, wanted, today=today), request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows(request.actor, page.rows, today=today),
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "sides": Side.choices,
        "without": queries.without_counts(request.actor, today=today, at=wanted.at),
        "today": today,
        "query": request.GET.urlencode(),
        "here": "commitments",
    }
    return show(request, "tripartite/commitments.html", context, part="tripartite/_commitments.html")


@require_GET
@page_for("tripartite.view", clauses=["G8"])
def commitments_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    today = timezone.localdate()
    found = list(queries.commitments(request.actor, _wanted(request), today=today))
    return tables.commitments(queries.rows(request.actor, found, today=today))


@require_GET
@page_for("tripartite.view", clauses=["G8"])
def commitments_without(request: Request) -> HttpResponse:
    side, at = _side(request), asked(request, "at")["at"]
    found = queries.estates_without(request.actor, side, today=timezone.localdate(), at=at)
    context = {
        "page": paged(found, request.GET.get("page")),
        "side": Side(side),
        "sides": Side.choices,
        "asked": {"at": at, "side": side},
        "places": estates.choices(request.actor, at=at),
        "crumbs": (*crumbs(), (reverse("tripartite:commitments"), gettext("服务承诺"))),
        "query": request.GET.urlencode(),
    }
    return show(request, "tripartite/commitments_without.html", context)


@require_GET
@page_for("tripartite.view", clauses=["G8"])
def commitments_without_export(request: Request) -> HttpResponse:
    """Send the estates without a commitment of a side."""
    side, at = _side(request), asked(request, "at")["at"]
    return tables.without(
        queries.estates_without(request.actor, side, today=timezone.localdate(), at=at), Side(side)
    )


@require_GET
@page_for("tripartite.view", clauses=["G8"])
def commitment(request: Request, pk: int) -> HttpResponse:
    row, today = queries.commitment(request.actor, pk=pk), timezone.localdate()
    own = row.side in promises_for(request.actor, row.estate)
    context = {
        "row": row,
        "found": queries.rows(request.actor, [row], today=today)[0],
        "may_withdraw": own and row.withdrawn_on is None and row.until > today,
        "crumbs": crumbs(row.estate),
        "today": today,
    }
    return show(request, "tripartite/commitment.html", context)


@page_for("commitment.make", clauses=["G8"])
def commitment_new(request: Request, code: str) -> HttpResponse:
    estate = estates.estate(request.actor, code=code, permission="commitment.make")
    sides, today = promises_for(request.actor, estate), timezone.localdate()
    if not sides:
        raise NoSuch("您在这个小区没有可以代表的一方。", "You stand for no side of this estate.")

    def make(*args: Any, **options: Any) -> PromiseForm:
        return PromiseForm(*args, sides=sides, **options)

    def save(form: Form) -> None:
        read = form.data_of()
        services.make(actor=request.actor, now=timezone.now(), estate=estate, given=Promise(**read))

    page = writing(
        estate,
        gettext("%(name)s：作出服务承诺") % {"name": estate.name},
        gettext("公开承诺"),
        "G8",
        lede=gettext(
            "保存后马上出现在小区的公开页上。物业企业公开作出的承诺是合同的一部分（《民法典》第938条）。"
        ),
        done=gettext("已公开。居民扫码可以看到，也可以评说到做到没有。"),
    )
    start = {"side": sides[0].value, "since": today, "until": year_of(today).end}
    return write(request, page, make, save, initial=start)


@page_for("commitment.make", clauses=["G8"])
def commitment_withdraw(request: Request, pk: int) -> HttpResponse:
    row = queries.own(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.withdraw(
            actor=request.actor, now=timezone.now(), commitment=row, reason=form.cleaned_data["reason"]
        )

    page = writing(
        row.estate,
        gettext("撤回这条承诺？"),
        gettext("撤回"),
        "G8",
        back=reverse("tripartite:commitment", args=[pk]),
        lede=row.text,
        done=gettext("已撤回。承诺和原因仍公开一年。"),
        risk=True,
    )
    return write(request, page, ReasonForm, save)


def _wanted(request: Request) -> Wanted:
    return Wanted(**asked(request, *NAMES), state=request.GET.get("state", "now")[:10])


def _side(request: Request) -> str:
    side = request.GET.get("side", "")
    return side if side in Side.values else Side.COMPANY.value
