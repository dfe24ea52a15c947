"""`linli doctor`: what is wrong with this installation, and the mend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import click

from linli.cli.health.finding import Finding, Level
from linli.cli.ready import django_ready, json_option, lang_option, say_json

SIGNS = {Level.GOOD: "✓", Level.WARNING: "!", Level.FAULT: "✗"}


@click.command("doctor", help="检查这套安装，每个问题都说怎么办。Status 1 if there are faults.")
@json_option
@lang_option
def command(*, as_json: bool, lang: str) -> int:
    findings = list(examine())
    faults = sum(finding.level is Level.FAULT for finding in findings)
    warnings = sum(finding.level is Level.WARNING for finding in findings)
    if as_json:
        say_json({"sound": not faults, "findings": [finding.as_json() for finding in findings]})
        return 1 if faults else 0
    for finding in findings:
        click.echo(f"{SIGNS[finding.level]} {finding.text.say(lang)}")
        if finding.mend:
            click.echo(f"    → {finding.mend.say(lang)}")
    summary = (f"{faults} faults, {warnings} warnings.", f"{faults} 个问题，{warnings} 个提醒。")
    click.echo(summary[0] if lang == "en" else summary[1])
    return 1 if faults else 0


def examine() -> Iterator[Finding]:
    """Look at everything, in the order in which one would mend it."""
    django_ready()
    from django.utils import timezone

    from linli.cli.health import database, software, storage, surroundings

    now = timezone.localtime()
    yield from chain(software.python(), software.dependencies())
    yield from chain(storage.data_folder(), storage.keys(), storage.static_files(), storage.fonts())
    yield from database.database()
    yield from chain(
        surroundings.clock(now),
        surroundings.calendar(now, surroundings.calendar_in_use()),
        surroundings.exposure(),
        surroundings.second_factor(),
    )
