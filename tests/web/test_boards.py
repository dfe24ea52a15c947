"""The pages of notice boards: printed, scanned, seen hanging, out of date."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from linli.registry.models import ServiceProject
from linli.tripartite.models import BoardIssue, BoardSighting
from tests.answers import body
from tests.web.tripartite_forms import BASE, day, photo, text
from tests.web.tripartite_forms import as_ as as_
from tests.web.tripartite_forms import table as table


@pytest.fixture
def printed(as_, table):
    answer = as_("community").post(f"{BASE}/estates/{table.estate.code}/board/print/")
    assert answer.status_code == 302
    return BoardIssue.objects.get()


@pytest.mark.clause("G7")
def test_a_board_is_printed_on_both_sizes(as_, table, printed):
    page = text(as_("community").get(f"{BASE}/estates/{table.estate.code}/board/"))
    for words in (printed.code, "还是最新", "A3", "A4", "禾邻物业"):
        assert words in page, words
    for size in ("a3", "a4"):
        answer = as_("community").get(f"{BASE}/boards/{printed.code}/{size}.pdf")
        assert body(answer).startswith(b"%PDF")
    assert as_("community").get(f"{BASE}/boards/{printed.code}/a5.pdf").status_code == 404


@pytest.mark.clause("G7")
def test_anybody_who_scans_is_told_if_the_board_is_current(table, printed):
    address = f"/e/{table.estate.code}/board/{printed.code}/"
    page = text(Client().get(address))
    assert "还是最新的" in page
    assert "它挂在这里" not in page
    ServiceProject.objects.update(phone="0375-7654321")
    page = text(Client().get(address))
    assert "不是最新的" in page
    assert "谁在服务、谁负责" in page
    assert "0375-7654321" in page
    assert Client().get(f"/e/{table.other.code}/board/{printed.code}/").status_code == 404


@pytest.mark.clause("G7")
def test_it_hangs_here_is_said_from_the_scan_or_the_typed_code_with_a_photo(as_, table, printed):
    assert "它挂在这里" in text(as_("company").get(f"/e/{table.estate.code}/board/{printed.code}/"))
    found = as_("company").get(f"{BASE}/boards/find/", {"version": f" {printed.code.lower()} "})
    assert found.headers["Location"] == f"{BASE}/boards/{printed.code}/seen/"
    form = {"spot": "南门岗亭旁", "on": day(), "photos": photo()}
    assert as_("company").post(found.headers["Location"], form).status_code == 302
    assert BoardSighting.objects.get().photo is not None
    assert "南门岗亭旁" in text(as_("street").get(f"{BASE}/boards/"))
    assert as_("neighbour").get(found.headers["Location"]).status_code == 404
    assert as_("community").get(f"{BASE}/boards/find/?version=XXXXXX").status_code == 404


def test_a_refused_sighting_keeps_what_was_typed(as_, table, printed):
    wrong = SimpleUploadedFile("note.txt", b"no photo", content_type="text/plain")
    for more in ({"on": day(3)}, {"photos": wrong}):
        form = {"spot": "南门岗亭旁", "on": day(), **more}
        answer = as_("company").post(f"{BASE}/boards/{printed.code}/seen/", form)
        assert answer.status_code == 422
        assert "南门岗亭旁" in text(answer)
    assert not BoardSighting.objects.exists()


def test_the_list_goes_out_as_it_is_shown(as_, table, printed):
    as_("street").get(f"{BASE}/boards/")  # takes the message of the printing away
    book = load_workbook(io.BytesIO(body(as_("street").get(f"{BASE}/boards.xlsx"))))
    assert printed.code in str([cell.value for row in book.active.rows for cell in row])
    assert "和顺家园" in text(as_("street").get(f"{BASE}/boards/?state=unseen"))
    assert "和顺家园" not in text(as_("street").get(f"{BASE}/boards/?state=none"))


def test_the_pages_are_bounded(as_, table, printed, django_assert_max_num_queries):
    client = as_("street")
    client.get(f"{BASE}/boards/")  # the first page of a session notes that somebody is there
    with django_assert_max_num_queries(14):
        client.get(f"{BASE}/boards/")
    with django_assert_max_num_queries(24):
        Client().get(f"/e/{table.estate.code}/board/{printed.code}/")
