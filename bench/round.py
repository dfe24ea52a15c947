"""A round of a whole province on SQLite: gathered, scored, stored; its pages against the reference page.

Usage: python -m bench.round [ESTATES]
Goals: 30,000 estates in under 60 s and 1 GiB, with exactly the statements of a round of 300; the board in
every order, the page of the round and its review at most 5 times the reference page; a worker in 150 MiB.
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

ESTATES, SMALL = 30_000, 300
GOAL_SECONDS, GOAL_MIB, GOAL_PAGE, GOAL_WORKER = 60, 1024, 5, 150
REPEATS = 30
MIB = 1024
ORDERS = ("total", "-total", "change", "-change", "zeros", "missing", "place", "name", "i0", "i13", "-i13")


def main(arguments: list[str]) -> int:
    number = int(arguments[0]) if arguments else ESTATES
    found = {size: _measured(size) for size in (SMALL, number)}
    small, large = found[SMALL], found[number]
    held = [_tell_scoring(small["score"], large["score"], number), _tell_pages(small, large, number)]
    return 0 if all(held) else 1


def _measured(number: int) -> dict[str, Any]:
    """Return the figures of a round of `number` estates, each part measured in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        began = perf_counter()
        _part("fill", folder, str(number))
        print(f"filled a province of {number:,} estates in {perf_counter() - began:.0f} s", flush=True)
        found = {"score": json.loads(_part("score", folder))}
        _part("odd", folder)
        return found | {name: json.loads(_part(name, folder)) for name in ("pages", "files")}


def _tell_scoring(small: dict[str, Any], large: dict[str, Any], number: int) -> bool:
    speed = large["estates"] / large["seconds"]
    print(f"scored {large['estates']:,} estates in {large['seconds']:.1f} s (goal < {GOAL_SECONDS}),")
    print(f"       {speed:,.0f} a second, {large['cpu']:.1f} s of one core, again {large['again']:.1f} s,")
    print(f"       the same result: {large['same']}; others may not write for {large['locked']:.1f} s of it,")
    print(f"       peak memory {large['mib']:.0f} MiB (goal < {GOAL_MIB}),")
    print(f"       {large['statements']} statements, {small['statements']} for {small['estates']} estates")
    fast = number > ESTATES or large["seconds"] < GOAL_SECONDS
    return fast and large["mib"] < GOAL_MIB and large["same"] and large["statements"] == small["statements"]


def _tell_pages(small: dict[str, Any], large: dict[str, Any], number: int) -> bool:
    held = True
    print(f"page               × reference   × itself at {SMALL}   queries   KiB   ({number:,} estates)")
    for name, page in large["pages"]["pages"].items():
        ratio, before = page["ratio"], small["pages"]["pages"][name]
        kept = ratio <= GOAL_PAGE
        held &= kept
        size, mark = page["bytes"] / 1024, "" if kept else "  beyond the goal"
        growth = ratio / before["ratio"]
        print(f"{name:<18} {ratio:>10.2f} {growth:>17.2f} {page['queries']:>10} {size:>7.0f}{mark}")
    worker = large["pages"]["mib"]
    print(f"memory of a worker that served them all: {worker:.0f} MiB (goal ≤ {GOAL_WORKER})")
    made = large["files"]
    print(f"workbook of the round, by the worker: {made['seconds']:.1f} s, {made['bytes'] / 2**20:.1f} MiB,")
    print(f"       in {made['mib']:.0f} MiB of memory,")
    print(f"       handed out in {made['handed']:.2f} times the reference page")
    return held and worker <= GOAL_WORKER


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
        asked.clear()
        began = perf_counter()
        with connection.execute_wrapper(counted), judged_round(round, progress=_silent) as scored:
            writing = perf_counter()
            scoring.keep(actor=actor, round=round, scored=scored, now=timezone.now())
            locked.append(perf_counter() - writing)
        return perf_counter() - began

    def standing() -> list[Any]:
        return list(Score.objects.order_by("subject_id").values_list("subject_id", "total", "cells"))

    before = process_time()
    seconds = run()
    cpu, statements = process_time() - before, len(asked)
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    first = standing()
    again = run()
    print(
        json.dumps(
            {"estates": len(first), "seconds": seconds, "mib": mib, "cpu": cpu, "statements": statements}
            | {"again": again, "same": first == standing(), "locked": max(locked)}
        )
    )


def _silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


def odd(arguments: list[str]) -> None:
    """Make what the pages are compared with and have to show; a process of its own, for its memory."""
    from bench.province import oddities, tickets

    tickets()
    oddities()


def pages(arguments: list[str]) -> None:
    client = _client()
    boards = {f"board by {order}": f"/desk/rounds/1/board/?sort={order}" for order in ORDERS}
    addresses = boards | {
        "board, incomplete": "/desk/rounds/1/board/?only=incomplete",
        "board, 100th page": "/desk/rounds/1/board/?page=100",
        "round": "/desk/rounds/1/",
        "review": "/desk/rounds/1/review/",
    }
    found = {name: _page(client, address) for name, address in addresses.items()}
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    print(json.dumps({"pages": found, "mib": mib}))


def files(arguments: list[str]) -> None:
    """Have the worker write the round as a workbook, and hand it out."""
    from django.utils import timezone

    from linli.assessment.models import Round
    from linli.assessment.services import workbook
    from linli.jobs.worker import run_all
    from linli.people.access import actor_of
    from linli.people.models import User

    bureau = User.objects.get(username="bureau")
    actor = actor_of(bureau.pk, today=timezone.localdate())
    run_all()
    job = workbook.ask(actor=actor, round=Round.objects.get(), now=timezone.now())
    began = perf_counter()
    run_all()
    seconds = perf_counter() - began
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    job.refresh_from_db()
    assert job.state == "done", job.error_en
    client, address = _client(), f"/desk/files/{job.result['file']}/"
    size = len(b"".join(client.get(address).streaming_content))
    print(json.dumps({"seconds": seconds, "bytes": size, "handed": _ratio(client, address), "mib": mib}))


def _client() -> Any:
    from django.test import Client

    from linli.people.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="bureau"))
    return client


def _page(client: Any, address: str) -> dict[str, Any]:
    from django.db import connection

    asked: list[str] = []

    def seen(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(seen):
        page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return {"ratio": _ratio(client, address), "bytes": len(page.content), "queries": len(asked)}


def _ratio(client: Any, address: str) -> float:
    """Return the median of a page by that of the reference page, in turns: load cancels out."""

    def once(asked: str) -> float:
        began = perf_counter()
        answer = client.get(asked)
        if answer.streaming:
            b"".join(answer.streaming_content)
        return perf_counter() - began

    pairs = [(once(address), once("/bench/reference/")) for _ in range(REPEATS + 3)][3:]
    return median(page for page, _ in pairs) / median(reference for _, reference in pairs)


PARTS = {"--fill": fill, "--score": score, "--odd": odd, "--pages": pages, "--files": files}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        import django

        django.setup()
        PARTS[sys.argv[1]](sys.argv[2:])
        sys.exit(0)
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(sys.argv[1:]))
