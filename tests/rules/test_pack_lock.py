"""A locked pack is never edited; a broken one is refused with every fault it has."""

from __future__ import annotations

import pytest

from linli.kernel.errors import Refused
from linli.rules import packs
from linli.rules.packs import PackRefused, lock

FILES = dict(packs.load("xinhua-2022").files)


def refusal(files):
    with pytest.raises(PackRefused) as refused:
        packs.read(files)
    return refused.value


@pytest.mark.parametrize("name", sorted(FILES))
def test_one_changed_byte_in_a_locked_pack_is_refused(name):
    data = FILES[name]
    for place in (0, len(data) // 2, len(data) - 1):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert "LOCK" in refusal({**FILES, name: changed}).text.zh


def test_a_file_added_to_or_taken_from_a_locked_pack_is_refused():
    added = refusal({**FILES, "extra.toml": b"format_version = 1\n"})
    taken = refusal({name: data for name, data in FILES.items() if name != "examples.toml"})

    assert {each.place for each in added.faults} >= {"extra.toml"}
    assert {each.place for each in taken.faults} >= {"examples.toml"}


def test_without_its_lock_the_same_pack_is_a_draft_with_the_same_hash():
    draft = packs.read({name: data for name, data in FILES.items() if name != lock.NAME})

    assert not draft.locked
    assert draft.sha256 == packs.load("xinhua-2022").sha256


def test_the_lock_is_what_the_tool_writes():
    assert lock.text(FILES).encode() == FILES[lock.NAME]


def drafted(**changes):
    files = {name: data for name, data in FILES.items() if name != lock.NAME}
    for name, (old, new) in changes.items():
        file = name + (".csv" if name == "clauses" else ".toml")
        assert old.encode() in files[file]
        files[file] = files[file].replace(old.encode(), new.encode(), 1)
    return files


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"pack": ("format_version = 1", "format_version = 2")}, "pack.toml", "format_version"),
        ({"pack": ('code = "xinhua-2022"', "")}, "pack.toml.pack", "'code' must be a text"),
        ({"pack": ("dated = 2022-01-14", 'dated = "x"')}, "pack.toml.pack", "must be a date"),
        ({"scorecard": ('clause = "S1"', 'clause = "Z9"')}, "party_life", "is not in clauses.csv"),
        ({"scorecard": ("[card]", "[card")}, "scorecard.toml", "not valid TOML"),
        ({"lists": ('expires = "list_expiry"', 'expires = "never"')}, "red", "there is no deadline never"),
        ({"lists": ('section = "services"', 'section = "moon"')}, "lists.toml.list[2]", "no section 'moon'"),
        ({"lists": ("at_least = 90", "at_least = 90\nbelow = 95")}, "lists.toml.list[1]", "exactly one"),
        ({"deadlines": ('unit = "workday"', 'unit = "fortnight"')}, "deadlines.toml", "must be one of"),
        ({"clauses": ("A1,一(二)", ",一(二)")}, "clauses.csv:2", "six columns"),
    ],
)
def test_a_broken_pack_is_refused_with_its_faults_in_their_places(changes, place, words):
    faults = refusal(drafted(**changes)).faults

    assert any(each.place.startswith(place) and words in each.en for each in faults), faults
    assert all(each.zh for each in faults)


def test_faults_of_several_files_are_reported_together():
    files = drafted(
        pack=("issuer_zh", "issuer"), deadlines=("count = 5", "count = 5.5"), lists=("most = 8", "most = x")
    )

    assert len({each.place.split(".")[0] for each in refusal(files).faults}) >= 2


def test_a_missing_file_is_named():
    files = {name: data for name, data in drafted().items() if name != "lists.toml"}

    assert [each.place for each in refusal(files).faults] == ["lists.toml"]


def test_a_code_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(Refused) as refused:
        packs.load("atlantis-1")

    assert "xinhua-2022" in refused.value.text.zh


@pytest.mark.parametrize("code", ["../xinhua_2022", "xinhua_2022", "", "."])
def test_a_code_is_no_path(code):
    with pytest.raises(Refused):
        packs.load(code)


def test_a_folder_without_a_pack_is_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Refused):
            packs.open_folder(folder)


def test_a_district_switches_a_reading_off_by_data_alone(tmp_path):
    for name, data in drafted().items():
        (tmp_path / name).write_bytes(data)
    card = tmp_path / "scorecard.toml"
    text = card.read_text(encoding="utf-8")
    off = (
        "grades",
        "not_applicable",
        "disclosure.shares",
        "satisfaction.full_steps",
        "greening.no_plan",
        "bonus.cap",
    )
    for reading in off:
        head, found, tail = text.partition(f'id = "{reading}"')
        assert found
        text = head + found + tail.replace("adopted = true", "adopted = false", 1)
    card.write_text(text, encoding="utf-8")

    own = packs.open_folder(tmp_path)

    assert own.sha256 != packs.load("xinhua-2022").sha256
    assert own.card.item("disclosure").kind == "judgement"
    assert own.card.item("satisfaction").rule.rounding == "linear"
    assert own.card.grades == ()
    assert not {"greening.annual_plan"} & {need.fact.name for need in own.card.item("greening").rule.needs()}
    assert own.card.absence == "rescale"
    assert not own.card.item("bonus").rule.capped
    assert tuple(each.id for each in own.card.readings() if not each.adopted) == off
