from __future__ import annotations

import sys
import threading

import pytest

from linli.cli import companion
from linli.cli.companion import Companion

LONGEST = 30.0  # seconds


@pytest.fixture
def child(monkeypatch):
    """Make companions whose child is a small program instead of the worker."""
    monkeypatch.setattr(companion, "FIRST_REST", 0.0)
    made: list[Companion] = []

    def make(program: str) -> Companion:
        found = Companion([])
        found._command = [sys.executable, "-c", program]
        made.append(found)
        return found

    yield make
    for each in made:
        each.stop(patience=LONGEST)


def test_a_child_that_falls_is_raised_again(child, monkeypatch):
    raised = threading.Semaphore(0)
    spawn = Companion._spawn

    def count(self: Companion) -> None:
        spawn(self)
        raised.release()

    monkeypatch.setattr(Companion, "_spawn", count)
    child("raise SystemExit(1)").start()

    assert raised.acquire(timeout=LONGEST)
    assert raised.acquire(timeout=LONGEST)


def test_a_child_that_will_not_end_is_ended(child):
    stubborn = child("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)")
    stubborn.start()

    stubborn.stop(patience=0.2)

    assert stubborn._process.poll() is not None


def test_a_companion_that_was_never_started_has_nothing_to_stop(child):
    child("pass").stop(patience=0)
