"""`linli score`: every form of file, the same result; every fault at once, and then no score."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import openpyxl
import pytest

from linli.cli.main import main
from linli.cli.scoring import run
from linli.cli.scoring.run import Spool, fault_for_programs, for_programs, judge
from linli.cli.scoring.sources import Raw, Source
from linli.rules import packs
from linli.rules.scorecard.facts import dump
from tests.rules.scorecard.test_engine import FULL

SECOND = Path(__file__).parents[1] / "rules" / "packs" / "lakeside_2025"
FACTS = {name: dump(value) for name, value in FULL.items()}
GOOD = {"subject": "和顺家园", "facts": {**FACTS, "facilities.lifts": "n/a", "tripartite.activities": 0}}
BAD = {"subject": "坏", "facts": {**FACTS, "satisfaction.rate": "83.6%", "lines.findings": 1.5, "nope": 1}}
OPEN = {
    "subject": "未评完",
    "facts": {name: each for name, each in FACTS.items() if name != "lines.findings"},
}


@pytest.fixture
def linli(capsysbinary):
    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main(["score", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return end.value.code, out.decode(), err.decode()

    return run


@pytest.fixture
def scored(linli):
    """Return what a file scores as JSON; the command must succeed and say nothing else."""

    def run(path, *options):
        status, out, err = linli(path, "--json", *options)
        assert (status, err) == (0, "")
        return json.loads(out)

    return run


def write(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_text(content, encoding=encoding)
    return path


def as_json(folder: Path, document: object) -> Path:
    return write(folder / "cards.json", json.dumps(document, ensure_ascii=False))


def as_jsonl(folder: Path, *cards: object) -> Path:
    return write(folder / "cards.jsonl", "\n".join(json.dumps(each, ensure_ascii=False) for each in cards))


def cell(value: object) -> object:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


def rows(*cards: dict) -> list[list[object]]:
    names = list(dict.fromkeys(name for each in cards for name in each["facts"]))
    body = [[each["subject"], *(cell(each["facts"].get(name, "")) for name in names)] for each in cards]
    return [["subject", *names], *body]


def as_csv(folder: Path, *cards: dict, encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows(*cards))
    return write(folder / "cards.csv", text.getvalue(), encoding)


def as_xlsx(folder: Path, *cards: dict) -> Path:
    book = openpyxl.Workbook()
    for row in rows(*cards):
        book.active.append(row)
    book.save(folder / "cards.xlsx")
    return folder / "cards.xlsx"


def test_one_card_gives_one_document_and_a_list_gives_a_list(tmp_path, scored):
    one = scored(as_json(tmp_path, GOOD))
    many = scored(as_json(tmp_path, [GOOD, OPEN]))

    assert list(one)[:4] == ["subject", "policy", "total", "bonus"]
    assert (one["subject"], one["policy"], one["total"], one["grade"]) == (
        "和顺家园",
        "xinhua-2022",
        "93.00",
        "优秀",
    )
    assert many[0] == one
    assert [each["subject"] for each in many] == ["和顺家园", "未评完"]
    assert scored(as_json(tmp_path, [])) == []


@pytest.mark.parametrize("form", [as_jsonl, as_csv, as_xlsx])
def test_every_form_of_file_gives_the_same_result(tmp_path, scored, form):
    assert scored(form(tmp_path, GOOD, OPEN)) == scored(as_json(tmp_path, [GOOD, OPEN]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_tables_come_in_every_usual_encoding(tmp_path, scored, encoding):
    (only,) = scored(as_csv(tmp_path, GOOD, encoding=encoding))

    assert only["subject"] == "和顺家园"


def test_a_mark_of_byte_order_is_no_content(tmp_path, scored):
    path = write(tmp_path / "a.jsonl", "\ufeff" + json.dumps(GOOD) + "\n\n")

    assert len(scored(path)) == 1


def test_an_empty_cell_is_a_missing_fact(tmp_path, scored):
    card = {"subject": "甲", "facts": {**FACTS, "lines.findings": ""}}

    for form in (as_csv, as_xlsx):
        (only,) = scored(form(tmp_path, card))
        assert only["missing"] == ["lines.findings"]
        assert only["grade"] is None


def test_every_fault_of_the_file_is_listed_and_nothing_is_scored(tmp_path, linli):
    for path in (as_json(tmp_path, [GOOD, BAD, BAD]), as_jsonl(tmp_path, BAD, GOOD, BAD)):
        status, out, err = linli(path, "--json")
        document = json.loads(out)

        assert (status, err) == (1, "")
        assert list(document) == ["faults"]
        assert [each["fact"] for each in document["faults"]] == [
            "satisfaction.rate",
            "lines.findings",
            "nope",
        ] * 2
        assert list(document["faults"][0]) == [
            "subject",
            "fact",
            "value",
            "allowed",
            "reason_zh",
            "reason_en",
        ]
        assert all(all(each.values()) for each in document["faults"])


def test_faults_of_tables_name_the_card_and_the_column(tmp_path, linli):
    for path in (as_csv(tmp_path, GOOD, BAD), as_xlsx(tmp_path, GOOD, BAD)):
        status, out, _ = linli(path, "--json")

        assert status == 1
        assert {(each["subject"], each["fact"]) for each in json.loads(out)["faults"]} >= {
            ("坏", "satisfaction.rate"),
            ("坏", "lines.findings"),
            ("坏", "nope"),
        }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.jsonl", '{"subject": "甲", "facts": {}}\n{"subject":\n'),
        ("deep.jsonl", "[" * 100_000),
        ("binary.jsonl", "\udcff\udcfe"),
        ("twice.csv", "subject,lines.findings,lines.findings\n甲,1,2\n"),
        ("nameless.csv", "estate,lines.findings\n甲,1\n"),
        ("long.csv", "subject,lines.findings\n甲,1,9\n"),
        ("quote.csv", 'subject,lines.findings\n甲,"1\n'),
        ("blank.csv", "subject,lines.findings\n,1\n"),
        ("number.json", "5"),
        ("twice.json", '{"subject": "甲", "facts": {"lines.findings": 1, "lines.findings": 1}}'),
    ],
)
def test_what_can_be_read_but_is_wrong_is_a_fault(tmp_path, linli, name, content):
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8", "surrogateescape"))

    status, out, err = linli(path, "--json")

    assert (status, err) == (1, "")
    assert json.loads(out)["faults"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.json", None),
        ("empty.json", b""),
        ("half.json", b'{"subject": '),
        ("deep.json", b"[" * 100_000),
        ("latin.json", b'"\xff"'),
        ("empty.csv", b""),
        ("odd.csv", b"subject,\x80\xff\n"),
        ("fake.xlsx", b"%PDF-1.7"),
        ("zip.xlsx", b"PK\x03\x04 nothing"),
        ("cards.pdf", b"%PDF-1.7"),
        ("noextension", b"{}"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_status_two(tmp_path, linli, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    for options in ((), ("--json",)):
        status, out, err = linli(path, *options)
        assert (status, out) == (2, "")
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [(), ("--nope",), ("--policy",), ("--lang", "fr")])
def test_wrong_usage_is_status_two(tmp_path, linli, arguments):
    status, out, err = linli(*arguments, *([as_json(tmp_path, GOOD)] if arguments else []))

    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_a_folder_is_no_file_and_an_unknown_policy_no_policy(tmp_path, linli):
    assert linli(tmp_path)[0] == 2
    status, _, err = linli(as_json(tmp_path, GOOD), "--policy", "atlantis")
    assert status == 2
    assert "xinhua-2022" in err


def test_another_district_s_pack_is_a_folder(tmp_path, scored):
    facts = {"credit.awards": 1, "credit.penalties": 0}

    one = scored(as_json(tmp_path, {"subject": "甲", "facts": facts}), "--policy", SECOND)

    assert one["policy"] == "lakeside-2025"
    assert one["sections"][0] == {"id": "account", "max": "120.00", "score": "90.00"}


def test_explaining_adds_keys_and_changes_none(tmp_path, scored):
    path = as_json(tmp_path, GOOD)
    plain, told = scored(path), scored(path, "--explain")

    assert told.items() >= plain.items()
    assert set(told) - set(plain) == {"discretions", "effects", "win_back"}
    assert told["win_back"]["most"] == "2.00"
    assert told["win_back"]["ways"][0]["facts"][0]["fact"] == "tripartite.activities"
    assert len(told["discretions"]) == len(packs.load("xinhua-2022").card.readings())


@pytest.mark.parametrize(("lang", "words"), [("zh", ["优秀", "扣 2"][:1]), ("en", ["Excellent"])])
def test_people_read_it_in_their_language(tmp_path, linli, lang, words):
    vetoed = {"subject": "否决", "facts": {**FACTS, "satisfaction.rate": 30}}
    awarded = {**GOOD, "awards": {"drainage": {"points": 7, "reason": "漏查"}}}
    status, out, _ = linli(as_json(tmp_path, [awarded, vetoed, OPEN]), "--lang", lang, "--explain")

    assert status == 0
    assert all(word in out for word in words)
    assert "漏查" in out


def test_people_read_faults_in_their_language(tmp_path, linli):
    for lang, word in (("zh", "允许"), ("en", "allowed")):
        status, out, _ = linli(as_json(tmp_path, BAD), "--lang", lang)
        assert status == 1
        assert len([line for line in out.splitlines() if word in line]) == 3


def test_a_table_with_chinese_answers_and_the_output_of_excel(tmp_path, scored):
    header = ",".join(["subject", *FACTS])
    values = [str(each).upper() if isinstance(each, bool) else str(each) for each in FACTS.values()]
    path = write(tmp_path / "excel.csv", f"{header}\r\n甲,{','.join(values)}\r\n,,,\r\n", "utf-8-sig")

    (only,) = scored(path)

    assert only["total"] == "95.00"


def test_half_a_character_is_carried_through_and_breaks_nothing(tmp_path, linli):
    path = write(tmp_path / "odd.json", '{"subject": "\\ud800", "facts": {"\\udfff": "\\ud800"}}')

    status, out, err = linli(path, "--json")

    assert (status, err) == (1, "")
    assert json.loads(out)["faults"][0]["subject"] == "\ud800"


def test_a_line_without_end_is_a_fault_and_no_flood(tmp_path, linli):
    path = write(tmp_path / "long.csv", "subject,lines.findings\n" + "甲" * 5_000_000)

    status, out, _ = linli(path, "--json")

    assert status == 1
    assert "too long" in json.loads(out)["faults"][0]["reason_en"]


def test_a_reader_that_leaves_early_sees_no_traceback(tmp_path):
    path = as_jsonl(tmp_path, *[{**GOOD, "subject": f"E{n}"} for n in range(300)])
    command = f'"{sys.executable}" -m linli score "{path}" --json | head -c 10'

    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602

    assert done.stderr == ""
    assert len(done.stdout) == 10


WITHOUT_DJANGO = """
import sys
from linli.cli.main import main
from linli.cli.scoring import run
from linli.cli.scoring.run import Spool, fault_for_programs, for_programs, judge
from linli.cli.scoring.sources import Raw, Source
try:
    main(sys.argv[1:])
finally:
    assert "django" not in sys.modules
"""


def test_scoring_needs_no_django(tmp_path):
    command = [sys.executable, "-c", WITHOUT_DJANGO, "score", str(as_json(tmp_path, GOOD))]

    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603

    assert (done.returncode, done.stderr) == (0, "")


def test_memory_stays_flat_however_many_cards_there_are(monkeypatch):
    monkeypatch.setattr(run, "IN_MEMORY", 64 * 1024)

    def peak(count: int) -> int:
        cards = (Raw(f"#{n}", {**GOOD, "subject": f"E{n}"}) for n in range(count))
        tracemalloc.start()
        with Spool(",") as results, Spool(",") as faults:
            judge(card, Source(cards), results, faults, say=for_programs(False), say_fault=fault_for_programs)
            assert (results.count, faults.count) == (count, 0)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    card = packs.load("xinhua-2022").card
    peak(10)

    assert peak(200) < 64 * 1024 + 2 * peak(20)
