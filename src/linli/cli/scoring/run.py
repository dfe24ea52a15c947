"""Judge the cards of a file one by one and keep what there is to say out of memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any, Self

from linli.cli.scoring.sources import Raw, Source
from linli.rules.scorecard.cards import CardFault, Handed, read
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.explain import most, win_back
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.outcome import Result

ENCODE = json.JSONEncoder(ensure_ascii=False).encode
IN_MEMORY = 8 * 1024 * 1024
CARD = '{"subject": "…", "facts": {…}}'
Say = Callable[[Handed, Result], str]
SayFault = Callable[[CardFault], str]


class Spool:
    """Pieces of text put aside until it is known whether they may be said: beyond 8 MB on disk.

    between: what stands between two pieces
    """

    def __init__(self, between: str) -> None:
        self.count = 0
        self._between = between.encode()
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, piece: str) -> None:
        """Put one piece aside."""
        if self.count:
            self._file.write(self._between)
        # Half a surrogate pair can stand in JSON and in no file: it is said as the escape it came as.
        self._file.write(piece.encode(errors="backslashreplace"))
        self.count += 1

    def pour(self, out: IO[bytes]) -> None:
        """Write everything to `out`, bit by bit."""
        self._file.seek(0)
        while piece := self._file.read(1024 * 1024):
            out.write(piece)


def judge(
    card: Card, source: Source, results: Spool, faults: Spool, *, say: Say, say_fault: SayFault
) -> None:
    """Put the results and the faults of all cards aside; once there is a fault no result is kept."""
    for raw in source.cards:
        handed = _read(card, raw)
        for fault in handed.faults:
            faults.add(say_fault(fault))
        if not faults.count:
            results.add(say(handed, evaluate(card, handed.facts, handed.awards)))


def for_programs(explain: bool) -> Say:
    """Return how a result is said to a program."""

    def say(handed: Handed, result: Result) -> str:
        document: dict[str, Any] = {"subject": handed.subject, **result.as_json()}
        if explain:
            document |= explained(handed, result)
        return ENCODE(document)

    return say


def fault_for_programs(fault: CardFault) -> str:
    """Return how a fault is said to a program."""
    return ENCODE(fault.as_json())


def explained(handed: Handed, result: Result) -> dict[str, Any]:
    """Return what only `--explain` adds: the readings used, effects, and what would win points back."""
    wins = win_back(result.card, handed.facts, handed.awards)
    return {
        "discretions": [
            {
                "id": each.id,
                "reading_zh": each.reading_zh,
                "reading_en": each.reading_en,
                "adopted": each.adopted,
            }
            for each in result.card.readings()
        ],
        "effects": list(_effects(handed, result)),
        "win_back": {"most": str(most(wins)), "ways": [each.as_json() for each in wins]},
    }


def _effects(handed: Handed, result: Result) -> Iterator[dict[str, str]]:
    for each in result.effects:
        reason = each.reason(handed.facts)
        yield {
            "kind": each.kind,
            "fact": each.condition.fact.name,
            "reason_zh": reason.zh,
            "reason_en": reason.en,
        }


def _read(card: Card, raw: Raw) -> Handed:
    if raw.broken is None:
        return read(card, raw.card, place=raw.place, table=raw.table)
    zh, en = raw.broken
    fault = CardFault(raw.place, "", str(raw.card), CARD, f"{raw.place}：{zh}", f"{raw.place}: {en}")
    return Handed(raw.place, {}, {}, (fault,))
