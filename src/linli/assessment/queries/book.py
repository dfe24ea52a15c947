"""A round as a workbook: what stands now, and what somebody changed in it by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from linli.assessment.models import Round, Score
from linli.assessment.scoring.run import pack_of
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.paper.roundbook import Book, FactColumn, ItemColumn, Line, losses, scores_of
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import FactFault, FactSpec, dump, parse

CHUNK = 500
MOST = 5000  # estates changed by one workbook: more is another round's, or a mistake


def book(actor: Actor, round: Round) -> Book:
    """Return the estates of a round the actor may see as a workbook's content."""
    card = pack_of(round).card
    rows = Score.objects.visible_to(actor, "round.view").filter(round=round, current=True)
    grades = {grade.id: grade.name_zh for grade in card.grades}
    titles = {item.id: item.title_zh for item in card.items}
    return Book(
        title=round.title,
        policy=round.policy,
        policy_hash=round.pack_sha256,
        items=tuple(ItemColumn(item.id, item.title_zh, item.maximum) for item in card.items),
        facts=tuple(FactColumn(each.name, each.label_zh) for each in card.facts.values()),
        lines=_Lines(rows.select_related("subject").order_by("path"), tuple(card.facts), grades, titles),
    )


class _Lines(Sequence[Line]):
    """The round's lines, read anew each time a sheet walks over them, so that memory stays flat."""

    def __init__(
        self, rows: Any, facts: tuple[str, ...], grades: dict[str, str], titles: dict[str, str]
    ) -> None:
        self.rows, self.facts, self.grades, self.titles = rows, facts, grades, titles

    def __iter__(self) -> Iterator[Line]:
        for score in self.rows.iterator(chunk_size=CHUNK):
            yield self._line(score)

    def __len__(self) -> int:
        return int(self.rows.count())

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self._line(score) for score in self.rows[index]]
        return self._line(self.rows[index])

    def _line(self, score: Score) -> Line:
        subject, items = score.subject, score.result["items"]
        return Line(
            code=subject.code,
            estate=subject.name,
            subdistrict=subject.subdistrict,
            community=subject.community,
            company=subject.company_name,
            scores=scores_of(items),
            total=points.decimal(score.total) if score.complete else None,
            bonus=points.decimal(score.bonus),
            grade=self.grades.get(score.grade, ""),
            vetoed=score.vetoed,
            complete=score.complete,
            facts=tuple(score.facts.get(name, {}).get("value") for name in self.facts),
            lost=tuple(losses(items, self.titles)),
        )


def changed(actor: Actor, round: Round, values: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the facts of a workbook that differ from what stands now, by estate code; one query.

    values: facts as they were read back, by estate code; an estate the actor may not see is kept, so that
    entering it is refused by name
    :raises Refused: if more estates are changed than one workbook may
    """
    specs = pack_of(round).card.facts
    rows = Score.objects.visible_to(actor, "round.view").filter(round=round, current=True)
    standing = dict(rows.filter(subject__code__in=list(values)).values_list("subject__code", "facts"))
    found: dict[str, dict[str, Any]] = {}
    for code, facts in values.items():
        now = standing.get(code, {})
        news = {
            name: raw
            for name, raw in facts.items()
            if _differs(specs.get(name), raw, now.get(name, {}).get("value"))
        }
        if news:
            found[code] = news
    if len(found) > MOST:
        raise Refused(
            f"这份表格改了 {len(found)} 个小区，一次最多 {MOST} 个。请分几次导入。",
            f"The workbook changes {len(found)} estates; {MOST} at once at most. Import it in parts.",
        )
    return found


def _differs(spec: FactSpec | None, raw: Any, standing: Any) -> bool:
    if spec is None:
        return True
    try:
        value = dump(parse(spec, raw, table=True))
    except FactFault:
        return True
    return value != standing or type(value) is not type(standing)
