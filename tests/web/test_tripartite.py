"""The pages of the three sides: what they show, to whom, and that nothing typed is lost."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from linli.kernel.actor import Actor
from linli.tripartite.models import Appointment, Mechanism, Meeting, QualityNote, Resolution
from linli.tripartite.services import meetings as services
from tests.answers import body
from tests.tripartite.conftest import table as table  # the estate with its three sides

BASE = "/desk/tripartite"


@pytest.fixture
def as_(client, table):
    people = {
        "community": ("zhou", "community", "/1/1/", ""),
        "street": ("zhao", "subdistrict", "/1/", ""),
        "company": ("wang", "company", table.estate.path, table.company.organisation),
        "owner": ("liu", "owner", table.estate.path, ""),
        "neighbour": ("hu", "community", "/1/10/", ""),
        "organisation": ("he", "organisation", "/1/", ""),
    }

    def sign_in(who):
        name, role, path, organisation = people[who]
        client.force_login(table.town.person(name, role, path, organisation))
        return client

    return sign_in


def text(response) -> str:
    return body(response).decode()


def photo(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def day(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def called(as_, table, **more):
    """Call a meeting through the form, from what is proposed."""
    form = {
        "title": "第一季度联席会议",
        "planned_at": f"{day()}T15:00",
        "place_note": "三楼",
        "agenda": ["missing:charge_rates", "mechanism:" + table.estate.code],
        "more": "楼道堆物\n\n",
        **more,
    }
    return as_("community").post(f"{BASE}/estates/{table.estate.code}/call/", form)


def sheet(meeting, **more):
    """Return what a thumb fills in on the sheet of a meeting with three items."""
    form = {
        "held_on": day(),
        "chair": "周敏",
        "side-community-present": "on",
        "side-community-names": "周敏",
        "side-company-present": "on",
        "side-company-names": "王海宁",
        "item-1-outcome": "一致同意",
        "item-1-text": "",
        "item-2-outcome": "同意，按决议办理",
        "item-2-text": "南门公示收费标准",
        "item-2-side": "company",
        "item-2-due_on": day(7),
        "item-2-owner": "王海宁",
        "minutes": "气氛很好",
    }
    return {**form, **more}


@pytest.fixture
def minuted(as_, table):
    called(as_, table)
    meeting = Meeting.objects.get()
    as_("community").post(f"{BASE}/meetings/{meeting.pk}/minute/", sheet(meeting))
    meeting.refresh_from_db()
    return meeting


@pytest.mark.clause("G6")
def test_a_meeting_is_called_from_what_is_proposed_and_the_invitation_can_be_copied(as_, table):
    page = text(as_("community").get(f"{BASE}/estates/{table.estate.code}/call/"))
    assert "补上“收费标准”公示" in page
    assert "还没有联动工作制度" in page

    answer = called(as_, table)

    meeting = Meeting.objects.get()
    assert answer.status_code == 302
    assert list(meeting.agenda.values_list("source", flat=True)) == [
        f"mechanism:{table.estate.code}",
        "missing:charge_rates",
        "",
    ]
    shown = text(as_("community").get(f"{BASE}/meetings/{meeting.pk}/"))
    assert "【联席会议通知】" in shown
    assert "3. 楼道堆物" in shown


def test_a_call_without_items_comes_back_with_everything_typed(as_, table):
    answer = called(as_, table, agenda=[], more="", place_note="凉亭")

    page = text(answer)
    assert answer.status_code == 422
    assert "凉亭" in page
    assert "请至少勾选或写一项议题" in page
    assert not Meeting.objects.exists()


@pytest.mark.clause("G6", "S2")
def test_one_screen_minutes_attendance_outcomes_and_resolutions(minuted, as_):
    assert (minuted.state, minuted.chair) == ("minuted", "周敏")
    assert list(minuted.attendance.order_by("side").values_list("side", "names")) == [
        ("community", "周敏"),
        ("company", "王海宁"),
    ]
    resolution = minuted.resolutions.get()
    assert (resolution.text, resolution.side, resolution.source) == (
        "南门公示收费标准",
        "company",
        "missing:charge_rates",
    )
    page = text(as_("community").get(f"{BASE}/meetings/{minuted.pk}/"))
    assert "起因" in page
    assert "没有到会" in page


def test_a_refused_sheet_keeps_every_word_and_every_photo(as_, table):
    called(as_, table)
    meeting = Meeting.objects.get()
    form = sheet(meeting, **{"held_on": day(3), "more-0-title": "充电桩", "photos": photo()})

    answer = as_("community").post(f"{BASE}/meetings/{meeting.pk}/minute/", form)

    page = text(answer)
    assert answer.status_code == 422
    for words in ("还没有到", "南门公示收费标准", "充电桩", "王海宁", "气氛很好", 'name="photos-kept"'):
        assert words in page, words
    kept = page.partition('name="photos-kept" value="')[2].partition('"')[0]
    again = sheet(meeting, **{"photos-kept": kept})
    assert as_("community").post(f"{BASE}/meetings/{meeting.pk}/minute/", again).status_code == 302
    assert [str(each.pk) for each in meeting.photos.all()] == [kept]


def test_a_file_that_is_no_photo_is_refused_at_its_field(as_, table):
    called(as_, table)
    meeting = Meeting.objects.get()
    form = sheet(meeting, photos=SimpleUploadedFile("会议.jpg", b"%PDF-1.7\n%%EOF\n"))

    answer = as_("community").post(f"{BASE}/meetings/{meeting.pk}/minute/", form)

    assert answer.status_code == 422
    assert "这里只收" in text(answer)
    assert "南门公示收费标准" in text(answer)


def test_an_item_that_came_up_without_a_title_is_asked_for_one(as_, table):
    called(as_, table)
    meeting = Meeting.objects.get()
    form = sheet(meeting, **{"more-0-outcome": "同意"})

    answer = as_("community").post(f"{BASE}/meetings/{meeting.pk}/minute/", form)

    assert answer.status_code == 422
    assert "还没有写题目" in text(answer)


def test_minutes_are_corrected_on_the_same_screen(minuted, as_):
    address = f"{BASE}/meetings/{minuted.pk}/minute/"
    page = text(as_("community").get(address))
    assert "南门公示收费标准" in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    resolution = minuted.resolutions.get()
    form = sheet(minuted, seen=seen, **{"item-2-pk": resolution.pk, "item-2-text": "南门和北门公示收费标准"})

    assert as_("community").post(address, form).status_code == 302
    resolution.refresh_from_db()
    assert resolution.text == "南门和北门公示收费标准"
    late = as_("community").post(address, form)
    assert late.status_code == 409
    assert "别人改过" in text(late)


@pytest.mark.clause("G6")
def test_the_company_proves_and_the_next_meeting_accepts(minuted, as_, table):
    row = Resolution.objects.get()
    finish = f"{BASE}/resolutions/{row.pk}/finish/"
    refused = as_("company").post(finish, {"on": day(), "report": "已上墙"})
    assert refused.status_code == 422
    assert "已上墙" in text(refused)
    done = as_("company").post(finish, {"on": day(), "report": "已上墙", "photos": photo()})
    assert done.status_code == 302
    called(as_, table, title="第二次会议", agenda=[f"resolution:{row.pk}"])
    second = Meeting.objects.get(title="第二次会议")

    page = text(as_("community").get(f"{BASE}/meetings/{second.pk}/minute/"))
    assert "已上墙" in page
    form = sheet(second, **{"item-2-text": "", f"verdict-{row.pk}-move": "accept"})
    as_("community").post(f"{BASE}/meetings/{second.pk}/minute/", form)

    row.refresh_from_db()
    assert (row.state, row.accepted_in_id) == ("accepted", second.pk)
    shown = text(as_("company").get(f"{BASE}/resolutions/{row.pk}/"))
    assert "第二次会议" in shown
    assert "thumb" in shown


@pytest.mark.clause("G6")
def test_after_approval_the_public_reads_what_was_resolved_and_no_name(minuted, as_, client, table):
    public = f"/e/{table.estate.code}/meetings/"
    assert "南门公示收费标准" not in text(client.get(public))

    as_("community").post(f"{BASE}/meetings/{minuted.pk}/approve/", {})

    client.logout()
    page = text(client.get(public))
    assert "南门公示收费标准" in page
    assert "一致同意" in page
    for name in ("周敏", "王海宁", "气氛很好"):
        assert name not in page


def test_a_name_in_the_minutes_is_shown_to_whoever_approves(as_, table):
    called(as_, table)
    meeting = Meeting.objects.get()
    form = sheet(meeting, **{"item-1-outcome": "由王海宁办"})
    as_("community").post(f"{BASE}/meetings/{meeting.pk}/minute/", form)

    answer = as_("community").post(f"{BASE}/meetings/{meeting.pk}/approve/", {})

    assert answer.status_code == 422
    assert "王海宁" in text(answer)


@pytest.mark.clause("G6")
def test_minutes_leave_as_docx_and_pdf_for_the_sides_only(minuted, as_):
    docx = as_("company").get(f"{BASE}/meetings/{minuted.pk}/minutes.docx")
    pdf = as_("company").get(f"{BASE}/meetings/{minuted.pk}/minutes.pdf")

    assert body(docx)[:2] == b"PK"
    assert body(pdf)[:4] == b"%PDF"
    assert as_("owner").get(f"{BASE}/meetings/{minuted.pk}/minutes.pdf").status_code == 404
    services.approve(actor=Actor.system("test"), now=timezone.now(), meeting=minuted)
    assert as_("owner").get(f"{BASE}/meetings/{minuted.pk}/minutes.pdf").status_code == 422
    owners = text(as_("owner").get(f"{BASE}/meetings/{minuted.pk}/"))
    assert "王海宁" not in owners
    assert "南门公示收费标准" in owners


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
