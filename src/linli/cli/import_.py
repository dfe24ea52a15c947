"""`linli import estates FILE` and `linli import places FILE`: lists taken over, with all faults at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from linli.cli.ready import django_ready, json_option, refusal, say_json
from linli.kernel.actor import Actor
from linli.kernel.errors import DomainError

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
JSON = click.option(
    "--json", "as_json", is_flag=True, help="结果为一个JSON文档。One JSON document on stdout."
)
SHOWN = 50


@click.group(help="导入小区或区划。Import estates or the divisions they stand in.")
def command() -> None:
    """Hold the imports together."""


@command.command(help="导入小区清单（.xlsx、.xls、.csv）。Import a list of estates.")
@FILE
@click.option("--dry-run", is_flag=True, help="只核对，不写入。Check only, write nothing.")
@json_option
def estates(file: Path, dry_run: bool, as_json: bool) -> int:
    """Print what was done; return 0, or 1 if a row has a fault, with every fault of the file."""
    django_ready()
    from django.utils import timezone

    from linli.jobs import imports
    from linli.registry.queries import importing

    raw = _read(file)
    actor, now = Actor.system("import"), timezone.now()
    try:
        if dry_run:
            today = timezone.localdate(now)
            outcome = importing.rehearse(actor, raw=raw, name=file.name, path="/", today=today)
        else:
            outcome = imports.take_over(actor, raw=raw, name=file.name, path="/", now=now)
    except DomainError as error:
        raise refusal(error) from error
    answer = outcome.as_json()
    if as_json:
        say_json(answer)
    else:
        click.echo(_words(answer, dry_run))
    return 1 if outcome.faults else 0


@command.command(help="导入统计用区划（CSV）。Import a table of divisions.")
@FILE
@json_option
def places(file: Path, as_json: bool) -> int:
    """Print what was done; return 0, or 1 with every fault of the file and nothing done."""
    django_ready()
    from django.utils import timezone

    from linli.people.services.places import import_divisions

    raw = _read(file)
    try:
        done = import_divisions(actor=Actor.system("import"), raw=raw, now=timezone.now())
    except DomainError as error:
        raise refusal(error) from error
    names = ("created", "renamed", "ended", "reopened", "unchanged")
    counts = {name: getattr(done, name) for name in names}
    faults = [
        {"row": fault.row, "reason_zh": fault.reason.zh, "reason_en": fault.reason.en}
        for fault in done.faults
    ]
    if as_json:
        say_json({**counts, "faults": faults})
    else:
        words = ("新增", "更名", "撤销", "恢复", "未变")
        said = "，".join(f"{word} {number}" for word, number in zip(words, counts.values(), strict=True))
        click.echo("\n".join([said, *_lines(faults)]))
    return 1 if faults else 0


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file.name}: 无法读取。Cannot be read: {error.strerror}.") from error


def _words(answer: dict[str, Any], dry_run: bool) -> str:
    head = "只核对，没有写入。" if dry_run else ""
    numbers = (
        f"{head}收下 {answer['accepted']} 行（新增 {answer['created']}，更新 {answer['updated']}），"
        f"退回 {answer['refused']} 行，跳过 {answer['skipped']} 行。"
    )
    doubts = [f"提醒 {line}" for line in _lines(answer["warnings"])]
    return "\n".join([numbers, *_lines(answer["faults"]), *doubts])


def _lines(faults: list[dict[str, Any]]) -> list[str]:
    lines = [
        f"  第{fault['row']}行 {fault.get('column', '')} {fault.get('value', '')} {fault['reason_zh']}"
        for fault in faults[:SHOWN]
    ]
    more = len(faults) - SHOWN
    return [*lines, f"  ……另有 {more} 处，用 --json 看全部。"] if more > 0 else lines
