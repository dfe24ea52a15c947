"""A published round as one workbook: results, deductions, facts. The facts can be read back in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, overload

from linli.paper.roundbook import Book, FactColumn, ItemColumn, Line, losses, round_workbook, scores_of
from linli.publication.models import PublishedRound, PublishedSheet


class Lines(Sequence[Line]):
    """The round's lines, read from the database each time a sheet walks over them: memory stays flat."""

    def __init__(self, published: PublishedRound, facts: list[str], titles: dict[str, str]) -> None:
        self.published, self.facts, self.titles = published, facts, titles
        self.rows = (
            PublishedSheet.objects.filter(score__round=published)
            .select_related("score")
            .order_by("score__position")
        )

    def __iter__(self) -> Iterator[Line]:
        for sheet in self.rows.iterator(chunk_size=500):
            yield self._line(sheet)

    def __len__(self) -> int:
        return int(self.published.figures["count"])

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self._line(sheet) for sheet in self.rows[index]]
        return self._line(self.rows[index])

    def _line(self, sheet: PublishedSheet) -> Line:
        score = sheet.score
        items = sheet.result["items"]
        return Line(
            code=score.estate_code,
            estate=score.estate_name,
            subdistrict=score.subdistrict,
            community=score.community,
            company=score.served_by,
            scores=scores_of(items),
            total=score.points,
            bonus=Decimal(score.bonus).scaleb(-2),
            grade=score.grade,
            vetoed=score.vetoed,
            complete=score.complete,
            facts=tuple(_value(sheet.facts.get(name)) for name in self.facts),
            lost=tuple(losses(items, self.titles)),
            rank=score.rank,
        )


def _value(fact: dict[str, Any] | None) -> Any:
    return None if fact is None else fact["value"]


def of(published: PublishedRound) -> bytes:
    """Return a published round as XLSX."""
    card = published.card
    specs = [spec for item in card for spec in item["facts"]]
    titles = {item["id"]: item["title_zh"] for item in card}
    book = Book(
        title=published.title,
        policy=published.policy,
        policy_hash=published.policy_hash,
        items=tuple(ItemColumn(item["id"], item["title_zh"], Decimal(item["maximum"])) for item in card),
        facts=tuple(FactColumn(spec["name"], spec["zh"]) for spec in specs),
        lines=Lines(published, [spec["name"] for spec in specs], titles),
    )
    return round_workbook(book)
