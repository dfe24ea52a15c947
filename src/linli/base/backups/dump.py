"""Taking a consistent copy of the database while it is in use, and putting one back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction

from linli.base import journal
from linli.kernel.errors import Refused

Head = tuple[int, str]


def dump(target: Path) -> Head:
    """Write the database to `target` and return the journal's head as it is in that copy.

    :raises Refused: if PostgreSQL's own tools are needed and missing, or fail
    """
    return ENGINES[connection.vendor][0](target)


def load(source: Path) -> None:
    """Replace the database by the copy in `source`, all or nothing.

    :raises Refused: if the copy is not sound, or PostgreSQL's tools are missing or fail
    """
    ENGINES[connection.vendor][1](source)


def _dump_sqlite(target: Path) -> Head:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        row = copy.execute("SELECT last, hash FROM base_journalhead WHERE id = 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _load_sqlite(source: Path) -> None:
    with closing(sqlite3.connect(source)) as copy:
        answer = copy.execute("PRAGMA quick_check").fetchone()[0]
        if answer != "ok":
            raise Refused(
                f"备份里的数据库不完整：{answer}", f"The database in the backup is not sound: {answer}"
            )
        connection.ensure_connection()
        copy.backup(connection.connection)
    connection.close()


def _dump_postgresql(target: Path) -> Head:
    program = _program("pg_dump")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = str(cursor.fetchone()[0])
        head = journal.head()
        words = [
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={target}",
        ]
        _run([program, *words])
    return head


def _load_postgresql(source: Path) -> None:
    connection.close()
    words = [
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
    ]
    database = f"--dbname={connection.settings_dict['NAME']}"
    _run([_program("pg_restore"), *words, database, str(source)])


def _program(name: str) -> str:
    """Return where PostgreSQL's tool is: a newer one reads an older server, never the other way round."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    found = str(installed[-1]) if installed else shutil.which(name)
    if found:
        return found
    raise Refused(
        f"找不到 {name}。请安装 postgresql-client，再试一次。",
        f"{name} was not found. Install postgresql-client and try again.",
    )


def _run(command: list[str]) -> None:
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    settings = connection.settings_dict
    given = {variable: str(settings[name]) for name, variable in names.items() if settings[name]}
    done = subprocess.run(  # noqa: S603
        command,
        env={**os.environ, **given},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        program, words = Path(command[0]).name, done.stderr.strip()[-500:]
        raise Refused(f"{program} 没有成功：{words}", f"{program} failed: {words}")


ENGINES: dict[str, tuple[Callable[[Path], Head], Callable[[Path], None]]] = {
    "sqlite": (_dump_sqlite, _load_sqlite),
    "postgresql": (_dump_postgresql, _load_postgresql),
}
