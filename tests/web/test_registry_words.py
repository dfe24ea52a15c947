"""What the lines of the journal say to people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from linli.web.registry.words import Told, gathered

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def line(words: str, *, at: datetime = MORNING, note: str = "") -> Told:
    return Told(at=at, words=words, who="区住建局", clause="", note=note, changes=[], good=False)


def test_what_reads_alike_on_one_day_stands_once_with_its_number():
    lines = [line("登记公示"), line("合同备案"), line("登记公示", at=MORNING + timedelta(hours=3))]

    assert [(one.words, times) for one, times in gathered(lines)] == [("登记公示", 2), ("合同备案", 1)]


def test_another_day_or_another_note_stands_apart():
    lines = [
        line("登记公示"),
        line("登记公示", at=MORNING + timedelta(days=1)),
        line("登记公示", note="南门"),
    ]

    assert [times for _, times in gathered(lines)] == [1, 1, 1]
