"""Bundles: what was published is recomputed to the last hundredth, and no byte of it can change unseen."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.kernel.errors import Refused
from linli.rules import packs
from linli.rules.bundle import Subject, check, check_code, make, make_round
from linli.rules.packs import Pack
from linli.rules.panel import Sheet, combine
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import parse
from linli.rules.scorecard.outcome import Award
from linli.rules.verifier.single import ENTRY, needed
from tests.rules.bundles import ABOUT, PACK, Verifier, drawn_facts, facts, subject
from tests.rules.scorecard.cases import CASES
from tests.rules.scorecard.making import Case, text

BUNDLE = make(PACK, ABOUT, subject(kept=facts(tripartite__activities=0, satisfaction__rate="83.6")))


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verifier]:
    found = Verifier(tmp_path_factory.mktemp("verifier"))
    yield found
    found.close()


@pytest.mark.clause("I2")
def test_a_published_score_is_recomputed_and_found_the_same() -> None:
    report = check(BUNDLE)
    assert report.same
    assert report.subjects == 1
    assert report.statement["decided"]["by"] == "王建国"
    assert report.statement["policy"] == {"code": "xinhua-2022", "sha256": PACK.sha256}
    assert report.check == check_code(BUNDLE)
    assert "一致" in "\n".join(report.lines())


def test_the_same_content_gives_the_same_bytes_and_the_same_check_code() -> None:
    again = make(PACK, ABOUT, subject(kept=facts(tripartite__activities=0, satisfaction__rate="83.6")))
    assert again == BUNDLE
    other = make(PACK, ABOUT, subject(kept=facts(tripartite__activities=1, satisfaction__rate="83.6")))
    assert check_code(other) != check_code(BUNDLE)


def test_the_order_a_database_keeps_keys_in_does_not_matter() -> None:
    kept = facts(tripartite__activities=0, satisfaction__rate="83.6")
    turned = subject(kept=dict(reversed(kept.items())))
    assert make(PACK, ABOUT, turned) == BUNDLE


def test_any_unzip_program_opens_a_bundle() -> None:
    with zipfile.ZipFile(BytesIO(BUNDLE)) as archive:
        assert archive.testzip() is None
        assert {
            "facts.json",
            "awards.json",
            "result.json",
            "verify.py",
            "README.txt",
            "manifest.json",
        } <= set(archive.namelist())
        assert archive.read("pack/scorecard.toml") == PACK.files["scorecard.toml"]


def is_refused(data: bytes) -> bool:
    """Say whether a bundle is refused, as unreadable or as different."""
    try:
        return not check(data).same
    except Refused:
        return True


def regions() -> Iterator[int]:
    """Yield positions in every region of the bundle: headers wholly, contents and directory in samples."""
    with zipfile.ZipFile(BytesIO(BUNDLE)) as archive:
        for info in archive.infolist():
            head = info.header_offset
            body = head + 30 + len(info.filename)
            yield from range(head, body)
            yield from {body, body + 1, body + info.compress_size // 2, body + info.compress_size - 1}
        manifest = archive.getinfo("manifest.json").header_offset
        directory = archive.start_dir
    yield from range(manifest, directory, 17)
    yield from range(directory, len(BUNDLE))
    yield from range(0, len(BUNDLE), 997)


@pytest.mark.clause("I2")
@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_one_changed_byte_anywhere_is_refused(mask: int) -> None:
    data = bytearray(BUNDLE)
    for place in sorted(set(regions())):
        data[place] ^= mask
        assert is_refused(bytes(data)), f"byte {place} may be changed unseen"
        data[place] ^= mask


@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_no_change_of_any_byte_goes_unseen(place: int, mask: int) -> None:
    data = bytearray(BUNDLE)
    data[place] ^= mask
    assert is_refused(bytes(data))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"no zip at all", BUNDLE[:-1], BUNDLE[1:], BUNDLE + b"\0", BUNDLE[: len(BUNDLE) // 2]],
    ids=["empty", "start", "text", "cut", "beheaded", "longer", "half"],
)
def test_what_is_no_whole_bundle_cannot_be_read_or_differs(data: bytes) -> None:
    assert is_refused(data)


@pytest.mark.clause("I2")
def test_a_dressed_up_score_is_named_even_when_every_hash_was_made_to_fit() -> None:
    true = subject(kept=facts(tripartite__activities=0))
    result = json.loads(json.dumps(true.result))
    item = next(each for each in result["items"] if each["id"] == "tripartite")
    item["score"], result["total"] = "5.00", "97.00"
    forged = make(PACK, ABOUT, dataclasses.replace(true, result=result))
    places = {each.place for each in check(forged).differences}
    assert "410402-0137 › total" in places
    assert "410402-0137 › items › tripartite › score" in places


def test_another_pack_under_the_same_name_gives_another_check_code() -> None:
    other = _variant({"scorecard.toml": (b"at_least = 90", b"at_least = 85")})
    assert check_code(make(other, ABOUT, subject(other))) != check_code(make(PACK, ABOUT, subject()))


def _variant(changes: dict[str, tuple[bytes, bytes]]) -> Pack:
    """Return a district's copy of the pack with some words replaced."""
    files = {name: data for name, data in PACK.files.items() if name not in ("LOCK", "examples.toml")}
    for name, (old, new) in changes.items():
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)
    return packs.read(files)


