"""`linli score FILE`: judge cards by a policy pack. No database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

import click

from linli.cli.ready import json_option, lang_option, refusal
from linli.cli.scoring.run import Spool, fault_for_programs, for_programs, judge
from linli.cli.scoring.sources import Source, open_cards
from linli.cli.scoring.words import fault_in, for_people
from linli.kernel.errors import DomainError
from linli.rules import packs
from linli.rules.packs import Pack

JSON_FAULTS = (b'{"faults": [', b"]}\n")
JSON_LIST = (b"[", b"]\n")
JSON_ONE = (b"", b"\n")
PLAIN = (b"", b"\n")


@click.command("score", help="按政策包给卡片评分。Score cards by a policy pack.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--policy",
    default="xinhua-2022",
    show_default=True,
    help="政策包的代码或文件夹。Code of a policy pack, or a folder that holds one.",
)
@click.option("--explain", is_flag=True, help="补分办法和用到的读法。What wins points back, and readings.")
@json_option
@lang_option
def command(*, file: Path, policy: str, explain: bool, as_json: bool, lang: str) -> int:
    """Print one result per card; return 0, or 1 with every fault of the file and no score."""
    try:
        pack, source = _pack(policy), open_cards(file)
        return _score(pack, source, explain=explain, json_wanted=as_json, lang=lang)
    except DomainError as error:
        raise refusal(error) from None


def _pack(policy: str) -> Pack:
    return packs.open_folder(Path(policy)) if Path(policy).is_dir() else packs.load(policy)


def _score(pack: Pack, source: Source, *, explain: bool, json_wanted: bool, lang: str) -> int:
    say, say_fault = for_people(lang, explain), fault_in(lang)
    around = around_faults = PLAIN
    if json_wanted:
        say, say_fault = for_programs(explain), fault_for_programs
        around, around_faults = JSON_ONE if source.single else JSON_LIST, JSON_FAULTS
    between = ",\n" if json_wanted else "\n"
    with Spool(between) as results, Spool(between) as faults:
        judge(pack.card, source, results, faults, say=say, say_fault=say_fault)
        if faults.count:
            _say(faults, around_faults)
            return 1
        _say(results, around)
        return 0


def _say(spool: Spool, around: tuple[bytes, bytes]) -> None:
    out: IO[bytes] = sys.stdout.buffer
    try:
        out.write(around[0])
        spool.pour(out)
        out.write(around[1])
        out.flush()
    except BrokenPipeError:
        # Whoever was reading has seen enough (`| head`); say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
