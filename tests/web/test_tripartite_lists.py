"""Mechanisms, appointments, lists and what lies around meetings: who sees what, with how many queries."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from linli.tripartite.models import Appointment, Mechanism, QualityNote, Resolution
from tests.answers import body
from tests.web.tripartite_forms import BASE, day, photo, text
from tests.web.tripartite_forms import as_ as as_
from tests.web.tripartite_forms import minuted as minuted
from tests.web.tripartite_forms import table as table


@pytest.mark.clause("G1")
def test_a_mechanism_is_established_with_a_person_a_line_and_standard_rules(as_, table):
    code = table.estate.code
    form = {
        "since": "2026-01-01",
        "community": "周敏，书记\n马小川 网格员",
        "committee": "孙桂芳",
        "company": "",
        "studio": "三楼",
        "hotline": "0375-1234567",
    }
    assert as_("street").post(f"{BASE}/estates/{code}/establish/", form).status_code == 302
    mechanism = Mechanism.objects.get()
    assert list(mechanism.delegates.order_by("pk").values_list("name", "title")) == [
        ("周敏", "书记"),
        ("马小川", "网格员"),
        ("孙桂芳", ""),
    ]
    papers = f"{BASE}/mechanisms/{mechanism.pk}/papers/"
    page = text(as_("street").get(f"{papers}?kind=workflow"))
    assert "分办" in page
    rules = {"kind": "rules", "title": "议事规则", "issued_on": "2026-01-02", "text": "一、"}
    assert as_("street").post(papers, rules).status_code == 302

    shown = text(as_("street").get(f"{BASE}/estates/{code}/"))
    for words in ("三楼", "马小川", "议事规则", "还没有人"):
        assert words in shown, words
    assert "马小川" not in text(as_("owner").get(f"{BASE}/estates/{code}/"))


@pytest.mark.clause("G2", "G3", "G4")
def test_both_directions_are_appointed_and_the_lists_of_those_without_shrink(as_, table):
    page = text(as_("street").get(f"{BASE}/appointments/"))
    assert "和顺家园" in page
    assert "禾邻物业" in page
    term = {"name": "周敏", "title": "书记", "since": "2026-01-01", "until": "2027-12-31"}
    assert as_("street").post(f"{BASE}/estates/{table.estate.code}/director/", term).status_code == 302
    seat = {"name": "梁禾", "since": "2026-01-01", "company": table.company.pk, "community": "/1/1/"}
    assert as_("street").post(f"{BASE}/appointments/seat/", seat).status_code == 302

    assert Appointment.objects.get(name="周敏").until == date(2028, 1, 1)
    shown = text(as_("street").get(f"{BASE}/appointments/"))
    assert shown.count("都有了。") == 2
    again = as_("street").post(f"{BASE}/estates/{table.estate.code}/director/", {**term, "name": "李"})
    assert again.status_code == 422
    assert "不能重叠" in text(again)


@pytest.mark.clause("G3")
def test_a_quality_note_is_written_with_a_photo_on_a_phone(as_, table):
    term = {"name": "周敏", "since": "2026-01-01"}
    as_("street").post(f"{BASE}/estates/{table.estate.code}/director/", term)
    row = Appointment.objects.get()

    form = {"on": day(), "text": "地库积水", "photos": photo()}
    assert as_("community").post(f"{BASE}/appointments/{row.pk}/note/", form).status_code == 302

    assert QualityNote.objects.get().photos.count() == 1
    assert "地库积水" in text(as_("company").get(f"{BASE}/appointments/{row.pk}/"))
    assert "义务质量总监" in text(as_("community").get(f"{BASE}/estates/{table.estate.code}/call/"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("meetings.xlsx", "第一季度联席会议"),
        ("resolutions.xlsx", "南门公示收费标准"),
        ("estates.xlsx", "和顺家园"),
        ("appointments.xlsx", "姓名"),
        ("appointments/without.xlsx", "和顺家园"),
    ],
)
def test_every_list_leaves_as_a_workbook(minuted, as_, address, words):
    answer = as_("street").get(f"{BASE}/{address}")

    cells = [cell.value for row in load_workbook(io.BytesIO(body(answer))).active.rows for cell in row]
    assert words in cells


@pytest.mark.parametrize("address", ["", "resolutions/", "estates/", "appointments/"])
def test_lists_ask_little_and_a_neighbour_finds_nothing(
    minuted, as_, table, address, django_assert_max_num_queries
):
    for number in range(20):
        table.town.estate(f"小区{number}", "/1/1/")
    as_("street").get(f"{BASE}/{address}")
    with django_assert_max_num_queries(22):
        page = as_("street").get(f"{BASE}/{address}")

    assert len(page.content) < 60_000
    assert "和顺家园" in text(page)
    assert "和顺家园" not in text(as_("neighbour").get(f"{BASE}/{address}"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=overdue", False),
        ("state=open", True),
        ("side=committee", False),
        ("mine=yes", True),
        ("q=南门", True),
    ],
)
def test_resolutions_are_found_by_state_side_and_words(minuted, as_, query, found):
    page = text(as_("company").get(f"{BASE}/resolutions/?{query}"))

    assert ("南门公示收费标准" in page) is found


def test_the_organisation_department_reads_and_has_no_button(minuted, as_):
    client = as_("organisation")
    for address in ("", f"meetings/{minuted.pk}/", f"resolutions/{Resolution.objects.get().pk}/"):
        page = text(client.get(f"{BASE}/{address}"))
        assert "btn main" not in page, address


@pytest.mark.clause("G6")
def test_what_meetings_said_of_a_record_is_found_from_the_record(minuted, as_, table):
    page = text(as_("street").get(f"{BASE}/estates/{table.estate.code}/records/missing:charge_rates/"))

    assert "第一季度联席会议" in page
    assert "南门公示收费标准" in page


def test_pages_can_be_read_in_english(minuted, as_):
    page = as_("street").get(f"{BASE}/meetings/{minuted.pk}/", headers={"Accept-Language": "en"})

    assert page.status_code == 200


def test_the_dossier_of_the_estate_shows_its_three_sides(minuted, as_, table):
    page = text(as_("street").get(f"/desk/estates/{table.estate.code}/"))

    assert 'id="tripartite"' in page
    assert "南门公示收费标准" in page


def test_what_is_past_its_day_is_called_overdue_in_words(minuted, as_):
    Resolution.objects.update(due_on=date(2026, 1, 1))

    for address in ("resolutions/", f"resolutions/{Resolution.objects.get().pk}/", f"meetings/{minuted.pk}/"):
        assert "</svg>超期</span>" in text(as_("street").get(f"{BASE}/{address}")), address
