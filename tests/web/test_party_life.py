"""The pages of party life: two screens on a phone, nothing lost, and lists that leave for Excel."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from linli.party.models import Activity, Booking, Hall, Position, PositionCheck, Publicity
from tests.party.life import branch, cover, instructor

LISTS = ("activities", "attendance", "positions", "publicity", "halls")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def branch_of_company(town):
    """The branch of a company in /1/1/, its estate and its instructor."""
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("禾邻物业")
    town.project(estate, company)
    body = branch("禾邻党支部", members=9)
    cover(body, company=company)
    instructor(company=company)
    return body, estate, company


@pytest.fixture
def as_(client, town):
    def sign_in(role, path, organisation=""):
        client.force_login(town.person(f"{role}-person", role, path, organisation))
        return client

    return sign_in


@pytest.fixture
def secretary(as_, branch_of_company):
    _, estate, company = branch_of_company
    return as_("company", estate.path, company.organisation)


def text(response) -> str:
    return response.content.decode()


def photo(name="会场.jpg"):
    raw = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(raw, "JPEG")
    return SimpleUploadedFile(name, raw.getvalue(), "image/jpeg")


def first(today, **more):
    return {"kind": "theme_day", "on": str(today), "topic": "学习细则", "place_note": "活动室", **more}


def fields_of(page) -> set[str]:
    """Return the names a person fills in; what is hidden is not asked."""
    found = set()
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text(page).partition("<main")[2]):
        name = re.search(r'name="([^"]+)"', tag)
        if name and 'type="hidden"' not in tag:
            found.add(name[1])
    return found


@pytest.mark.clause("F1", "F2")
def test_an_activity_is_recorded_on_two_screens_with_eight_fields(secretary, branch_of_company, today):
    body, *_ = branch_of_company
    address = f"/desk/party/organisations/{body.pk}/record/"

    one = secretary.get(address)
    two = secretary.post(address, first(today))
    filled = {
        **first(today),
        "step": "2",
        "present": "7",
        "minutes": "讨论三件事",
        "photos": [photo(), photo()],
    }
    done = secretary.post(address, filled)

    assert len(fields_of(one)) + len(fields_of(two)) <= 8
    assert "最近登记党员 9 人" in text(two)
    row = Activity.objects.get()
    assert (done.status_code, done.url) == (302, f"/desk/party/activities/{row.pk}/")
    page = text(secretary.get(done.url))
    for words in ("学习细则", "讨论三件事", "未到场", "照片 2 张", "田国栋"):
        assert words in page, words


def test_what_was_typed_and_taken_survives_a_refusal(secretary, branch_of_company, today):
    body, *_ = branch_of_company
    address = f"/desk/party/organisations/{body.pk}/record/"
    wrong = {**first(today), "step": "2", "present": "10", "minutes": "记了很多", "photos": [photo()]}

    page = secretary.post(address, wrong)

    assert page.status_code == 422
    assert "到会不能是10人" in text(page)
    assert "记了很多" in text(page)
    kept = re.search(r'name="photos-kept" value="(\d+)"', text(page))
    right = {**wrong, "present": "9", "photos-kept": kept[1]}
    right.pop("photos")
    assert secretary.post(address, right).status_code == 302
    assert Activity.objects.get().photos.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "2999-01-01"}, "还没到"),
        ({"on": "2024-01-01"}, "还没有成立"),
        ({"kind": "committee_meeting"}, "没有设支部委员会"),
        ({"kind": "group_meeting"}, "没有划分党小组"),
        ({"topic": ""}, "请填写主题"),
    ],
)
def test_the_first_screen_says_at_once_what_cannot_be(secretary, branch_of_company, today, wrong, words):
    body, *_ = branch_of_company

    page = secretary.post(f"/desk/party/organisations/{body.pk}/record/", first(today, **wrong))

    assert page.status_code == 422
    assert words in text(page)
    assert 'value="活动室"' in text(page)


def test_a_second_theme_day_is_asked_about_and_a_wrong_file_refused(secretary, branch_of_company, today):
    body, *_ = branch_of_company
    address = f"/desk/party/organisations/{body.pk}/record/"
    filled = {**first(today), "step": "2", "present": "7"}
    secretary.post(address, filled)

    twice = secretary.post(address, filled)
    assert twice.status_code == 422
    assert "已经记过一次" in text(twice)
    assert 'name="again"' in text(twice)
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.4 words", "application/pdf")
    wrong = secretary.post(address, {**filled, "again": "on", "photos": [paper]})
    assert (wrong.status_code, Activity.objects.count()) == (422, 1)
    assert secretary.post(address, {**filled, "again": "on"}).status_code == 302


@pytest.mark.clause("H4")
def test_a_community_counts_a_courtyard_in_with_its_grid_branch(town, as_, today):
    client = as_("community", "/1/1/")
    grid, yard = branch("第六网格支部", form="grid"), branch("滨河院小组", form="group", members=3)
    address = f"/desk/party/organisations/{grid.pk}/record/"
    two = client.post(address, first(today))
    assert "滨河院小组" in text(two)

    filled = {**first(today), "step": "2", "present": "7", f"with-{yard.pk}": "2"}
    client.post(address, filled)

    page = text(client.get("/desk/party/activities/"))
    assert "2 个组织合并开展" in page
    assert "滨河院小组" in text(client.get(f"/desk/party/activities/{Activity.objects.get().pk}/"))


@pytest.mark.clause("F1")
def test_a_plan_stands_in_the_calendar_until_it_is_held_or_cancelled(secretary, branch_of_company, today):
    body, *_ = branch_of_company
    when = f"{today + timedelta(days=3)}T15:00"
    plan = {"kind": "lecture", "topic": "讲细则", "planned_at": when, "lecturer": "王海宁"}
    address = f"/desk/party/organisations/{body.pk}/plan/"
    assert "时间已经过去" in text(secretary.post(address, {**plan, "planned_at": "2024-01-01T09:00"}))
    for _ in range(2):
        secretary.post(address, {**plan, "remind_on": str(today)})
    held, dropped = Activity.objects.order_by("pk")

    page = text(secretary.get(f"/desk/party/calendar/?month={(today + timedelta(days=3)):%Y-%m}"))
    assert "讲细则" in page
    assert "提醒" in text(secretary.get(f"/desk/party/calendar/?month={today:%Y-%m}"))
    secretary.post(f"/desk/party/activities/{dropped.pk}/cancel/", {"reason": "下雨"})
    filled = {**first(today, kind="lecture", topic="讲细则"), "step": "2", "present": "5"}
    secretary.post(f"/desk/party/activities/{held.pk}/record/", filled)

    held.refresh_from_db()
    dropped.refresh_from_db()
    assert (held.held_on, held.lecturer, dropped.cancelled_why) == (today, "王海宁", "下雨")
    again = secretary.get(f"/desk/party/activities/{held.pk}/record/")
    assert (again.status_code, again.url) == (302, f"/desk/party/activities/{held.pk}/")


def test_a_record_is_corrected_and_a_faster_hand_noticed(secretary, branch_of_company, today):
    body, *_ = branch_of_company
    secretary.post(
        f"/desk/party/organisations/{body.pk}/record/", {**first(today), "step": "2", "present": "7"}
    )
    row = Activity.objects.get()
    address = f"/desk/party/activities/{row.pk}/correct/"
    seen = secretary.get(address).context["form"].initial["seen"]
    told = {
        "topic": "学习细则全文", "held_on": str(today), f"present-{body.pk}": "6", f"expected-{body.pk}": "9",
        "seen": seen,
    }  # fmt: skip

    assert secretary.post(address, told).status_code == 302
    assert secretary.post(address, {**told, "topic": "另一人"}).status_code == 409

    row.refresh_from_db()
    assert (row.topic, row.participations.get().present) == ("学习细则全文", 6)


@pytest.mark.clause("F3")
def test_the_handbook_of_any_period_leaves_as_docx_and_pdf(secretary, branch_of_company, today):
    body, *_ = branch_of_company
    filled = {**first(today), "step": "2", "present": "7", "minutes": "讨论了三件事", "photos": [photo()]}
    secretary.post(f"/desk/party/organisations/{body.pk}/record/", filled)
    address = f"/desk/party/organisations/{body.pk}/handbook"

    assert "学习细则" in text(secretary.get(f"{address}/?period={today:%Y-%m}"))
    paper = docx.Document(io.BytesIO(secretary.get(f"{address}.docx?period={today:%Y}").content))
    words = "\n".join(line.text for line in paper.paragraphs)
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert "基层党组织工作手册" in words
    assert "讨论了三件事" in words
    assert {"禾邻物业", "7人", "9人", "1张", "未到场", "支部主题党日"} <= cells
    assert secretary.get(f"{address}.pdf").content[:5] == b"%PDF-"
    empty = secretary.get(f"{address}/?period=2025-01")
    assert "还没有活动记录" in text(empty)


@pytest.mark.clause("E1", "S3")
def test_a_position_is_registered_and_checked_with_a_photo_each(secretary, branch_of_company, today):
    _, estate, _ = branch_of_company
    new = {"estates": [estate.code], "kind": "company", "name": "党员活动室", "since": "2025-01-01"}
    assert secretary.post("/desk/party/positions/new/", new).status_code == 302
    position = Position.objects.get()
    address = f"/desk/party/positions/{position.pk}/check/"
    there = {f"{each}-there": "yes" for each in ("venue", "facilities", "signs", "flag", "rules")}
    photos = {f"{each}-photo": photo() for each in ("venue", "facilities", "signs", "flag")}

    page = secretary.post(address, {"on": str(today), **there, **photos})
    assert page.status_code == 422
    assert "“有制度”要配一张" in text(page)
    kept = dict(re.findall(r'name="(\w+-photo-kept)" value="(\d+)"', text(page)))
    assert len(kept) == 4
    again = {"on": str(today), **there, **kept, "rules-there": "no"}
    assert secretary.post(address, again).status_code == 302

    shown = text(secretary.get(f"/desk/party/positions/{position.pk}/"))
    assert "要素不齐" in shown
    assert PositionCheck.objects.get().elements.filter(present=True).count() == 4
    assert "党员活动室" in text(secretary.get("/desk/party/positions/?state=gaps"))
    assert "党员活动室" not in text(secretary.get("/desk/party/positions/?state=complete"))


@pytest.mark.clause("S4")
def test_publicity_is_shown_and_looked_at_again(secretary, branch_of_company, today):
    _, estate, _ = branch_of_company
    fields = {
        "estate": estate.code,
        "kind": "board",
        "title": "宣传栏",
        "shown_on": str(today - timedelta(9)),
    }
    assert secretary.post("/desk/party/publicity/new/", fields).status_code == 422
    assert secretary.post("/desk/party/publicity/new/", {**fields, "photo": photo()}).status_code == 302
    row = Publicity.objects.get()

    secretary.post(f"/desk/party/publicity/{row.pk}/check/", {"on": str(today), "still_there": "no"})

    row.refresh_from_db()
    assert row.valid_until == today
    assert "宣传栏" in text(secretary.get("/desk/party/publicity/?state=over"))


@pytest.mark.clause("E2")
def test_a_hall_is_registered_booked_and_given_back(town, as_, today):
    client = as_("community", "/1/1/")
    new = {"path": "/1/1/", "name": "议事厅", "since": "2025-01-01", "displays": "细则", "photo": photo()}
    assert client.post("/desk/party/halls/new/", new).status_code == 302
    hall = Hall.objects.get()
    day = today + timedelta(days=2)
    wish = {"on": str(day), "start": "09:00", "end": "11:00", "purpose": "联席会议"}
    assert client.post(f"/desk/party/halls/{hall.pk}/book/", wish).status_code == 302

    clash = client.post(f"/desk/party/halls/{hall.pk}/book/", {**wish, "start": "10:30", "end": "12:00"})
    assert clash.status_code == 422
    assert "已有人预约" in text(clash)
    assert 'value="12:00"' in text(clash)
    page = text(client.get(f"/desk/party/halls/{hall.pk}/?day={day}"))
    assert "09:00–11:00" in page
    client.post(f"/desk/party/halls/bookings/{Booking.objects.get().pk}/cancel/")
    assert "09:00–11:00" not in text(client.get(f"/desk/party/halls/{hall.pk}/?day={day}"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_and_leaves_as_a_workbook(as_, branch_of_company, name):
    client = as_("organisation", "/1/")

    assert client.get(f"/desk/party/{name}/").status_code == 200
    assert client.get(f"/desk/party/{name}/list.xlsx").content[:2] == b"PK"


def test_the_department_reads_and_does_not_write(as_, branch_of_company):
    body, *_ = branch_of_company
    client = as_("organisation", "/1/")

    assert client.get(f"/desk/party/calendar/?organisation={body.pk}").status_code == 200
    assert client.get(f"/desk/party/organisations/{body.pk}/record/").status_code == 403


def test_the_calendar_asks_little_however_many_branches_there_are(town, as_, django_assert_max_num_queries):
    for number in range(40):
        branch(f"支部{number}", members=None)
    client = as_("community", "/1/1/")
    client.get("/desk/party/calendar/")

    with django_assert_max_num_queries(20):
        page = client.get("/desk/party/calendar/")

    assert "40 个" in text(page)
