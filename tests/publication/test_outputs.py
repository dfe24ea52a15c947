"""The files of what was published: they open, they agree, and the bundle recomputes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from linli.base import files
from linli.jobs.worker import run_all
from linli.kernel.actor import Actor
from linli.paper.roundfacts import read_facts
from linli.publication import outputs
from linli.publication.queries import filing, results
from linli.publication.services import filing as keeping
from linli.rules import bundle
from linli.web.public import downloads
from tests.publication import made

ANYBODY = Actor(name="anonymous")


@pytest.fixture
def published(town, now):
    return made.publish(town.actor("chen", "bureau", "/1/"), made.several(12), now=now)


def test_the_open_data_says_what_the_page_says(published):
    text = outputs.round_file(ANYBODY, published, "scores.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    document = json.loads(outputs.round_file(ANYBODY, published, "scores.json"))

    shown = list(results.scores(ANYBODY, published))
    assert [row["小区"] for row in rows] == [score.estate_name for score in shown]
    assert [row["总分"] for row in rows] == [str(score.points) for score in shown]
    assert document["rows"][0]["points"] == str(shown[0].points)
    assert document["about"]["policy_sha256"] == made.PACK.sha256


@pytest.mark.parametrize("name", ["scores.xlsx", "summary.pdf", "notice.docx"])
def test_each_paper_of_a_round_is_a_file_of_its_kind(published, name):
    data = outputs.round_file(ANYBODY, published, name)

    assert data.startswith({"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF"}[name.rpartition(".")[2]])


def test_the_facts_of_the_workbook_can_be_read_back(published):
    found = read_facts(outputs.round_file(ANYBODY, published, "scores.xlsx"))

    sheet = results.sheet(ANYBODY, published, estate_code="410402008001-001")
    assert found.policy_hash == made.PACK.sha256
    read = found.values["410402008001-001"]
    assert read["fire_safety.findings"] == sheet.facts["fire_safety.findings"]["value"]


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet.docx"])
def test_one_sheet_prints(published, name):
    sheet = results.sheet(ANYBODY, published, estate_code="410402008001-001")

    assert outputs.sheet_file(ANYBODY, published, sheet, name)[:4] in (b"%PDF", b"PK\3\4")


@pytest.mark.clause("I2")
def test_every_published_score_recomputes_from_its_bundle(published):
    sheet = results.sheet(ANYBODY, published, estate_code="410402008001-003")
    single = outputs.sheet_file(ANYBODY, published, sheet, "bundle.zip")
    whole = outputs.round_file(ANYBODY, published, "bundle.zip")

    assert bundle.check(single).same
    assert bundle.check(whole).same
    assert bundle.check(whole).subjects == 12
    assert bundle.check(single).statement["decided"]["by"] == "陈立群"
    assert single == outputs.sheet_file(ANYBODY, published, sheet, "bundle.zip")


def test_a_bundle_with_another_result_is_told_apart(published):
    sheet = results.sheet(ANYBODY, published, estate_code="410402008001-003")
    sheet.result["items"][0]["score"] = "4.99"

    assert not bundle.check(outputs.sheet_file(ANYBODY, published, sheet, "bundle.zip")).same


def test_no_name_of_a_person_who_entered_facts_leaves_the_house(published):
    names = zipfile.ZipFile(io.BytesIO(outputs.round_file(ANYBODY, published, "bundle.zip"))).namelist()

    assert "manifest.json" in names
    assert date(2026, 1, 1) == published.start


def test_the_worker_makes_the_files_of_a_publication_once_and_keeps_them(published, now, monkeypatch):
    job = keeping.ask(actor=Actor.system("clock"), published=published, now=now)
    run_all()
    job.refresh_from_db()
    assert (job.state, job.percent, job.result["files"]) == ("done", 100, len(outputs.ROUND))
    kept = filing.kept(ANYBODY, published, name="scores.csv")
    monkeypatch.setitem(outputs.ROUND, "scores.csv", None)

    assert files.content(kept).decode("utf-8-sig").startswith("小区代码")
    assert outputs.round_file(ANYBODY, published, "scores.csv") == files.content(kept)
    keeping.ask(actor=Actor.system("clock"), published=published, now=now)
    assert run_all() == 1
    assert filing.kept(ANYBODY, published, name="scores.csv") == kept


def test_files_that_were_never_made_are_found(published, now):
    assert filing.unfinished(ANYBODY, files=len(outputs.ROUND)) == [published]

    keeping.ask(actor=Actor.system("clock"), published=published, now=now)
    assert filing.unfinished(ANYBODY, files=len(outputs.ROUND)) == []
    run_all()

    assert filing.unfinished(ANYBODY, files=len(outputs.ROUND)) == []


def test_a_large_round_s_file_is_only_ever_handed_out(published, now, client, monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 5)
    address = reverse("public:download", args=[published.code, "scores.xlsx"])

    assert client.get(address).status_code == 202
    job = keeping.ask(actor=Actor.system("clock"), published=published, now=now)
    waiting = client.get(address)
    assert (waiting.status_code, waiting["Retry-After"]) == (202, "10")
    assert "<progress" in waiting.text
    run_all()
    monkeypatch.setattr(outputs, "made", None)
    handed = client.get(address)

    assert handed.streaming
    assert b"".join(handed.streaming_content).startswith(b"PK")
    assert handed["Content-Disposition"].endswith(f'"{published.code}-scores.xlsx"')
    job.refresh_from_db()
    assert job.is_over