def test_awards_are_recomputed_and_must_be_allowed() -> None:
    kept = facts(drainage__key_parts_checked=False)
    values = {name: parse(PACK.card.facts[name], each["value"]) for name, each in kept.items()}
    awards = {"drainage": {"points": "7", "reason": "仅 1 号楼人防口漏查一处", "by": "李红霞"}}
    result = evaluate(PACK.card, values, {"drainage": Award(Decimal(7), awards["drainage"]["reason"])})
    judged = Subject("1", "甲", kept, result.as_json(), awards)
    assert check(make(PACK, ABOUT, judged)).same
    forbidden = dataclasses.replace(judged, awards={"lines": {"points": "8", "reason": ""}})
    assert not check(make(PACK, ABOUT, forbidden)).same


def test_a_weighted_round_is_combined_again(verifier: Verifier) -> None:
    parties, sheets = {}, []
    for order, (kind, who, en, weight, found) in enumerate(
        [("subdistrict", "街道", "Subdistrict", 60, 4), ("bureau", "住建", "Housing bureau", 40, 1)]
    ):
        kept = facts(fire_safety__findings=found)
        parties[kind] = {
            "order": order,
            "who": who,
            "who_en": en,
            "weight": weight,
            "items": [],
            "facts": kept,
        }
        sheets.append(Sheet(who, en, weight, _result(kept)))
    common = facts()
    result = combine(PACK.card, sheets, _result(common)).as_json()
    turned = dict(reversed(parties.items()))
    bundle = make(PACK, ABOUT, Subject("1", "甲", common, result, parties=turned))
    assert check(bundle).same
    assert verifier(bundle)[0] == 0
    parties["bureau"]["weight"] = 41
    assert not check(make(PACK, ABOUT, Subject("1", "甲", common, result, parties=parties))).same


def _result(kept: dict[str, Any]) -> Any:
    return evaluate(
        PACK.card, {name: parse(PACK.card.facts[name], each["value"]) for name, each in kept.items()}
    )


def test_a_round_holds_its_subjects_one_per_line_and_none_twice() -> None:
    subjects = [subject(code=str(number), kept=facts(lines__findings=number % 17)) for number in range(500)]
    bundle = make_round(PACK, ABOUT, iter(subjects))
    report = check(bundle)
    assert (report.same, report.subjects) == (True, 500)
    twice = check(make_round(PACK, ABOUT, [*subjects, subjects[7]]))
    assert [each.place for each in twice.differences] == ["7"]


@pytest.mark.parametrize(
    "broken",
    [
        {"lines.findings": {"value": -1}},
        {"lines.findings": {}},
        {"no.such.fact": {"value": 1}},
        {"lines.findings": "3"},
    ],
)
def test_facts_that_are_none_are_a_difference_and_not_a_crash(broken: dict[str, Any]) -> None:
    bad = dataclasses.replace(subject(), facts={**facts(), **broken})
    assert not check(make(PACK, ABOUT, bad)).same


def test_the_single_file_needs_nothing_but_the_standard_library_and_agrees(verifier: Verifier) -> None:
    assert all(name.split(".")[0] == "linli" for name in needed(ENTRY))
    status, said = verifier(BUNDLE)
    assert status == 0
    assert json.loads(said)["check"] == check_code(BUNDLE)
    data = bytearray(BUNDLE)
    data[len(data) // 3] ^= 4
    assert verifier(bytes(data))[0] == 1
    assert verifier(b"no bundle")[0] == 2


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_single_file_agrees_on_drawn_facts_and_readings(verifier: Verifier, data: st.DataObject) -> None:
    card = PACK.files["scorecard.toml"].split(b"adopted = true")
    kept = data.draw(st.lists(st.booleans(), min_size=len(card) - 1, max_size=len(card) - 1))
    joined = card[0] + b"".join(
        (b"adopted = true" if keep else b"adopted = false") + part
        for keep, part in zip(kept, card[1:], strict=True)
    )
    try:
        pack = _variant({"scorecard.toml": (PACK.files["scorecard.toml"], joined)})
    except packs.PackRefused:
        pack = PACK
    drawn = data.draw(st.lists(drawn_facts(pack), min_size=1, max_size=5))
    subjects = [subject(pack, code=str(number), kept=each) for number, each in enumerate(drawn)]
    bundle = make_round(pack, ABOUT, subjects)
    assert check(bundle).same
    assert verifier(bundle)[0] == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@given(st.data())
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_single_file_agrees_on_every_kind_of_rule(
    verifier: Verifier, case: Case, data: st.DataObject
) -> None:
    card = "format_version = 1\n" + text(case.worth, case.facts, case.rule)
    files = {
        name: content
        for name, content in PACK.files.items()
        if name in ("clauses.csv", "deadlines.toml", "pack.toml")
    }
    pack = packs.read({**files, "lists.toml": b"format_version = 1\n", "scorecard.toml": card.encode()})
    drawn = data.draw(st.lists(drawn_facts(pack), min_size=1, max_size=8))
    subjects = [subject(pack, code=str(number), kept=each) for number, each in enumerate(drawn)]
    bundle = make_round(pack, ABOUT, subjects)
    assert check(bundle).same
    assert verifier(bundle)[0] == 0
