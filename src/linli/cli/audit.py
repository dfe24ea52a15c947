"""`linli audit verify`: walk the journal and name every line that is not as it was written."""

from __future__ import annotations

from dataclasses import asdict

import click

from linli.cli.ready import django_ready, json_option, lang_option, say_json


@click.group("audit", help="日志审计。The journal.")
def command() -> None:
    """Hold the audit commands together."""


@command.command("verify", help="逐行核对日志链。Find any changed, missing or reordered line.")
@json_option
@lang_option
def verify(*, as_json: bool, lang: str) -> int:
    django_ready()
    from linli.base import journal

    breaks = list(journal.verify())
    number, digest = journal.head()
    if as_json:
        report = {"sound": not breaks, "lines": number, "head": digest}
        say_json(report | {"breaks": [asdict(found) for found in breaks]})
        return 1 if breaks else 0
    for found in breaks:
        click.echo(found.en if lang == "en" else found.zh)
    if breaks:
        click.echo(
            f"{len(breaks)} faults in {number} lines."
            if lang == "en"
            else f"{number} 行中有 {len(breaks)} 处不符。"
        )
        return 1
    sound = f"{number} lines, all as written. Head: {digest}"
    click.echo(sound if lang == "en" else f"日志 {number} 行，全部相符。链首：{digest}")
    return 0
