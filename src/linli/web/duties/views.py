"""The clauses as they are carried out (条文落实表), place against place, and the printed summary."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from linli.doors.http import Request
from linli.duties.queries import standing, summaries
from linli.duties.services import summaries as writing
from linli.duties.sheets import Figures
from linli.duties.terms import TONES, Every, State
from linli.paper import docx
from linli.rules.duties.periods import code_of, period_of
from linli.rules.packs import Pack
from linli.web.downloads import DOCX, attachment
from linli.web.duties.asking import asked, frame, pack
from linli.web.duties.paper import letter
from linli.web.pages import page_for, show

CLAUSES = (
    "A1", "A3", "C1", "C3", "C4", "D1", "D2", "D3", "D4", "E1", "E2", "F1", "F2", "F3",
    "G1", "G2", "G3", "G4", "G6", "G7", "G8", "H1", "H2", "H3", "H4", "I7", "J6", "K1",
)  # fmt: skip
WORDS = {**{str(state): state.label for state in State}}


@require_GET
@page_for("duty.view", clauses=CLAUSES)
def clauses(request: Request) -> HttpResponse:
    wanted, rules = asked(request), pack()
    figures = standing.figures(
        request.actor, rules, path=wanted.place.path, period=wanted.period, today=wanted.today
    )
    context = {
        **frame(request, wanted),
        "rows": _rows(rules, figures),
        "total": sum(figures.values(), Figures()),
        "readings": rules.duties.readings,
        "may_sum_up": _may_sum_up(request, wanted.place.path, wanted.place.level),
    }
    return show(request, "duties/clauses.html", context)


def _may_sum_up(request: Request, path: str, level: str) -> bool:
    return level in ("district", "subdistrict") and request.actor.may("summary.make", at=path)


def _rows(rules: Pack, figures: dict[str, Figures]) -> list[dict[str, object]]:
    """Return a row for each clause of the pack, in its order."""
    found = []
    for clause in rules.clauses:
        duties = [
            {
                "duty": duty,
                "every": Every(duty.every).label,
                "figures": figures[duty.id],
                "tone": TONES.get(figures[duty.id].state, ""),
            }
            for duty in rules.duties.rules
            if duty.clause == clause.id
        ]
        total = sum((figures[each["duty"].id] for each in duties), Figures())  # type: ignore[attr-defined]
        state = total.state
        found.append(
            {
                "clause": clause,
                "duties": duties,
                "state": state,
                "tone": TONES.get(state, ""),
                "words": WORDS.get(state, ""),
            }
        )
    return found


@require_GET
@page_for("duty.view", clauses=["A3"])
def places(request: Request) -> HttpResponse:
    wanted = asked(request)
    rows = summaries.by_place(
        request.actor, pack(), path=wanted.place.path, period=wanted.period, today=wanted.today
    )
    ordered = sorted(rows, key=lambda row: (-row[1].overdue, -row[1].due, row[0].path))
    return show(request, "duties/places.html", {**frame(request, wanted), "rows": ordered})


@require_POST
@page_for("summary.make", clauses=["A3"])
def summary(request: Request) -> HttpResponse:
    now = timezone.now()
    period = period_of(request.POST.get("period", "")[:12])
    found = writing.make(
        actor=request.actor, now=now, pack=pack(), path=request.POST.get("place", "")[:160], period=period
    )
    data = docx.notice(letter(found, pack(), day=timezone.localdate(now)))
    return attachment(data, f"summary-{found.place.code}-{code_of(period)}.docx", DOCX)
