"""Running a command of an installation and keeping all it said."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from tests.journeys.house import House

JOURNAL = """
from datetime import UTC, datetime
from linli.base import journal
from linli.kernel.actor import Actor
lines = [journal.Line(verb="test.act", kind="test", key=str(n), note="小区") for n in range(3)]
from django.db import transaction
with transaction.atomic():
    journal.write_lines(actor=Actor.system("test"), lines=lines, at=datetime(2026, 3, 2, tzinfo=UTC))
"""


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str


def linli(house: House, *arguments: object) -> Answer:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "linli", *map(str, arguments)],
        env=house.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def write_journal(house: House) -> None:
    """Write three lines, as a service would."""
    house.linli("manage", "shell", "--no-imports", "-c", JOURNAL)
