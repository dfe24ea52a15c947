from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from linli.base import journal
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.people.queries import journal as queries

SYSTEM = Actor.system("test")
EXPORT = reverse("administration:journal_export")


@pytest.fixture
def admin(client, town):
    user = town.person("root", "admin", "/1/")
    client.force_login(user)
    return user


def test_the_journal_is_read_by_verb_person_place_and_day(client, admin, town, now):
    for name, path in (("ma", "/1/1/"), ("li", "/1/10/"), ("far", "/2/1/")):
        user = town.person(name, "grid", path)
        user.set_password("Dawn-horse-7")
        user.save()
        Client().post(reverse("accounts:login"), {"username": name, "password": "Dawn-horse-7"})
    address = reverse("administration:journal")

    def who(query=""):
        page = client.get(address + query).content.decode()
        return set(re.findall(r"<b>(ma|li|far)</b>", page))

    assert who() == {"ma", "li"}
    assert who("?person=ma") == {"ma"}
    assert who("?place=/1/10/") == {"li"}
    assert who("?verb=account.") == {"ma", "li"}
    assert who("?verb=posting.") == set()
    assert who("?last=2001-01-01") == set()
    assert who("?first=nonsense&before=x") == {"ma", "li"}


def test_the_journal_is_paged_by_number(client, admin, now):
    line = journal.Line(verb="place.rename", kind="people.place", place="/1/")
    journal.write_lines(actor=SYSTEM, lines=[line] * 120, at=now)
    address = reverse("administration:journal")

    first = client.get(address).content.decode()
    before = re.search(r"before=(\d+)", first)[1]
    second = client.get(f"{address}?before={before}").content.decode()

    numbers = [set(re.findall(r'faint">(\d+)</td>', page)) for page in (first, second)]
    assert [len(each) for each in numbers] == [50, 50]
    assert not numbers[0] & numbers[1]


def cells(response):
    """Return the rows of an exported file, headings first."""
    raw = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(StringIO(raw.decode("utf-8-sig"))))
    return [list(row) for row in load_workbook(BytesIO(raw)).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_journal_leaves_as_it_is_filtered_and_that_is_a_line_itself(client, admin, town, now, form):
    lines = [
        journal.Line(verb="estate.change", kind="registry.estate", key="7", place="/1/1/", note="=1+1"),
        journal.Line(verb="estate.change", kind="registry.estate", place="/1/10/"),
        journal.Line(verb="estate.change", kind="registry.estate", place="/2/1/"),
        journal.Line(verb="place.rename", kind="people.place", place="/1/1/", change={"name": ["甲", "乙"]}),
    ]
    journal.write_lines(actor=SYSTEM, lines=lines, at=now)

    response = client.post(EXPORT, {"form": form, "place": "/1/1/", "verb": ""})

    assert (
        response["Content-Disposition"].endswith(f".{form}") or f".{form}" in response["Content-Disposition"]
    )
    heading, *rows = cells(response)
    assert [int(row[0]) for row in rows] == [4, 1]
    told = [dict(zip(heading, row, strict=True)) for row in rows]
    assert str(told[0]["时间"]).startswith("2026-03-02 09:00:00")
    assert told[0]["改了什么"] == "name: 甲 → 乙"
    assert told[1]["说明"] == ("'=1+1" if form == "csv" else "=1+1")
    assert told[1]["对象"] == "registry.estate:7"
    assert told[1]["指纹"] == JournalEntry.objects.get(pk=1).hash
    entry = JournalEntry.objects.get(verb="journal.export")
    assert (entry.place, entry.actor_name) == ("/1/1/", "root")
    assert entry.change == {"form": ["", form], "place": ["", "/1/1/"]}


def test_a_formula_in_a_workbook_of_the_journal_is_text(client, admin, now):
    line = journal.Line(verb="place.rename", kind="people.place", place="/1/", note='=HYPERLINK("x")')
    journal.write_lines(actor=SYSTEM, lines=[line], at=now)

    raw = b"".join(client.post(EXPORT, {"form": "xlsx"}).streaming_content)

    sheet = load_workbook(BytesIO(raw)).active
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_full_file_says_where_the_next_one_begins(client, admin, now, monkeypatch, form):
    monkeypatch.setattr(queries, "MOST", 5)
    monkeypatch.setattr(queries.batches, "__kwdefaults__", {"most": 5})
    monkeypatch.setattr(queries, "BATCH", 2)
    line = journal.Line(verb="place.rename", kind="people.place", place="/1/")
    journal.write_lines(actor=SYSTEM, lines=[line] * 7, at=now)

    _, *first = cells(client.post(EXPORT, {"form": form, "verb": "place."}))
    _, *second = cells(client.post(EXPORT, {"form": form, "verb": "place.", "before": "3"}))

    assert [int(row[0]) for row in first[:-1]] == [7, 6, 5, 4, 3]
    assert "填 3" in str(first[-1])
    assert [int(row[0]) for row in second] == [2, 1]


def test_a_file_of_the_journal_is_in_the_language_of_its_reader(client, admin, now):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    line = journal.Line(verb="account.sign_in", kind="people.user", place="/1/")
    journal.write_lines(actor=SYSTEM, lines=[line], at=now)

    _, row = cells(client.post(EXPORT, {"form": "csv", "verb": "account."}))

    assert "Signed in" in row or "Sign in" in row


def test_nobody_takes_away_the_journal_of_another_place(client, town, now):
    client.force_login(town.person("wang", "subdistrict", "/1/1/"))
    line = journal.Line(verb="estate.change", kind="registry.estate", place="/1/10/")
    journal.write_lines(actor=SYSTEM, lines=[line], at=now)

    assert len(cells(client.post(EXPORT, {"form": "csv", "place": "/1/10/"}))) == 1
    assert JournalEntry.objects.get(verb="journal.export").place == "/1/1/"
