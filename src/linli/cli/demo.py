"""`linli demo`: the demo district, or a whole round on a given list; only into an empty database."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linli.cli.ready import django_ready, refusal
from linli.kernel.errors import DomainError

if TYPE_CHECKING:
    from linli.demo.whole_round import Outcome

LIST = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("demo", help="装入演示数据。Fill an empty database with the demo district.")
@click.option("--if-empty", is_flag=True, help="已有数据时什么也不做。Do nothing if there is data.")
@click.option("--estates", type=LIST, help="用这份小区清单跑完一轮考评。Run a whole round on this list.")
@click.option("--limit", type=click.IntRange(0), default=0, help="只取前若干行。Take the first rows only.")
def command(*, if_empty: bool, estates: Path | None, limit: int) -> int:
    django_ready()
    from django.conf import settings
    from django.utils import timezone

    from linli.demo import make, whole_round

    if if_empty and not make.is_empty():
        return 0
    began, today = time.monotonic(), timezone.localdate()
    try:
        if estates is None:
            make.make(today=today, policy=settings.POLICY, tell=_tell)
            say_accounts()
        else:
            done = whole_round.run(file=estates, today=today, policy=settings.POLICY, limit=limit, tell=_tell)
            _say_outcome(done)
    except DomainError as error:
        raise refusal(error) from error
    click.echo(f"用时 {time.monotonic() - began:.0f} 秒。Done in {time.monotonic() - began:.0f} s.")
    return 0


def _tell(zh: str, en: str) -> None:
    click.echo(f"  {zh} … {en}")


def say_accounts() -> None:
    """Print who may sign in and with what; known to everybody, so there is nothing to hide."""
    from linli.demo.cast import ACCOUNTS, PASSWORD

    click.echo(f"\n演示账号，密码都是 {PASSWORD} · Demo accounts, password of all: {PASSWORD}")
    for role, name, _, title in ACCOUNTS:
        click.echo(f"  {role:<13}{name}  {title}")


def _say_outcome(done: Outcome) -> None:
    taken = f"清单 {done.rows} 行，收下 {done.accepted}，退回 {done.refused}"
    click.echo(f"  {taken}；考评 {done.estates} 个小区，已公布 {done.code}，平均 {done.average} 分。")
    click.echo(f"  {done.accepted} of {done.rows} rows taken, {done.estates} estates, {done.code} published.")
