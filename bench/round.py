"""A round of a whole province on SQLite: gathered, scored, stored; its board against the reference page.

Usage: python -m bench.round [ESTATES]
Goal: 30,000 estates in under 60 s and 1 GiB, with queries that grow by the batch only; the board at most
5 times the reference page.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ESTATES = 30_000
GOAL_SECONDS, GOAL_MIB, GOAL_BOARD = 60, 1024, 5
REPEATS = 30


def main(arguments: list[str]) -> int:
    number = int(arguments[0]) if arguments else ESTATES
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        began = perf_counter()
        _part("fill", folder, str(number))
        print(f"filled a province of {number:,} estates in {perf_counter() - began:.0f} s", flush=True)
        # A process of its own: its peak memory is that of a worker, not of what made the data.
        found = json.loads(_part("score", folder))
        _tell(found)
        board = json.loads(_part("board", folder))
    ratio = board["board"] / board["reference"]
    print(
        f"board: {ratio:.1f} times the reference page (goal ≤ {GOAL_BOARD}), {board['bytes'] / 1024:.0f} KiB,"
    )
    print(f"       {board['queries']} queries; by one item {board['item'] / board['reference']:.1f} times")
    in_time = number > ESTATES or (found["seconds"] < GOAL_SECONDS and found["mib"] < GOAL_MIB)
    return 0 if in_time and ratio <= GOAL_BOARD else 1


def _tell(found: dict[str, Any]) -> None:
    speed = found["estates"] / found["seconds"]
    print(f"scored {found['estates']:,} estates in {found['seconds']:.1f} s (goal < {GOAL_SECONDS}),")
    print(f"       {speed:,.0f} a second, {found['cpu']:.1f} s of one core,")
    print(f"       peak memory {found['mib']:.0f} MiB (goal < {GOAL_MIB}),")
    print(
        f"       {found['queries']} statements in {found['batches']} batches, at most {found['most']} in one,"
    )
    print(f"       again: {found['again']:.1f} s, the same result: {found['same']}")


def _part(name: str, folder: str, *more: str) -> str:
    """Run one part in a process of its own on the data in `folder`; return what it printed."""
    environment = os.environ | {
        "LINLI_DATA": folder,
        "DATABASE_URL": f"sqlite:///{folder}/linli.sqlite3",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "bench",
        "FIELD_KEY": "bench",
        "DEBUG": "0",
        "STRICT": "0",
    }
    command = [sys.executable, "-m", "bench.round", f"--{name}", *more]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def fill(arguments: list[str]) -> None:
    from django.core.management import call_command

    from bench.province import make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    make(int(arguments[0]))


def score(arguments: list[str]) -> None:
    from django.db import connection
    from django.utils import timezone

    from linli.assessment.models import Round, Score
    from linli.assessment.scoring.run import judged_round
    from linli.assessment.services import scoring
    from linli.kernel.actor import Actor

    actor, round = Actor.system("bench"), Round.objects.get()
    asked: list[str] = []
    locked: list[float] = []

    def counted(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    def run() -> float:
        began = perf_counter()
        with connection.execute_wrapper(counted), judged_round(round, progress=_silent) as scored:
            writing = perf_counter()
            scoring.keep(actor=actor, round=round, scored=scored, now=timezone.now())
            locked.append(perf_counter() - writing)
        return perf_counter() - began

    before = process_time()
    seconds = run()
    cpu = process_time() - before
    queries = len(asked)
    first = list(Score.objects.order_by("subject_id").values_list("subject_id", "total", "cells"))
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = run()
    same = first == list(Score.objects.order_by("subject_id").values_list("subject_id", "total", "cells"))
    print(
        json.dumps(
            {"estates": len(first), "seconds": seconds, "mib": mib, "cpu": cpu, "queries": queries}
            | {"batches": batches, "most": most, "again": again, "same": same}
        )
    )


def board(arguments: list[str]) -> None:
    from django.db import connection
    from django.test import Client

    from bench.province import tickets
    from linli.people.models import User

    tickets()
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="bureau"))
    address = "/desk/rounds/1/board/"
    asked: list[str] = []

    def seen(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(seen):
        page = client.get(address)
    assert page.status_code == 200, page.status_code
    times = {
        "reference": _median(lambda: client.get("/bench/reference/")),
        "board": _median(lambda: client.get(address)),
        "item": _median(lambda: client.get(address, {"sort": "i13"})),
    }
    print(json.dumps(times | {"bytes": len(page.content), "queries": len(asked)}))


def _median(get: Callable[[], Any]) -> float:
    def once() -> float:
        began = perf_counter()
        get()
        return perf_counter() - began

    for _ in range(3):
        once()
    return median(once() for _ in range(REPEATS))


PARTS = {"--fill": fill, "--score": score, "--board": board}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        import django

        django.setup()
        PARTS[sys.argv[1]](sys.argv[2:])
        sys.exit(0)
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(sys.argv[1:]))
