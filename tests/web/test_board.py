"""The board of a round: every order, bounded size and queries, a sheet opened in place, its workbook."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from linli.assessment.models import Reminder, RoundEstate
from linli.assessment.scoring.cells import WIDTH
from linli.base.models import Job, JournalEntry, StoredFile
from linli.jobs.worker import run_all
from linli.web.assessment import table
from tests.assessment.conftest import estates, people  # noqa: F401
from tests.web.test_assessment import as_, play, url  # noqa: F401

ORDERS = ("total", "-total", "change", "-change", "zeros", "missing", "place", "name", "i0", "-i0", "i16")
LARGEST = 60 * 1024
IN_PLACE = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "opened", "HTTP_HX_BOOSTED": "true"}


def shown(client, play, **look):  # noqa: F811
    page = client.get(url("board", play), look)
    assert page.status_code == 200
    return re.findall(r'<th class="e" scope="row"><a href="../e/([^/]+)/', page.text)


@pytest.mark.clause("I1")
@pytest.mark.parametrize("order", ORDERS)
def test_the_board_is_small_and_asks_little_in_every_order(
    as_,  # noqa: F811
    play,  # noqa: F811
    town,
    order,
    django_assert_max_num_queries,
):
    round, first = play.round, play.subject("和顺家园")
    extra = []
    for n in range(45):
        estate = town.estate(f"金色阳光名门幸福花园{n}号院", "/1/1/")
        row = RoundEstate.objects.get(pk=first.pk)
        row.pk, row.estate, row.code, row.name, row.path = None, estate, estate.code, estate.name, estate.path
        row.cells = "".join(f"{(n * 37 + item) % 500:0{WIDTH}d}" for item in range(17))
        extra.append(row)
    RoundEstate.objects.bulk_create(extra)
    client = as_(play.bureau)
    client.get("/desk/")

    with django_assert_max_num_queries(12):
        page = client.get(url("board", play), {"sort": order})

    assert page.text.count("<tr>") == 41
    assert len(page.content) <= LARGEST
    assert RoundEstate.objects.filter(round=round).count() == 48


@pytest.mark.clause("I1")
def test_one_item_sorts_both_ways(as_, play):  # noqa: F811
    play.enter_rest("和顺家园", {"fire_safety.findings": 4})
    play.enter_rest("矿东花园", {"fire_safety.findings": 1})
    play.enter_rest("幸福里", {"fire_safety.findings": 9})
    client = as_(play.bureau)
    worst = [play.subject(name).code for name in ("幸福里", "和顺家园", "矿东花园")]

    assert shown(client, play, sort="i13") == worst
    assert shown(client, play, sort="-i13") == worst[::-1]
    assert shown(client, play, sort="i13", only="incomplete") == []
    assert shown(client, play, sort="i13", page="9") == worst


@pytest.mark.clause("I1")
def test_a_sheet_opens_in_place_and_as_a_page_without_javascript(as_, play):  # noqa: F811
    client, address = as_(play.bureau), url("sheet", play, "和顺家园")
    board = client.get(url("board", play)).text
    assert 'hx-boost="true" hx-target="#opened" hx-push-url="false"' in board
    assert 'id="opened"' in board

    part, page = client.get(address, **IN_PLACE), client.get(address)

    assert part.text.lstrip().startswith("<header>")
    assert 'id="i16"' in part.text
    assert "<!doctype html>" in page.text
    assert "HX-Target" in part["Vary"]
    assert client.get(address, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="main").text.lstrip()[:5] == "<!doc"


@pytest.mark.clause("I1", "S7")
def test_the_bureau_reminds_from_the_progress_and_from_a_sheet(as_, play):  # noqa: F811
    client, today = as_(play.bureau), timezone.localtime()
    party = play.round.parties.get(kind="subdistrict")
    address = reverse("assessment:remind", args=[play.round.pk, party.pk])
    assert address in client.get(url("round", play)).text
    assert address not in as_(play.street).get(url("round", play)).text

    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 422
    page = client.get(url("round", play)).text
    assert address not in page
    assert f"{today.month}月{today.day}日" in page
    assert "催办" in as_(play.street).get("/desk/").text

    company = url("remind_company", play, "和顺家园")
    assert company in client.get(url("sheet", play, "和顺家园"), **IN_PLACE).text
    assert client.post(company).status_code == 302
    assert company not in client.get(url("sheet", play, "和顺家园")).text
    assert "催办" in as_(play.company).get("/desk/").text
    assert company not in client.get(url("sheet", play, "幸福里")).text
    assert Reminder.objects.count() == JournalEntry.objects.filter(verb="round.remind").count() == 2


@pytest.mark.clause("S18")
def test_a_large_round_s_workbook_is_made_by_the_worker_and_found_again(as_, play, monkeypatch):  # noqa: F811
    monkeypatch.setattr(table, "AT_ONCE", 2)
    client, ask = as_(play.bureau), url("workbook_ask", play)
    assert ask in client.get(url("workbook", play)).text

    assert client.post(ask).status_code == 302
    assert client.post(ask).status_code == 302
    job = Job.objects.get(kind="round.workbook")
    waiting = client.get(url("workbook", play))
    assert "<progress" in waiting.text
    assert ask not in waiting.text
    run_all()

    job.refresh_from_db()
    file = reverse("files:file", args=[job.result["file"]])
    assert (job.percent, job.result["estates"]) == (100, 3)
    assert file in client.get(url("workbook", play)).text
    handed = client.get(file)
    book = load_workbook(io.BytesIO(b"".join(handed.streaming_content)), read_only=True)
    assert book["考评结果"].max_row >= 4
    assert as_(play.assessor).get(file).status_code == 404
    assert file not in as_(play.assessor).get(url("workbook", play)).text
    assert StoredFile.objects.get(pk=job.result["file"]).permission == ""


def test_a_small_round_s_workbook_is_handed_out_at_once(as_, play):  # noqa: F811
    handed = as_(play.bureau).get(url("workbook", play))

    assert handed.content.startswith(b"PK")
    assert not Job.objects.filter(kind="round.workbook").exists()
