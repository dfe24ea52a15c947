"""`linli restore FILE`: put a backup back and prove that it is what was saved."""

from __future__ import annotations

from pathlib import Path

import click

from linli.cli.ready import django_ready, refusal
from linli.kernel.errors import Refused


@click.command("restore", help="从备份恢复（先停服务）。Put a backup back; stop the server first.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="替换已有数据。Replace the data that is here.")
def command(*, file: Path, force: bool) -> int:
    django_ready()
    from django.utils import timezone

    from linli.base.backups.manifest import Damaged
    from linli.base.backups.restoring import restore

    try:
        made = restore(file, now=timezone.localtime(), force=force)
    except Damaged as error:
        click.echo(f"{error.text.zh}\n{error.text.en}", err=True)
        return 1
    except (Refused, OSError) as error:
        raise refusal(error) from None
    return prove(made.journal_lines, made.journal_head)


def prove(lines: int, head: str) -> int:
    """Walk the restored journal; 0 if it is whole and ends where the backup says."""
    from linli.base import journal
    from linli.cli.health.database import unapplied

    breaks = list(journal.verify())
    for found in breaks:
        click.echo(found.zh, err=True)
    if breaks or journal.head() != (lines, head):
        click.echo(
            "已恢复，但日志与备份登记的不符。Restored, but the journal is not as the backup says.", err=True
        )
        return 1
    click.echo(f"已恢复，日志 {lines} 行全部相符。Restored; all {lines} lines of the journal are as written.")
    if unapplied():
        click.echo("备份来自较早的版本，请运行 linli setup。It is of an earlier version: run linli setup.")
    return 0
