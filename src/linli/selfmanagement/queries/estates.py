"""Self-managed estates: papers with their validity, the month's work, this year's money (C1 C3 C4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.period import Period, month_of
from linli.registry.models import Estate, RuleDocument
from linli.registry.models.finding import matches
from linli.registry.queries.estates import names
from linli.registry.terms import DocumentKind, Mode
from linli.selfmanagement.ledger import Totals
from linli.selfmanagement.models import GridWork
from linli.selfmanagement.queries.sums import by_estate
from linli.selfmanagement.terms import Work

PAPERS = (DocumentKind.CHARTER, DocumentKind.SERVICE_AGREEMENT)
SOON = timedelta(days=60)  # so long before it ends a paper is listed as running out


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything. lacks: a key of `LACKS`"""

    q: str = ""
    at: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """How an estate stands with a kind of paper. tone: "ok", "wait" (runs out), "late" (over, or none)"""

    kind: DocumentKind
    row: RuleDocument | None
    versions: int
    tone: str

    @property
    def is_over(self) -> bool:
        return self.row is not None and self.tone == "late"


@dataclass(frozen=True, slots=True)
class Row:
    """An estate in the overview. works: how often each of the four was done in the month"""

    estate: Estate
    subdistrict: str
    community: str
    charter: Paper
    agreement: Paper
    works: dict[str, int]
    money: Totals

    @property
    def undone(self) -> tuple[Any, ...]:
        return tuple(work for work in Work if not self.works.get(work))


def estates(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the self-managed estates `wanted`, by place; the caller cuts a page out of them."""
    rule = matches(wanted.q) if wanted.q else Q()
    if wanted.lacks in LACKS:
        rule &= LACKS[wanted.lacks](today)
    seen = Estate.objects.visible_at(actor, "selfmanagement.view", wanted.at)
    return seen.filter(rule, closed_on__isnull=True, mode=Mode.SELF).order_by("path")


def rows(actor: Actor, found: Sequence[Estate], *, today: date, month: Period | None = None) -> list[Row]:
    """Return how each of `found` stands; four queries."""
    keys: Any = [row.pk for row in found]
    if len(keys) >= 500:
        keys = Estate.objects.visible_to(actor, "selfmanagement.view").filter(mode=Mode.SELF).values("pk")
    places = names(actor, {up for row in found for up in paths.chain(row.path)[:-1]})
    papers: dict[tuple[int, str], list[RuleDocument]] = {}
    documents = RuleDocument.objects.filter(estate__in=keys, kind__in=PAPERS)
    for row in documents.order_by("-issued_on", "-pk"):
        papers.setdefault((row.estate_id, row.kind), []).append(row)
    works = counts(actor, keys, month or month_of(today))
    money = by_estate(actor, keys, year=today.year)
    return [
        Row(
            estate=row,
            subdistrict=_above(row.path, places, "subdistrict"),
            community=_above(row.path, places, "community"),
            charter=_paper(DocumentKind.CHARTER, papers.get((row.pk, DocumentKind.CHARTER), []), today),
            agreement=_paper(
                DocumentKind.SERVICE_AGREEMENT,
                papers.get((row.pk, DocumentKind.SERVICE_AGREEMENT), []),
                today,
            ),
            works=works.get(row.pk, {}),
            money=money.get(row.pk, Totals()),
        )
        for row in found
    ]


def figures(actor: Actor, *, at: str, today: date) -> dict[str, int]:
    """Return how many estates lack what, by the keys of `LACKS`, and `all`; one query."""
    seen = Estate.objects.visible_at(actor, "selfmanagement.view", at)
    rows_ = seen.filter(closed_on__isnull=True, mode=Mode.SELF)
    flags = {f"no_{name}": Exists(_same(rule(today))) for name, rule in LACKS.items()}
    found = {"all": 0, **dict.fromkeys(LACKS, 0)}
    for row in rows_.annotate(**flags).values_list(*flags):
        found["all"] += 1
        for name, lacks in zip(LACKS, row, strict=True):
            found[name] += bool(lacks)
    return found


def counts(actor: Actor, keys: Any, month: Period) -> dict[int, dict[str, int]]:
    """Return how often each duty was done in a period, by estate; one query."""
    found: dict[int, dict[str, int]] = {}
    rows_ = GridWork.objects.filter(estate__in=keys, on__gte=month.start, on__lt=month.end)
    for estate, work, number in rows_.order_by().values_list("estate", "work").annotate(Count("pk")):
        found.setdefault(estate, {})[work] = number
    return found


def papers(actor: Actor, estate: Estate, *, today: date) -> list[tuple[Paper, list[RuleDocument]]]:
    """Return each kind of paper with its versions, latest first; one query."""
    seen = RuleDocument.objects.visible_to(actor, "selfmanagement.view")
    versions = list(
        seen.filter(estate=estate, kind__in=PAPERS).select_related("file").order_by("-issued_on", "-pk")
    )
    found = []
    for kind in PAPERS:
        mine = [row for row in versions if row.kind == kind]
        found.append((_paper(kind, mine, today), mine))
    return found


def own(actor: Actor, *, at: str = "") -> Any:
    """Return the self-managed estates where the actor records the four duties, by place."""
    seen = Estate.objects.visible_at(actor, "gridwork.record", at)
    return seen.filter(closed_on__isnull=True, mode=Mode.SELF).order_by("path")


def _same(rule: Q) -> Any:
    return Estate.objects.filter(rule, pk=OuterRef("pk"))


def _paper(kind: DocumentKind, versions: list[RuleDocument], today: date) -> Paper:
    """Return how it stands: what is in force counts, else the latest that was."""
    held = next((row for row in versions if row.issued_on <= today and _holds(row, today)), None)
    if held is None:
        return Paper(kind, versions[0] if versions else None, len(versions), "late")
    soon = held.valid_until is not None and held.valid_until <= today + SOON
    return Paper(kind, held, len(versions), "wait" if soon else "ok")


def _holds(row: RuleDocument, today: date) -> bool:
    return row.valid_until is None or row.valid_until > today


def _held(kind: str, on: date) -> Q:
    rows_ = RuleDocument.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on),
        estate=OuterRef("pk"),
        kind=kind,
        issued_on__lte=on,
    )
    return Q(Exists(rows_))


def _running_out(on: date) -> Q:
    rows_ = RuleDocument.objects.filter(
        estate=OuterRef("pk"), kind__in=PAPERS, valid_until__gt=on, valid_until__lte=on + SOON
    )
    return Q(Exists(rows_))


def _undone(on: date) -> Q:
    month, rule = month_of(on), Q()
    for work in Work:
        rows_ = GridWork.objects.filter(
            estate=OuterRef("pk"), work=work, on__gte=month.start, on__lt=month.end
        )
        rule |= ~Q(Exists(rows_))
    return rule


LACKS: dict[str, Any] = {
    "charter": lambda on: ~_held(DocumentKind.CHARTER, on),
    "agreement": lambda on: ~_held(DocumentKind.SERVICE_AGREEMENT, on),
    "expiring": _running_out,
    "work": _undone,
}


def _above(path: str, places: dict[str, tuple[str, str]], level: str) -> str:
    found = (places[up][1] for up in paths.chain(path)[:-1] if up in places and places[up][0] == level)
    return next(found, "")
