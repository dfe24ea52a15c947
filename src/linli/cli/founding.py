"""The first steps of a real installation: its places, and somebody who may open the other accounts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.people import passwords
from linli.people.queries import places as find
from linli.people.services import accounts, places

BUILT_IN = "builtin"
FOUNDER = Actor.system("setup")


def take_divisions(source: str, *, now: datetime) -> int:
    """Take over the built-in divisions, or a table of one's own; every fault is listed and nothing done then.

    :raises click.ClickException: if the file can't be read
    """
    if source == BUILT_IN:
        done = places.import_builtin(actor=FOUNDER, now=now)
    else:
        try:
            raw = Path(source).read_bytes()
        except OSError as error:
            raise click.ClickException(f"{source}: {error.strerror}") from None
        done = places.import_divisions(actor=FOUNDER, raw=raw, now=now)
    for fault in done.faults:
        where = f"{fault.row} {fault.column}".strip()
        click.echo(f"{where}「{fault.value}」{fault.reason.zh} {fault.reason.en}", err=True)
    click.echo(
        f"行政区划：新增 {done.created}，改名 {done.renamed}，撤销 {done.ended}，未变 {done.unchanged}。"
    )
    return 1 if done.faults else 0


def open_administrator(username: str, *, code: str, now: datetime) -> None:
    """Open the account of an administrator and print its first password, which must be changed at once.

    code: of the place the account is for; "" for the top of the tree

    :raises DomainError: if the name is taken or not acceptable
    :raises click.ClickException: if the place is not to be found or not the only one
    """
    if code:
        tops = [
            p
            for p in find.found(FOUNDER, words=code, permission="", on=timezone.localdate(now))
            if p.code == code
        ]
    else:
        tops = find.children(FOUNDER, path="/")
    if len(tops) != 1:
        raise click.ClickException(
            "先用 --divisions 装入行政区划，再用 --at 指定管理员所在地的代码。"
            " Load places with --divisions first, and name the administrator's with --at CODE."
        )
    password = passwords.fresh()
    accounts.open_account(
        actor=FOUNDER,
        username=username,
        name=username,
        place=tops[0],
        role="admin",
        password=password,
        now=now,
    )
    click.echo(f"管理员 {username}（{tops[0].name}），初始密码：{password}")
    click.echo("只显示这一次，首次登录须修改。Shown only now; it must be changed at the first sign-in.")
