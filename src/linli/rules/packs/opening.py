"""Read the files of a pack, or refuse them with every fault they have."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from linli.rules.coverage import Party
from linli.rules.duties import loading as duties
from linli.rules.duties.loading import parse_duties
from linli.rules.duties.model import Duties
from linli.rules.duties.verbs import VERBS
from linli.rules.listing import Lists, parse_list
from linli.rules.packs import letters, lock, party, standing
from linli.rules.packs.letters import Letters, parse_letters
from linli.rules.packs.pack import Clause, Deadline, Link, Pack, PackRefused
from linli.rules.packs.party import parse_party
from linli.rules.packs.standing import Rounds, parse_rounds
from linli.rules.scorecard.load import CardRefused, build
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.reading import Book, Fault, Spec

FORMAT_VERSION = 1
REQUIRED = ("clauses.csv", "deadlines.toml", "lists.toml", "pack.toml", "scorecard.toml")
T = TypeVar("T")
UNITS = ("day", "workday", "month", "year")


def read(files: Mapping[str, bytes], *, verbs: Collection[str] = VERBS) -> Pack:
    """Return the pack these files make up.

    verbs: those of the journal, by which a duty may be met
    :raises PackRefused: with every fault of every file
    """
    found = [*lock.faults(files)]
    found += [Fault(name, "缺少这个文件", "this file is missing") for name in REQUIRED if name not in files]
    if found:
        raise PackRefused(_guess(files), found)
    faults: list[Fault] = []
    tables = {name: _toml(name, data, faults) for name, data in files.items() if name.endswith(".toml")}
    clauses = _clauses(files["clauses.csv"], faults)
    asked = _duties(tables, verbs, clauses, faults)
    pack = _assemble(files, tables, clauses, asked, faults)
    if faults or pack is None:
        raise PackRefused(_guess(files), faults)
    return pack


def _assemble(
    files: Mapping[str, bytes],
    tables: Mapping[str, Mapping[str, Any]],
    clauses: tuple[Clause, ...],
    asked: Duties,
    faults: list[Fault],
) -> Pack | None:
    head = _head(tables["pack.toml"], faults)
    card = _card(head.text("code"), tables["scorecard.toml"], faults)
    deadlines = {each.id: each for each in _each("deadlines.toml", tables, "deadline", faults, _deadline)}
    sections = frozenset(each.id for each in card.sections) if card else frozenset()
    lists = Lists(tuple(_each("lists.toml", tables, "list", faults, lambda spec: parse_list(spec, sections))))
    if card is not None:
        faults += _cross(card, clauses, deadlines, lists)
    rounds, words = _rounds(tables, card, faults), _letters(tables, faults)
    parts = lock.hashes(files)
    pack = Pack(
        code=head.text("code"),
        title_zh=head.text("title_zh"),
        title_en=head.text("title_en"),
        district_zh=head.text("district_zh", ""),
        district_en=head.text("district_en", ""),
        issuer_zh=head.text("issuer_zh"),
        issuer_en=head.text("issuer_en"),
        document_number=head.text("document_number"),
        dated=_day(head, "dated"),
        in_force_from=_day(head, "in_force_from"),
        supersedes=head.text("supersedes", ""),
        division=head.text("division", ""),
        links=tuple(map(_link, head.tables("link"))),
        card=card,  # type: ignore[arg-type]
        clauses=clauses,
        deadlines=deadlines,
        lists=lists,
        sha256=lock.whole(parts),
        hashes=parts,
        files=dict(files),
        locked=lock.NAME in files,
        rounds=rounds,
        letters=words,
        duties=replace(asked, since=_day(head, "in_force_from")),
        party=_party(tables, clauses, faults),
    )
    head.done()
    faults += [each for each in head.book.faults if each not in faults]
    return None if card is None else pack


def _toml(name: str, data: bytes, faults: list[Fault]) -> Mapping[str, Any]:
    try:
        table = tomllib.loads(data.decode(), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        faults.append(Fault(name, f"不是有效的 TOML：{error}", f"is not valid TOML: {error}"))
        return {}
    version = table.get("format_version")
    if version != FORMAT_VERSION:
        faults.append(
            Fault(
                name,
                f"format_version 是 {version}，本版本读 {FORMAT_VERSION}",
                f"format_version is {version}; this version reads {FORMAT_VERSION}",
            )
        )
    return table


def _head(table: Mapping[str, Any], faults: list[Fault]) -> Spec:
    spec = Spec(table, "pack.toml", Book({}, faults))
    spec.take("format_version")
    return spec.table("pack")


def _card(code: str, table: Mapping[str, Any], faults: list[Fault]) -> Card | None:
    try:
        return build(code, table)
    except CardRefused as error:
        faults += error.faults
        return None


def _each(
    name: str,
    tables: Mapping[str, Mapping[str, Any]],
    key: str,
    faults: list[Fault],
    parse: Callable[[Spec], T],
) -> list[T]:
    spec = Spec(tables[name], name, Book({}, faults))
    spec.take("format_version")
    found = [parse(each) for each in spec.tables(key)]
    spec.done()
    return found


def _rounds(tables: Mapping[str, Mapping[str, Any]], card: Card | None, faults: list[Fault]) -> Rounds:
    """Return what only a round applies; a pack may be silent about it."""
    if card is None or standing.NAME not in tables:
        return Rounds()
    spec = Spec(tables[standing.NAME], standing.NAME, Book(card.facts, faults))
    spec.take("format_version")
    found = parse_rounds(spec, card)
    spec.done()
    return found


def _letters(tables: Mapping[str, Mapping[str, Any]], faults: list[Fault]) -> Letters:
    """Return the words of letters; a pack may be silent about them."""
    spec = Spec(tables.get(letters.NAME, {}), letters.NAME, Book({}, faults))
    spec.take("format_version")
    found = parse_letters(spec)
    spec.done()
    return found


def _party(
    tables: Mapping[str, Mapping[str, Any]], clauses: tuple[Clause, ...], faults: list[Fault]
) -> Party:
    """Return what is asked of party organisations; a pack may be silent about them."""
    spec = Spec(tables.get(party.NAME, {}), party.NAME, Book({}, faults))
    spec.take("format_version")
    found = parse_party(spec, {each.id for each in clauses})
    spec.done()
    return found


def _duties(
    tables: Mapping[str, Mapping[str, Any]],
    verbs: Collection[str],
    clauses: tuple[Clause, ...],
    faults: list[Fault],
) -> Duties:
    """Return what is asked again and again; a pack may be silent about it."""
    spec = Spec(tables.get(duties.NAME, {}), duties.NAME, Book({}, faults))
    spec.take("format_version")
    found = parse_duties(spec, verbs=verbs, clauses={each.id for each in clauses})
    spec.done()
    return found


def _deadline(spec: Spec) -> Deadline:
    return Deadline(
        id=spec.text("id"),
        name_zh=spec.text("name_zh"),
        name_en=spec.text("name_en"),
        count=spec.whole("count"),
        unit=spec.choice("unit", UNITS),
        source_zh=spec.text("source_zh"),
        source_en=spec.text("source_en"),
        clause=spec.text("clause"),
        discretion=spec.flag("discretion", False),
    )


def _link(spec: Spec) -> Link:
    url = spec.text("url")
    if not url.startswith(("https://", "http://")):
        spec.fault("网址要以 https:// 或 http:// 开头", "the url must begin with https:// or http://")
    return Link(spec.text("title_zh"), spec.text("title_en"), url)


def _day(spec: Spec, key: str) -> date:
    value = spec.take(key)
    if type(value) is not date:
        spec.fault(f"“{key}” 要填日期", f"'{key}' must be a date")
        return date.min
    return value


def _clauses(data: bytes, faults: list[Fault]) -> tuple[Clause, ...]:
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(Fault("clauses.csv", f"读不出来：{error}", f"cannot be read: {error}"))
        return ()
    found = []
    for n, row in enumerate(rows[1:], 2):
        if len(row) == 6 and all(row[:3]):
            found.append(Clause(*row))
        elif row:
            faults.append(
                Fault(f"clauses.csv:{n}", "要有六栏，前三栏不空", "needs six columns, the first three filled")
            )
    return tuple(found)


def _cross(
    card: Card, clauses: tuple[Clause, ...], deadlines: Mapping[str, Deadline], lists: Lists
) -> list[Fault]:
    known = {each.id for each in clauses}
    cited = [(each.id, each.clause) for each in card.items]
    cited += [(each.id, each.clause) for each in deadlines.values()]
    cited += [(each.id, each.clause) for each in lists.rules]
    faults = [
        Fault(place, f"条款 {clause} 不在 clauses.csv 里", f"clause {clause} is not in clauses.csv")
        for place, clause in cited
        if clause not in known
    ]
    wanted = [(each.id, name) for each in lists.rules for name in (each.expires, each.notice) if name]
    faults += [
        Fault(place, f"没有期限 {name}", f"there is no deadline {name}")
        for place, name in wanted
        if name not in deadlines
    ]
    return faults


def _guess(files: Mapping[str, bytes]) -> str:
    """Return the code for a message, however broken the pack is."""
    try:
        return str(tomllib.loads(files["pack.toml"].decode())["pack"]["code"])
    except (KeyError, TypeError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return "?"
