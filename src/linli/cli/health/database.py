"""The database: does it answer, is it up to date, does the journal end where it says?"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from linli.base import journal, options
from linli.base.health import database_answers
from linli.cli.health.finding import Finding, fault, good, warning


def unapplied() -> list[str]:
    """Return the migrations the database still lacks, e.g. ["people.0002_…"]; all of them if it is empty."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def database() -> Iterator[Finding]:
    """Look at connection, schema, mode and journal; stop at what makes the rest meaningless."""
    if not database_answers():
        yield fault(
            "database.reachable",
            ("数据库没有应答", "the database does not answer"),
            (
                "检查 DATABASE_URL 和数据库服务；使用 SQLite 时检查 LINLI_DATA 是否可读写",
                "check DATABASE_URL and the server; with SQLite, that LINLI_DATA can be read and written",
            ),
        )
        return
    yield good(
        "database.reachable",
        f"数据库应答（{connection.vendor}）",
        f"the database answers ({connection.vendor})",
    )
    missing = unapplied()
    if missing:
        yield fault(
            "database.migrated",
            (f"缺 {len(missing)} 个迁移", f"{len(missing)} migrations are missing"),
            ("linli setup", "linli setup"),
        )
        return
    yield good("database.migrated", "数据库结构是最新的", "the schema is up to date")
    yield from write_ahead()
    yield from journal_end()
    yield from demonstration()


def write_ahead() -> Iterator[Finding]:
    """Look if SQLite keeps a write-ahead log, without which readers and writers wait for each other."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0])
    if mode in {"wal", "memory"}:
        yield good("database.wal", f"SQLite 日志模式 {mode}", f"SQLite journal mode {mode}")
        return
    yield warning(
        "database.wal",
        (f"SQLite 日志模式是 {mode}，不是 WAL", f"SQLite's journal mode is {mode}, not WAL"),
        ("数据文件夹不要放在网络盘上", "do not keep the data folder on a network drive"),
    )


def journal_end() -> Iterator[Finding]:
    """Compare the last line of the journal with its recorded head; `linli audit verify` walks all of it."""
    number, digest = journal.head()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, hash FROM base_journalentry ORDER BY id DESC LIMIT 1")
            last = cursor.fetchone() or (0, "")
    except DatabaseError as error:
        last = (-1, str(error))
    if tuple(last) == (number, digest):
        short = digest[:12] or "-"
        yield good(
            "database.journal", f"日志 {number} 行，链首 {short}", f"journal: {number} lines, head {short}"
        )
        return
    yield fault(
        "database.journal",
        ("日志末行与登记的链首不符", "the last line of the journal is not its recorded head"),
        (
            "linli audit verify 找出不符的行，并查明是谁改动了数据库",
            "linli audit verify names the lines; find out who changed them",
        ),
    )


def demonstration() -> Iterator[Finding]:
    """Look if accounts whose password everybody knows stand behind an address others can reach."""
    if not options.is_demo():
        yield good("database.demo", "没有演示账号", "no demo accounts")
        return
    text = (
        "这是演示数据，演示账号的密码是公开的",
        "this is the demo district; the password of its accounts is public",
    )
    mend = (
        "正式使用请换一个空的 LINLI_DATA，再运行 linli setup",
        "for real use take an empty LINLI_DATA and run linli setup",
    )
    yield fault("database.demo", text, mend) if settings.HTTPS else warning("database.demo", text, mend)
