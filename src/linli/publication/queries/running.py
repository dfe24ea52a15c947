"""A round that still takes facts, as the workbook people fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from linli.assessment.models import Round, Score
from linli.kernel.actor import Actor
from linli.paper.roundbook import Book, FactColumn, ItemColumn, Line, Lost
from linli.rules import packs
from linli.rules.packs import Pack

VIEW = "round.view"


def book(actor: Actor, round_: Round) -> Book:
    """Return the round as it stands, with the estates the actor may see; one query."""
    pack = packs.load(round_.policy)
    return Book(
        title=round_.title,
        policy=round_.policy,
        policy_hash=round_.pack_sha256,
        items=tuple(ItemColumn(item.id, item.title_zh, item.maximum) for item in pack.card.items),
        facts=tuple(FactColumn(spec.name, spec.label_zh) for spec in pack.card.facts.values()),
        lines=[_line(score, pack) for score in _scores(actor, round_)],
    )


def known(actor: Actor, round_: Round, codes: list[str]) -> dict[str, dict[str, Any]]:
    """Return the facts of these estates as they stand, by code and name; one query per 500."""
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(codes), 500):
        rows = _scores(actor, round_).filter(subject__code__in=codes[start : start + 500])
        found |= {score.subject.code: score.facts for score in rows}
    return found


def _scores(actor: Actor, round_: Round) -> Any:
    rows = Score.objects.visible_to(actor, VIEW).filter(round=round_, current=True)
    return rows.select_related("subject").order_by("path")


def _line(score: Score, pack: Pack) -> Line:
    subject, items = score.subject, score.result["items"]
    grades = {grade.id: grade.name_zh for grade in pack.card.grades}
    return Line(
        code=subject.code,
        estate=subject.name,
        subdistrict=subject.subdistrict,
        community=subject.community,
        company=subject.company_name,
        scores=tuple(None if item["score"] is None else Decimal(item["score"]) for item in items),
        total=Decimal(score.total).scaleb(-2),
        bonus=Decimal(score.bonus).scaleb(-2),
        grade=grades.get(score.grade, ""),
        vetoed=score.vetoed,
        complete=score.complete,
        facts=tuple(score.facts.get(name, {}).get("value") for name in pack.card.facts),
        lost=tuple(_lost(items, pack)),
    )


def _lost(items: list[dict[str, Any]], pack: Pack) -> Iterator[Lost]:
    for item in items:
        for taken in item["deductions"]:
            yield Lost(
                item=pack.card.item(item["id"]).title_zh,
                points=Decimal(taken["points"]),
                reason=taken["reason_zh"],
                fact=taken["fact"] or "",
                discretion=taken["discretion"],
            )
