"""The pages of the three sides: what they show, to whom, and that nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.tripartite.models import Meeting, Resolution
from linli.tripartite.services import meetings as services
from tests.answers import body
from tests.web.tripartite_forms import BASE, called, day, photo, sheet, text
from tests.web.tripartite_forms import as_ as as_
from tests.web.tripartite_forms import minuted as minuted
from tests.web.tripartite_forms import table as table


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
