"""Check a bundle from the outside in: archive, manifest, files, pack, and at last the score itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from linli.kernel.errors import DomainError, Refused
from linli.rules.packs.opening import read as read_pack
from linli.rules.packs.pack import Pack
from linli.rules.scorecard import strict_json
from linli.rules.verifier import container, manifest
from linli.rules.verifier.recompute import Difference, differences

PACK, SUBJECTS = "pack/", "subjects.jsonl"
PARTS = {"facts.json": "facts", "awards.json": "awards", "parties.json": "parties", "result.json": "result"}
MOST_SAID = 1000
LONGEST_LINE = 4_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """What came out. statement: what the bundle says of itself; subjects: how many were recomputed.

    wording: reasons that another version of the engine put into other words; no number differs by that
    """

    statement: Mapping[str, Any]
    check: str
    subjects: int
    differences: tuple[Difference, ...]
    wording: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Say whether this is the published score, recomputed to the last hundredth."""
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command prints it."""
        return {
            "same": self.same,
            "check": self.check,
            "subjects": self.subjects,
            "statement": dict(self.statement),
            "differences": [each.as_json() for each in self.differences],
            "wording": [each.as_json() for each in self.wording],
        }

    def lines(self) -> Iterator[str]:
        """Yield the report for people, Chinese first."""
        policy = self.statement.get("policy", {})
        if self.same:
            code = policy.get("code")
            yield f"一致：{self.subjects} 个得分按规则 {code} 复算，与公布的完全相同。"
            yield f"Same: {self.subjects} score(s) recomputed under {code}, exactly as published."
            yield f"校验码 check {self.check[:12]}  规则 policy {str(policy.get('sha256', ''))[:12]}"
            yield "请与评分表上印的校验码对照。Compare the check code with the one printed on the sheet."
            yield from self._reworded()
            return
        count = len(self.differences)
        yield f"不一致：{count} 处与公布的不同。Different in {count} place(s):"
        for each in self.differences:
            yield f"- {each.place}：{each.zh} / {each.en}"

    def _reworded(self) -> Iterator[str]:
        if not self.wording:
            return
        count = len(self.wording)
        yield f"另有 {count} 处理由的说法与本版程序不同；分数、事实和扣分都相同，不算不一致："
        yield f"This version words {count} reason(s) otherwise; no score, fact or deduction differs:"
        for each in self.wording:
            yield f"- {each.place}：{each.zh} / {each.en}"


def check(data: bytes, *, engine: str = "") -> Report:
    """Recompute a bundle and return where it differs from what was published.

    engine: fingerprint of the engine that recomputes; where the bundle names the same one the words of the
    reasons must be the same too, else they are reported apart
    :raises Refused: this is no bundle at all, or none that can be read
    """
    try:
        members = {member.name: member for member in container.read(data)}
        stated = members[manifest.NAME].content()
    except container.Changed as error:
        return _broken(error.fields[0] if error.fields else "zip", error.text.zh, error.text.en)
    except KeyError:
        raise Refused("计算包里没有 manifest.json", "There is no manifest.json in the bundle") from None
    wrong = manifest.fault(stated)
    if wrong is not None:
        return _broken(manifest.NAME, *wrong)
    found = json.loads(stated)
    statement, code = found["statement"], found["check"]
    faults = [*_files(members, found["files"]), *_stated(statement, found["files"])]
    if faults:
        return Report(statement, code, 0, tuple(faults))
    count, differing = _scores(members, statement)
    strict = bool(engine) and statement.get("engine") == engine
    return Report(
        statement,
        code,
        count,
        tuple(each for each in differing if strict or not each.wording),
        tuple(each for each in differing if each.wording and not strict),
    )


def _broken(place: str, zh: str, en: str) -> Report:
    return Report({}, "", 0, (Difference(place, "", "", zh, en),))


def _files(members: Mapping[str, container.Member], files: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield every file that is missing, too many, or not byte for byte the one that was packed."""
    names = set(members) - {manifest.NAME}
    for name in sorted(names ^ set(files)):
        yield Difference(name, "", "", "多出或缺少这个文件", "this file is missing or was added")
    for name in sorted(names & set(files)):
        member, stated = members[name], files[name]
        found = {"packed": len(member.packed), "packed_sha256": manifest.digest(member.packed)}
        try:
            found |= _measured(member)
        except Refused as error:
            yield Difference(name, "", "", error.text.zh, error.text.en)
            continue
        if found != stated:
            yield Difference(name, "", "", "内容与公布时不同", "its content is not as published")


