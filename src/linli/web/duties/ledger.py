"""The ledger (台账): obligation by obligation, with the record behind it or the form that finishes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.duties.queries import areas, finding, ledgers
from linli.duties.queries.ledgers import Asked
from linli.duties.sheets import Cell
from linli.duties.terms import TONES, Every, State, SubjectKind
from linli.kernel import place as paths
from linli.paper.columns import Column
from linli.rules.duties.periods import label_of
from linli.web.duties import addresses
from linli.web.duties import asking as reading
from linli.web.lists import COUNT_CAP, Page
from linli.web.pages import page_for, show
from linli.web.registry.tables import send

SIZE = 50
WORDS = {str(state): state.label for state in State}
KINDS = {str(kind): kind.label for kind in SubjectKind}
OPEN = ("overdue", "due")
COLUMNS = (
    Column("条款", width=8),
    Column("义务", width=34),
    Column("频次", width=10),
    Column("对象类别", width=14),
    Column("对象", width=30),
    Column("所在", width=26),
    Column("时段", width=16),
    Column("最后期限", "date"),
    Column("状态", width=10),
    Column("完成日期", "date"),
    Column("迟办", width=8),
    Column("记录编号", "integer"),
    Column("出处", width=50),
)


def _asked(request: Request) -> Asked:
    state = request.GET.get("state", "")
    states = OPEN if state == "open" else (state,) if state in WORDS else ()
    return Asked(
        duty=request.GET.get("duty", "")[:60], subject=request.GET.get("subject", "")[:60], states=states
    )


@require_GET
@page_for("duty.view", clauses=["A3", "F1", "F2", "G6", "K1"])
def ledger(request: Request) -> HttpResponse:
    wanted, asked, rules = reading.asked(request), _asked(request), reading.pack().duties
    found = ledgers.looked_up(
        request.actor,
        rules,
        path=wanted.place.path,
        period=wanted.period,
        today=wanted.today,
        duty=asked.duty,
    )
    page = _page(ledgers.lines(request.actor, found, asked), request.GET.get("page"))
    context = {
        **reading.frame(request, wanted),
        "page": page,
        "rows": _rows(request, page.rows),
        "asked": asked,
        "state": request.GET.get("state", ""),
        "states": [("open", gettext("没做完的")), *((str(state), state.label) for state in State)],
        "rules": [rule for rule in rules.rules if rule.every != "any"],
        "duty": rules.get(asked.duty),
        "every": {str(every): every.label for every in Every},
        "export": request.GET.urlencode(),
    }
    return show(request, "duties/ledger.html", context, part="duties/_ledger.html")


def _page(cells: Iterator[Cell], asked: str | None) -> Page:
    """Return a page of what is walked through once; it is counted as far as lists count."""
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and 0 < int(asked) < 10**4 else 1
    rows = list(islice(cells, (number - 1) * SIZE, number * SIZE))
    seen = (number - 1) * SIZE + len(rows)
    more = sum(1 for _ in islice(cells, COUNT_CAP + 1 - seen)) if seen <= COUNT_CAP else 0
    if not rows:
        return Page([], 1, SIZE, 0)
    return Page(rows, number, SIZE, seen + more)


def _rows(request: Request, cells: list[Cell]) -> list[dict[str, object]]:
    """Return the obligations of a page with their links; three statements."""
    abouts = ledgers.abouts(request.actor, cells)
    codes = finding.codes(request.actor, {cell.subject.place for cell in cells if _is_estate(cell)})
    above = {paths.parent(cell.subject.place) if _is_estate(cell) else cell.subject.place for cell in cells}
    names = areas.names(request.actor, paths=above)
    return [_row(request, cell, abouts, codes, names) for cell in cells]


def _is_estate(cell: Cell) -> bool:
    return paths.is_estate(cell.subject.place)


def _row(
    request: Request,
    cell: Cell,
    abouts: dict[int, tuple[str, str, str]],
    codes: dict[str, str],
    names: dict[str, str],
) -> dict[str, object]:
    code = codes.get(cell.subject.place, "")
    kind, key, _ = abouts.get(cell.line, (*cell.record.partition(":")[::2], ""))
    open_ = cell.outcome.state in OPEN
    mine = request.actor.role in cell.duty.who
    place = paths.parent(cell.subject.place) if _is_estate(cell) else cell.subject.place
    return {
        "cell": cell,
        "tone": TONES[cell.outcome.state],
        "words": WORDS[cell.outcome.state],
        "kind": KINDS[cell.subject.kind],
        "window": label_of(cell.window) if cell.window else None,
        "place": names.get(place, ""),
        "record": addresses.record(kind, key, code) if kind else "",
        "do": _do(cell) if open_ and mine else "",
    }


def _do(cell: Cell) -> str:
    return reverse("duties:do", args=[cell.duty.id, cell.subject.kind, cell.subject.key])


@require_GET
@page_for("duty.view", clauses=["A3"])
def export(request: Request) -> HttpResponse:
    """Send exactly the lines the ledger would show over all its pages, as a workbook."""
    wanted, asked, rules = reading.asked(request), _asked(request), reading.pack().duties
    found = ledgers.looked_up(
        request.actor,
        rules,
        path=wanted.place.path,
        period=wanted.period,
        today=wanted.today,
        duty=asked.duty,
    )
    ledgers.most(request.actor, found)
    chains = {path for sheet in found.sheets for subject in sheet.subjects for path in _upper(subject.place)}
    names = areas.names(request.actor, paths=chains)
    rows = _lines(ledgers.lines(request.actor, found, asked), names)
    return send(gettext("工作台账"), COLUMNS, rows)


def _upper(path: str) -> tuple[str, ...]:
    return tuple(each for each in paths.chain(path)[2:] if not paths.is_estate(each))


def _lines(cells: Iterable[Cell], names: dict[str, str]) -> Iterator[tuple[object, ...]]:
    lang = get_language() or "zh"
    every = {str(each): str(each.label) for each in Every}
    words = {key: str(label) for key, label in WORDS.items()}
    kinds = {key: str(label) for key, label in KINDS.items()}
    for cell in cells:
        outcome = cell.outcome
        yield (
            cell.duty.clause,
            cell.duty.name.say(lang),
            every[cell.duty.every],
            kinds[cell.subject.kind],
            cell.subject.name,
            " ".join(names[path] for path in _upper(cell.subject.place) if path in names),
            label_of(cell.window).say(lang) if cell.window else "",
            outcome.due,
            words[outcome.state],
            outcome.by.on if outcome.by else None,
            gettext("迟办") if outcome.late else "",
            cell.line or None,
            cell.duty.source.say(lang),
        )


@require_GET
@page_for("duty.view", clauses=["A3"])
def do(request: Request, duty: str, kind: str, key: int) -> HttpResponse:
    """Send on to the form that finishes a duty of a subject; to its ledger if there is none."""
    (rule,) = ledgers.rules_of(request.actor, reading.pack().duties, duty=duty)
    subject = finding.subject(request.actor, kind=kind, key=key)
    form = addresses.form_for(rule.met_by, kind, key=subject.key, code=subject.code, place=subject.place)
    return redirect(form or f"{reverse('duties:ledger')}?duty={duty}&subject={kind}:{key}")
