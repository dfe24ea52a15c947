"""The bundle of a published score: everything needed to recompute it, in one file that shows any change.

The format is described in docs/paper.md. `make` writes one, `check` recomputes one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, BinaryIO

from linli.rules.packs import Pack
from linli.rules.verifier import check as checking
from linli.rules.verifier import container, manifest
from linli.rules.verifier.check import PACK, SUBJECTS, Report
from linli.rules.verifier.recompute import Difference
from linli.rules.verifier.single import engine, source

__all__ = [
    "About",
    "Difference",
    "Report",
    "Subject",
    "check",
    "check_code",
    "engine",
    "make",
    "make_round",
    "write_round",
]

Entry = tuple[container.Member, dict[str, Any]]
README = """\
邻里 · 计算包
本压缩包含有复算公布得分所需的全部内容：事实及来源、酌定、规则原文、结果，以及复算程序。
复算：解压出 verify.py，在装有 Python 3.11 以上的电脑上运行  python3 verify.py 本压缩包.zip
最可靠的做法是用自己从公开网站另行下载的 verify.py，并把显示的校验码与评分表上印的对照。

Linli bundle
Everything needed to recompute the published score: facts and their sources, awards, the rules as published,
the result, and the program. Unpack verify.py and run  python3 verify.py THIS-FILE.zip  with Python 3.11.
Safest is a verify.py fetched separately from the public site; compare the check code with the printed one.
"""


@dataclass(frozen=True, slots=True)
class About:
    """What the bundle says of the publication; plain JSON values throughout.

    round: code, title, period …; decided: who, under which title, when; journal: its head then,
    {"seq", "hash"}; published: when, as ISO text
    engine: fingerprint of the one engine that worded all the reasons, "" if that is not known
    """

    round: Mapping[str, Any]
    decided: Mapping[str, Any]
    journal: Mapping[str, Any]
    published: str = ""
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One score as it was published.

    facts: {name: {"value", "source", "evidence", "replaced" …}}; awards: {item: {"points", "reason"}};
    parties: in a weighted round by kind each party's {"order", "who", "who_en", "weight", "items", "facts",
    "awards"}; result: as `linli score --json` writes it
    """

    code: str
    name: str
    facts: Mapping[str, Any]
    result: Mapping[str, Any]
    awards: Mapping[str, Any] = field(default_factory=dict)
    parties: Mapping[str, Any] = field(default_factory=dict)


def make(pack: Pack, about: About, subject: Subject) -> bytes:
    """Return the bundle of one score: the same content gives the same check code on any machine."""
    files = {
        "facts.json": subject.facts,
        "awards.json": subject.awards,
        "parties.json": subject.parties,
        "result.json": subject.result,
    }
    kept = {name: part for name, part in files.items() if part or name != "parties.json"}
    content = [_entry(name, [manifest.canonical(part)]) for name, part in kept.items()]
    out = BytesIO()
    who = {"code": subject.code, "name": subject.name}
    _write(out, pack, about, content, {"kind": "score", "subject": who, "subjects": 1})
    return out.getvalue()


def make_round(pack: Pack, about: About, subjects: Iterable[Subject]) -> bytes:
    """Return the bundle of a whole round; the subjects may come from a generator."""
    out = BytesIO()
    write_round(out, pack, about, subjects)
    return out.getvalue()


def write_round(file: BinaryIO, pack: Pack, about: About, subjects: Iterable[Subject]) -> None:
    """Write the bundle of a round into an open file; only its packed form is held in memory."""
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for subject in subjects:
            count += 1
            entry = {"subject": subject.code, "name": subject.name, "facts": subject.facts}
            entry |= {"awards": subject.awards} if subject.awards else {}
            entry |= {"parties": subject.parties} if subject.parties else {}
            yield manifest.canonical({**entry, "result": subject.result}) + b"\n"

    content = [_entry(SUBJECTS, lines())]
    _write(file, pack, about, content, {"kind": "round", "subjects": count})


def check(data: bytes) -> Report:
    """Recompute a bundle with the engine that runs here.

    :raises Refused: this is no bundle at all, or none that can be read
    """
    return checking.check(data, engine=engine())


def check_code(bundle: bytes) -> str:
    """Return the check code of a bundle of ours: the SHA-256 of what it states.

    :raises Refused: it is no bundle
    """
    members = {member.name: member for member in container.read(bundle)}
    code: str = json.loads(members[manifest.NAME].content())["check"]
    return code


@lru_cache(maxsize=4)
def _rules(pack: Pack) -> tuple[Entry, ...]:
    """Return the pack's files, packed once for all the scores that were judged by it."""
    return tuple(_entry(PACK + name, [data]) for name, data in sorted(pack.files.items()))


@cache
def _aside() -> tuple[Entry, ...]:
    """Return the help for the reader, packed once."""
    return _entry("README.txt", [README.encode()]), _entry("verify.py", [source()])


def _entry(name: str, pieces: Iterable[bytes]) -> Entry:
    """Return a packed member with what the manifest says of it."""
    member = container.packed(name, pieces)
    return member, {
        "size": member.size,
        "sha256": manifest.digest_of(member.pieces()),
        "packed": len(member.packed),
        "packed_sha256": manifest.digest(member.packed),
    }


def _write(file: BinaryIO, pack: Pack, about: About, content: list[Entry], kind: Mapping[str, Any]) -> None:
    stated = [*content, *_rules(pack)]
    entries = sorted((*stated, *_aside()), key=lambda entry: entry[0].name)
    statement = {
        "format": manifest.FORMAT,
        **kind,
        "round": dict(about.round),
        "policy": {"code": pack.code, "sha256": pack.sha256},
        "decided": dict(about.decided),
        "journal": dict(about.journal),
        "published": about.published,
        **({"engine": about.engine} if about.engine else {}),
        "files": {member.name: digests["sha256"] for member, digests in stated},
    }
    text = manifest.sealed(statement, {member.name: digests for member, digests in entries})
    sealed = container.packed(manifest.NAME, [text], method=container.STORED)
    container.write(file, [*(member for member, _ in entries), sealed])
