"""`linli pack`: check a district's own policy pack, and lock it when it comes into force. No database."""

from __future__ import annotations

from pathlib import Path

import click

from linli.cli.ready import json_option, lang_option, refusal, say_json
from linli.kernel.errors import DomainError
from linli.kernel.text import Text
from linli.rules import packs
from linli.rules.packs import Pack, examples, lock

FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.group("pack", help="检查、锁定政策包。Check and lock a policy pack.")
def command() -> None:
    """Hold the two steps of a pack's life together."""


@command.command("check", help="检查文件夹里的政策包和算例。Check a pack and its worked examples.")
@FOLDER
@json_option
@lang_option
def check(*, folder: Path, as_json: bool, lang: str) -> int:
    """Print the pack's hash and return 0, or every fault and return 1."""
    pack, faults = _opened(folder)
    if as_json:
        say_json(_document(pack, faults))
    elif pack is not None and not faults:
        state = Text("已锁定", "locked") if pack.locked else Text("草稿，未锁定", "a draft, not locked")
        click.echo(f"{pack.code}  {pack.sha256}  {state.say(lang)}")
    else:
        for fault in faults:
            click.echo(f"{fault['place']}: {fault['reason_en' if lang == 'en' else 'reason_zh']}")
    return 1 if faults else 0


@command.command("lock", help="写下 LOCK，此后不能再改。Write the LOCK; after that nothing may change.")
@FOLDER
def lock_it(*, folder: Path) -> int:
    """Write LOCK into the folder; return 0, or 1 if the pack has faults or is locked already."""
    pack, faults = _opened(folder)
    if pack is None or faults:
        for fault in faults:
            click.echo(f"{fault['place']}: {fault['reason_zh']} {fault['reason_en']}")
        return 1
    if pack.locked:
        click.echo(f"{pack.code} 已锁定，要改请另立一版。{pack.code} is locked; supersede it with a new one.")
        return 1
    (folder / lock.NAME).write_text(lock.text(pack.files), encoding="utf-8")
    click.echo(f"{pack.code}  {pack.sha256}")
    return 0


def _opened(folder: Path) -> tuple[Pack | None, list[dict[str, str]]]:
    try:
        pack = packs.open_folder(folder)
    except packs.PackRefused as error:
        return None, [_fault(each.place, each.zh, each.en) for each in error.faults]
    except DomainError as error:
        raise refusal(error) from None
    return pack, [_fault(each.place, each.zh, each.en) for each in examples.check(pack)]


def _fault(place: str, zh: str, en: str) -> dict[str, str]:
    return {"place": place, "reason_zh": zh, "reason_en": en}


def _document(pack: Pack | None, faults: list[dict[str, str]]) -> dict[str, object]:
    if pack is None or faults:
        return {"faults": faults}
    return {"code": pack.code, "sha256": pack.sha256, "locked": pack.locked, "files": dict(pack.hashes)}
