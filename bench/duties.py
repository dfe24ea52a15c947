"""The duties of a whole province over a year: 30,000 estates, 10,000,000 lines of the journal; and one page.

Usage: python -m bench.duties [ESTATES]; on PostgreSQL: python tools/postgresql.py python -m bench.duties
Goals: the year in under 180 s on SQLite and 90 s on PostgreSQL, by a fixed number of statements, below 1 GiB;
the clause page of one subdistrict at most 3 times the reference page.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ESTATES = 30_000
GOALS, GOAL_MIB, GOAL_PAGE = {"sqlite": 180, "postgresql": 90}, 1024, 3
REPEATS = 20
TODAY = date(2026, 1, 20)


def main(arguments: list[str]) -> int:
    number = int(arguments[0]) if arguments else ESTATES
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        began = perf_counter()
        lines = int(_part("fill", folder, str(number)))
        print(f"filled {number:,} estates and {lines:,} lines in {perf_counter() - began:.0f} s", flush=True)
        # A process of its own: its peak memory is that of a worker, not of what made the data.
        year = json.loads(_part("year", folder))
        _tell(year)
        page = json.loads(_part("page", folder))
    print(f"clause page of a subdistrict of {page['estates']} estates, × the reference page (≤ {GOAL_PAGE}):")
    print(
        f"       {page['remembered']:.1f} with nothing new, {page['anew']:.1f} after something was written,"
    )
    print(f"       {page['few']} and {page['many']} statements, {page['bytes'] / 1024:.0f} KiB")
    full = number >= ESTATES
    held = not full or (year["seconds"] < GOALS[year["vendor"]] and year["mib"] < GOAL_MIB)
    return 0 if held and page["remembered"] <= GOAL_PAGE else 1


def _tell(year: dict[str, Any]) -> None:
    print(f"{year['vendor']}: a year of {year['owed']:,} obligations in {year['seconds']:.1f} s")
    print(f"       (goal < {GOALS[year['vendor']]} of 30,000 estates), {year['cpu']:.1f} s of them our own,")
    print(f"       {year['statements']} statements, peak memory {year['mib']:.0f} MiB (goal < {GOAL_MIB}),")
    print(
        f"       met {year['met']:,}, overdue {year['overdue']:,}; the ledger of all: {year['rows']:,} lines"
    )


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
    command = [sys.executable, "-m", "bench.duties", f"--{name}", *more]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def fill(arguments: list[str]) -> None:
    from django.core.management import call_command

    from bench.busy_year import make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(make(int(arguments[0])))


def year(arguments: list[str]) -> None:
    from django.db import connection

    from linli.duties.queries.areas import area
    from linli.duties.queries.books import book
    from linli.duties.sheets import Figures
    from linli.kernel.actor import Actor
    from linli.kernel.period import year_of
    from linli.rules import packs

    actor, rules = Actor.system("bench"), packs.load("xinhua-2022").duties.rules
    asked: list[str] = []

    def counted(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    began, before = perf_counter(), process_time()
    with connection.execute_wrapper(counted):
        period = year_of(date(2025, 1, 1))
        found = book(actor, rules, area=area(actor, path="/1/"), period=period, today=TODAY)
        total = sum(found.figures().values(), Figures())
    seconds, cpu = perf_counter() - began, process_time() - before
    print(
        json.dumps(
            {"vendor": connection.vendor, "seconds": seconds, "cpu": cpu, "statements": len(asked)}
            | {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
            | {"owed": total.owed, "met": total.met, "overdue": total.overdue}
            | {"rows": sum(len(sheet.counts) + len(sheet.outcomes) for sheet in found.sheets)}
        )
    )


def page(arguments: list[str]) -> None:
    from django.db import connection
    from django.test import Client

    from bench.province import tickets
    from linli.duties import remembering
    from linli.people.models import User
    from linli.registry.models import Estate

    tickets()
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="street"))
    address = "/desk/duties/?period=2025Q4"

    def statements() -> tuple[int, int]:
        asked: list[str] = []

        def seen(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
            asked.append(sql)
            return execute(sql, *args)

        with connection.execute_wrapper(seen):
            answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return len(asked), len(answer.content)

    many, size = statements()
    few, _ = statements()
    print(
        json.dumps(
            {"remembered": _ratio(client, address, lambda: None), "few": few, "many": many, "bytes": size}
            | {"anew": _ratio(client, address, remembering.forget)}
            | {"estates": Estate.objects.filter(path__startswith="/1/10/").count()}
        )
    )


def _ratio(client: Any, address: str, before: Callable[[], None]) -> float:
    """Return the median of a page by that of the reference page, in turns: load cancels out."""

    def once(asked: str) -> float:
        before()
        began = perf_counter()
        client.get(asked)
        return perf_counter() - began

    pairs = [(once(address), once("/bench/reference/")) for _ in range(REPEATS + 3)][3:]
    return median(page for page, _ in pairs) / median(reference for _, reference in pairs)


PARTS = {"--fill": fill, "--year": year, "--page": page}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        import django

        django.setup()
        PARTS[sys.argv[1]](sys.argv[2:])
        sys.exit(0)
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(sys.argv[1:]))
