"""Estates by the ten thousand: the import, and the registry's pages against the reference page.

Usage: python -m bench.registry [ESTATES]
Goals: 50,000 rows checked and written in under 25 s; with 30,000 estates and 1,000,000 journal lines lists,
dossier and public page at most 3 times the reference page, and at most 1.3 times themselves with 300 estates;
at most 12 statements and 60 KB a list; at most 150 MiB a worker after 200 pages of all kinds, one a PDF.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

ESTATES, SMALL, IMPORTED, LINES = 30_000, 300, 50_000, 1_000_000
GOAL_SECONDS, GOAL_REFERENCE, GOAL_GROWTH = 25, 3, 1.3
GOAL_QUERIES, GOAL_KIB, GOAL_MIB = 12, 60, 150
REPEATS, ASKED = 40, 200
LISTS = ("list", "by ", "with gaps", "companies", "classes", "search")  # what the statements are bounded of
HEAD = (
    "小区名称,所属街道,所属社区,地址,建成年份,楼栋数,户数,建筑面积（㎡）,管理类型,"
    "物业服务企业,统一社会信用代码,合同起始日期,合同截止日期,物业费（元/㎡·月）"
)
EMPTY = ("clause", "note", "hash")
LETTERS = "祥和翠湖锦绣金色阳光名门幸福御景龙泉凤凰碧水银河丽都盛世东方世纪"


def main(arguments: list[str]) -> int:
    number = int(arguments[0]) if arguments else ESTATES
    rows = max(IMPORTED * number // ESTATES, SMALL)
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        done = json.loads(_part("fill", folder, str(rows), "0"))
    speed = done["rows"] / done["seconds"]
    print(f"import: {done['rows']:,} rows in {done['seconds']:.1f} s (goal < {GOAL_SECONDS} of 50,000),")
    print(f"        {speed:,.0f} a second, {done['cpu']:.1f} s of one core, again {done['again']:.1f} s,")
    print(f"        peak memory {done['mib']:.0f} MiB")
    found = {}
    for size, lines in ((SMALL, 0), (number, LINES * number // ESTATES)):
        with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
            _part("fill", folder, str(size), str(lines))
            found[size] = json.loads(_part("pages", folder))
            if size == number:
                before, after = json.loads(_part("worker", folder))
    held = _tell(found[SMALL], found[number], number)
    print(f"worker: {before:.0f} MiB at first, {after:.0f} after {ASKED} pages (goal <= {GOAL_MIB})")
    return 0 if held and done["seconds"] < GOAL_SECONDS and after <= GOAL_MIB else 1


def _tell(small: dict[str, Any], large: dict[str, Any], number: int) -> bool:
    held = True
    print(f"page          × reference   × itself at {SMALL}   statements   KiB   ({number:,} estates)")
    print(f"goal          {GOAL_REFERENCE:>8} {GOAL_GROWTH:>17} {GOAL_QUERIES:>12} {GOAL_KIB:>5}")
    for name, page in large["pages"].items():
        ratio, size = page["ratio"], page["bytes"] / 1024
        growth = ratio / small["pages"][name]["ratio"]
        bounded = not name.startswith(LISTS) or (page["queries"] <= GOAL_QUERIES and size <= GOAL_KIB)
        kept = ratio <= GOAL_REFERENCE and growth <= GOAL_GROWTH and bounded
        held &= kept
        mark = "" if kept else "  beyond the goal"
        print(f"{name:<13} {ratio:>8.2f} {growth:>17.2f} {page['queries']:>12} {size:>5.0f}{mark}")
    return held


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
    command = [sys.executable, "-m", "bench.registry", f"--{name}", *more]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def fill(arguments: list[str]) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from linli.base.models import Option
    from linli.jobs import imports
    from linli.kernel.actor import Actor
    from linli.people.models import Place, Posting, User
    from linli.people.services.places import import_builtin

    number, lines = int(arguments[0]), int(arguments[1])
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    actor, now = Actor.system("bench"), timezone.now()
    import_builtin(actor=actor, now=now)
    Option.objects.create(pk="second_factor_roles", value=[])
    bureau = User.objects.create(username="bureau", name="Bureau", created_at=now)
    district = Place.objects.get(code="410402")
    Posting.objects.create(user=bureau, place=district, role="bureau", since=now.date())
    raw = "\n".join([HEAD, *_rows(number, district.path)]).encode()

    def take() -> tuple[float, Any]:
        began = perf_counter()
        outcome = imports.take_over(actor, raw=raw, name="list.csv", path=district.path, now=timezone.now())
        return perf_counter() - began, outcome

    before = process_time()
    seconds, outcome = take()
    cpu = process_time() - before
    assert outcome.created == number, outcome.counts()
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = 0.0 if lines else take()[0]
    _journal(lines)
    print(json.dumps({"rows": number, "seconds": seconds, "cpu": cpu, "mib": mib, "again": again}))


def _rows(number: int, path: str) -> Iterator[str]:
    from linli.people.models import Place
    from linli.rules.identifiers import uscc_check_character

    chance = Random(2026)  # noqa: S311 - test data
    communities = list(
        Place.objects.filter(level="community", path__startswith=path).values_list("name", "parent__name")
    )
    for at in range(number):
        community, street = chance.choice(communities)
        name = "".join(chance.sample(LETTERS, 3)) + chance.choice(("花园", "家园", "苑", "新城"))
        mode = chance.choice(("市场化物业",) * 3 + ("自主管理", "无物业"))
        body = f"91410402MA4{chance.randrange(400):06d}"
        served = (
            f"第{body[-6:]}物业服务有限公司,{body}{uscc_check_character(body)},2024年1月1日,2026-12-31,1.20"
        )
        numbers = f"{chance.randint(1980, 2024)},{chance.randint(1, 30)},{chance.randint(20, 3000)}"
        area = f"{chance.randint(2000, 300_000)}.{at % 100:02d}"
        company = served if mode == "市场化物业" else ",,,,"
        yield f"{name}{at}号院,{street},{community},建设路{at}号,{numbers},{area},{mode},{company}"


def _journal(lines: int) -> None:
    """Fill the journal up with lines about the estates; their chain is not what is measured here."""
    from django.db import transaction
    from django.utils import timezone

    from linli.base import bulk
    from linli.base.models import JournalEntry
    from linli.registry.models import Estate

    estates = list(Estate.objects.values_list("pk", "path"))
    first, now = JournalEntry.objects.count() + 1, timezone.now()
    names = ("id", "at", "actor_name", "role", "verb", "subject_kind", "subject_id", "place", *EMPTY)
    said = (now, "bench", "bureau", "estate.change", "registry.estate")
    with transaction.atomic():
        bulk.insert(
            JournalEntry,
            names,
            (
                (first + n, *said, str(key), path, "", "", "")
                for n in range(lines)
                for key, path in (estates[n % len(estates)],)
            ),
        )


def pages(arguments: list[str]) -> None:
    from django.db import connection
    from django.test import Client

    from bench.province import tickets
    from linli.people.models import User
    from linli.registry.models import Estate

    tickets()
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="bureau"))
    found = {}
    for name, address in _addresses().items():
        asked: list[str] = []

        def seen(execute: Callable[..., Any], sql: str, *args: Any, asked: list[str] = asked) -> Any:
            asked.append(sql)
            return execute(sql, *args)

        with connection.execute_wrapper(seen):
            page = client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        ratio = _ratio(client, address)
        found[name] = {"ratio": ratio, "bytes": len(page.content), "queries": len(asked)}
    print(json.dumps({"pages": found, "estates": Estate.objects.count()}))


def _addresses() -> dict[str, str]:
    from linli.registry.models import ServiceProject

    project = ServiceProject.objects.select_related("estate").order_by("pk")[100]
    estate, company = project.estate, project.company_id
    return {
        "list": "/desk/estates/",
        "by place": f"/desk/estates/?at={'/'.join(estate.path.split('/')[:4])}/",
        "by name": "/desk/estates/?sort=name",
        "by households": "/desk/estates/?sort=-households",
        "by year": "/desk/estates/?sort=year",
        "by company": f"/desk/estates/?company={company}",
        "by initials": f"/desk/estates/?q={estate.initials[:4]}",
        "by 2 letters": f"/desk/estates/?q={estate.initials[1:3]}",
        "by 2 words": f"/desk/estates/?q={estate.name[1:3]}",
        "with gaps": "/desk/estates/?complete=gaps&mode=self",
        "search": f"/desk/search/?q={estate.name[:2]}",
        "companies": "/desk/companies/",
        "classes": "/desk/estates/classes/",
        "dossier": f"/desk/estates/{estate.code}/",
        "history": f"/desk/estates/{estate.code}/history/",
        "public page": f"/e/{estate.code}/",
    }


def worker(arguments: list[str]) -> None:
    from django.db import connections
    from django.test import Client

    from bench import serving
    from linli.people.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="bureau"))
    pages = _addresses()
    addresses = [*pages.values(), pages["public page"] + "poster.pdf"]
    connections.close_all()
    print(json.dumps(serving.memory(addresses, pages=ASKED, session=client.cookies["sessionid"].value)))


def _ratio(client: Any, address: str) -> float:
    """Return the median of a page by that of the reference page, in turns: load cancels out."""

    def once(asked: str) -> float:
        began = perf_counter()
        client.get(asked)
        return perf_counter() - began

    pairs = [(once(address), once("/bench/reference/")) for _ in range(REPEATS + 3)][3:]
    return median(page for page, _ in pairs) / median(reference for _, reference in pairs)


PARTS = {"--fill": fill, "--pages": pages, "--worker": worker}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        import django

        django.setup()
        PARTS[sys.argv[1]](sys.argv[2:])
        sys.exit(0)
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(sys.argv[1:]))
