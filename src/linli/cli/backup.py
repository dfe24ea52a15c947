"""`linli backup FILE`: the whole installation in one file, while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from linli.cli.ready import django_ready, refusal
from linli.kernel.errors import Refused


@click.command("backup", help="备份数据库、文件和密钥到一个文件。The whole installation in one file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(*, file: Path) -> int:
    django_ready()
    from django.utils import timezone

    from linli.base.backups.making import make

    try:
        made = make(file, now=timezone.localtime())
    except (Refused, OSError) as error:
        raise refusal(error) from None
    size = file.stat().st_size / 1024**2
    click.echo(f"已备份 {len(made.members)} 个成员、日志 {made.journal_lines} 行，{size:.1f} MB：{file}")
    if "secrets/field_key" in made.members:
        click.echo("备份里有密钥和个人信息，请加密保存。It holds keys and personal data: store it encrypted.")
    else:
        click.echo(
            "密钥来自环境变量，不在备份里，请另行保管。The keys are not in it: keep FIELD_KEY as well."
        )
    return 0