def _measured(member: container.Member) -> dict[str, Any]:
    summing, size = hashlib.sha256(), 0
    for piece in member.pieces():
        summing.update(piece)
        size += len(piece)
    return {"size": size, "sha256": summing.hexdigest()}


def _stated(statement: Mapping[str, Any], files: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield every file whose hash is not the one the statement was published with."""
    stated = statement.get("files", {})
    own = {name: kept.get("sha256") for name, kept in files.items() if name not in manifest.ASIDE}
    for name in sorted(set(stated) | set(own)):
        if stated.get(name) != own.get(name):
            yield Difference(name, "", "", "不是声明里的那一份", "is not the one of the statement")


def _scores(
    members: Mapping[str, container.Member], statement: Mapping[str, Any]
) -> tuple[int, list[Difference]]:
    """Return how many subjects were recomputed, and where they differ."""
    try:
        pack = _pack(members)
        policy = statement["policy"]
        if (pack.code, pack.sha256) != (policy["code"], policy["sha256"]):
            words = "规则不是声明里的那一份", "the policy is not the one of the statement"
            return 0, [Difference("pack", str(policy["sha256"]), pack.sha256, *words)]
        return _recompute(pack, _entries(members, statement), statement)
    except DomainError as error:
        return 0, [Difference("pack", "", "", error.text.zh, error.text.en)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        words = f"内容读不出来：{error}", f"the content cannot be read: {error}"
        return 0, [Difference("subjects", "", "", *words)]


def _pack(members: Mapping[str, container.Member]) -> Pack:
    files = {
        name.removeprefix(PACK): member.content() for name, member in members.items() if name.startswith(PACK)
    }
    return read_pack(files)


def _recompute(
    pack: Pack, entries: Iterable[Mapping[str, Any]], statement: Mapping[str, Any]
) -> tuple[int, list[Difference]]:
    count, seen = 0, set()
    found: list[Difference] = []
    wording: list[Difference] = []
    for entry in entries:
        count += 1
        if entry["subject"] in seen:
            words = "同一个小区出现两次", "the same subject stands twice"
            found.append(Difference(str(entry["subject"]), "", "", *words))
        seen.add(entry["subject"])
        if len(found) < MOST_SAID:
            for each in differences(pack.card, entry):
                (wording if each.wording else found).append(each)
    if count != statement["subjects"]:
        words = (
            f"应有 {statement['subjects']} 个，实有 {count} 个",
            f"{statement['subjects']} stated, {count} found",
        )
        found.append(Difference("subjects", str(statement["subjects"]), str(count), *words))
    return count, found[:MOST_SAID] + wording[:MOST_SAID]


def _entries(
    members: Mapping[str, container.Member], statement: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Yield the subjects: one of a score's own files, or the lines of a round's."""
    if SUBJECTS in members:
        for line in _lines(members[SUBJECTS].pieces()):
            yield strict_json.loads(line.decode("utf-8"))
        return
    entry = {
        part: strict_json.loads(members[name].content().decode("utf-8"))
        for name, part in PARTS.items()
        if name in members
    }
    yield {"subject": statement["subject"]["code"], **entry}


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
        if len(rest) > LONGEST_LINE:
            raise ValueError("a line of more than 4 MB")
    if rest:
        yield rest
