"""How all estates of a province stand today, and one subdistrict's page.

Usage: python -m bench.standing [ESTATES]; on PostgreSQL: python tools/postgresql.py python -m bench.standing
Goals: with the duties of the year (`bench.duties`) under 180 s on SQLite and 90 s on PostgreSQL, half of it
here; a fixed number of statements, below 1 GiB; the page of a subdistrict at most 3 times the reference page
while nothing was written since, which it remembers; with news it is measured as well.
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
GOALS, GOAL_MIB, GOAL_PAGE = {"sqlite": 90, "postgresql": 45}, 1024, 3
REPEATS = 20
MIB = 1024


def main(arguments: list[str]) -> int:
    number = int(arguments[0]) if arguments else ESTATES
    sizes = (number,) if "postgres" in os.environ.get("DATABASE_URL", "") else (SMALL, number)
    found = [_measured(size) for size in sizes]
    small, large = found[0]["all"], found[-1]["all"]
    goal = GOALS[large["vendor"]]
    print(f"{large['vendor']}: {large['estates']:,} standings in {large['seconds']:.1f} s (goal < {goal}),")
    print(f"       {large['cpu']:.1f} s of them our own, peak memory {large['mib']:.0f} MiB (< {GOAL_MIB}),")
    print(f"       {large['statements']} statements, {small['statements']} for {small['estates']} estates;")
    print(f"       {large['from_records']:.0%} of the facts from records")
    held = large["seconds"] < goal and large["mib"] < GOAL_MIB
    held &= large["statements"] == small["statements"]
    for name, page in found[-1]["pages"].items():
        kept = page["ratio"] <= GOAL_PAGE
        held &= kept or not name.startswith("table of")
        size = page["bytes"] / 1024
        mark = "" if kept else "  beyond the goal"
        print(
            f"{name:<22} {page['ratio']:>6.2f} × reference, {page['queries']} queries, {size:.0f} KiB{mark}"
        )
    return 0 if held else 1


def _measured(number: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        began = perf_counter()
        _part("fill", folder, str(number))
        print(f"filled a province of {number:,} estates in {perf_counter() - began:.0f} s", flush=True)
        return {name: json.loads(_part(name, folder)) for name in ("all", "pages")}


def _part(name: str, folder: str, *more: str) -> str:
    """Run one part in a process of its own on the data in `folder`; return what it printed."""
    database = os.environ.get("DATABASE_URL", "")
    environment = os.environ | {
        "LINLI_DATA": folder,
        "DATABASE_URL": database if database.startswith("postgres") else f"sqlite:///{folder}/linli.sqlite3",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "bench",
        "FIELD_KEY": "bench",
        "DEBUG": "0",
        "STRICT": "0",
    }
    command = [sys.executable, "-m", "bench.standing", f"--{name}", *more]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def fill(arguments: list[str]) -> None:
    from django.core.management import call_command

    from bench import daily_records, province
    from linli.jobs.worker import run_all

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    province.make(int(arguments[0]))
    run_all()
    daily_records.make()
    province.tickets()


def everything(arguments: list[str]) -> None:
    from django.db import connection

    from bench.province import TODAY
    from linli.assessment.queries.standings import estates, standings
    from linli.kernel.actor import Actor

    actor = Actor.system("bench")
    asked: list[str] = []

    def counted(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    began, before = perf_counter(), process_time()
    number = carried = 0
    with connection.execute_wrapper(counted):
        for each in standings(actor, estates(actor), day=TODAY):
            number, carried = number + 1, carried + each.carried
    print(
        json.dumps(
            {"vendor": connection.vendor, "estates": number, "seconds": perf_counter() - began}
            | {"cpu": process_time() - before, "statements": len(asked)}
            | {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB}
            | {"from_records": 1 - carried / (36 * number)}
        )
    )


def pages(arguments: list[str]) -> None:
    from django.test import Client

    from linli.assessment import remembering
    from linli.people.models import User
    from linli.registry.models import Estate

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="bureau"))
    code = Estate.objects.order_by("pk")[0].code
    addresses = {
        "table of a subdistrict": "/desk/standing/?at=/1/10/",
        "sheet of an estate": f"/desk/standing/{code}/",
    }
    found = {name: _page(client, address) for name, address in addresses.items()}
    found["table, with news"] = _page(client, addresses["table of a subdistrict"], before=remembering.forget)
    print(json.dumps(found))


def _page(client: Any, address: str, before: Callable[[], None] = lambda: None) -> dict[str, Any]:
    from django.db import connection

    asked: list[str] = []

    def seen(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(seen):
        page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return {"ratio": _ratio(client, address, before), "bytes": len(page.content), "queries": len(asked)}


def _ratio(client: Any, address: str, before: Callable[[], None]) -> float:
    """Return the median of a page by that of the reference page, in turns: load cancels out."""

    def once(asked: str) -> float:
        before()
        began = perf_counter()
        client.get(asked)
        return perf_counter() - began

    pairs = [(once(address), once("/bench/reference/")) for _ in range(REPEATS + 3)][3:]
    return median(page for page, _ in pairs) / median(reference for _, reference in pairs)


PARTS = {"--fill": fill, "--all": everything, "--pages": pages}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        import django

        django.setup()
        PARTS[sys.argv[1]](sys.argv[2:])
        sys.exit(0)
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(sys.argv[1:]))
