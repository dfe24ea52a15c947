"""The pages of mandates: the list, a leader's phone, and what the public reads."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from linli.mandates.models import Mandate, Visit
from tests.answers import body
from tests.mandates.conftest import streets as streets
from tests.web.tripartite_forms import day, photo, text

BASE = "/desk/mandates"


@pytest.fixture
def as_(client, streets):
    people = {
        "bureau": ("liu", "bureau", "/1/"),
        "street": ("zhao", "subdistrict", "/1/1/"),
        "leader": ("wang", "subdistrict", "/1/1/"),
        "other": ("hu", "subdistrict", "/1/10/"),
    }

    def sign_in(who):
        client.force_login(streets.town.person(*people[who]))
        return client

    return sign_in


def give(as_, **more):
    form = {"kind": "leader", "place": "", "name": "王建国", "since": "2026-01-01", **more}
    return as_("street").post(f"{BASE}/new/?at=/1/1/", form)


@pytest.mark.clause("I7")
def test_leader_and_office_are_entered_once_and_read_by_anybody(as_, streets, client):
    public, portal = f"/e/{streets.estate.code}/", "/offices/"
    assert "王建国" not in text(client.get(public))
    assert "/offices/" in text(client.get("/"))
    assert give(as_, title="副主任", phone="0375-1111").status_code == 302
    assert give(as_, kind="office", name="城市管理科").status_code == 302

    client.logout()
    for address in (public, portal):
        page = text(client.get(address))
        for words in ("王建国", "副主任", "tel:0375-1111", "城市管理科"):
            assert words in page, (address, words)


def test_a_contact_point_or_an_area_stays_inside(as_, streets, client):
    give(as_, kind="contact", place=streets.estate.path, name="陈书记", phone="0375-2222")

    client.logout()
    assert "陈书记" not in text(client.get(f"/e/{streets.estate.code}/"))
    assert "陈书记" not in text(client.get("/offices/"))


@pytest.mark.clause("K1")
def test_overlapping_terms_come_back_with_everything_typed(as_, streets):
    give(as_)
    answer = give(as_, name="李卫东", title="主任")

    page = text(answer)
    assert answer.status_code == 422
    for words in ("不能重叠", "李卫东", "主任"):
        assert words in page
    assert give(as_, kind="area", name="李卫东").status_code == 422
    assert Mandate.objects.count() == 1


@pytest.mark.clause("K1")
def test_a_leader_sees_what_changed_and_records_the_visit_on_a_phone(as_, streets):
    user = streets.leader.user_id
    give(as_, kind="area", place="/1/1/1/", user=user)
    row = Mandate.objects.get()
    assert "我的联系点和包干片" in text(as_("leader").get(f"{BASE}/"))
    page = text(as_("leader").get(f"{BASE}/{row.pk}/since/"))
    assert "还没有走访过" in page
    form = {
        "on": day(),
        "note": "看了充电棚",
        "problems": "灯不亮",
        "promised": "一周内装灯",
        "due_on": day(7),
        "photos": photo(),
    }

    visit = f"{BASE}/{row.pk}/visit/"
    wrong = as_("leader").post(visit, {**form, "on": day(1)})
    assert wrong.status_code == 422
    for words in ("还没有到", "看了充电棚", "一周内装灯", 'name="photos-kept"'):
        assert words in text(wrong), words
    assert as_("leader").post(visit, {**form, "photos": photo()}).status_code == 302

    page = text(as_("leader").get(f"{BASE}/{row.pk}/since/"))
    for words in ("您答应过的", "一周内装灯", "走访以来"):
        assert words in page, words
    first = Visit.objects.get()
    assert "一周内装灯" in text(as_("leader").get(visit))
    assert as_("leader").post(visit, {"on": day(), "note": "灯亮了", "kept": first.pk}).status_code == 302
    shown = text(as_("leader").get(f"{BASE}/{row.pk}/"))
    assert "已办好" in shown
    assert "thumb" in shown
    assert as_("other").get(f"{BASE}/{row.pk}/since/").status_code == 404


@pytest.mark.clause("I7", "K1")
def test_the_list_names_what_is_missing_and_leaves_as_a_workbook(as_, streets, django_assert_max_num_queries):
    give(as_)
    as_("bureau").get(f"{BASE}/")
    with django_assert_max_num_queries(20):
        page = text(as_("bureau").get(f"{BASE}/"))
    for words in ("责任科室", "没有包干的社区", "place /1/1/2/", "王建国"):
        assert words in page

    for address, words in (("mandates.xlsx", "王建国"), ("without.xlsx", "place /1/1/1/、place /1/1/2/")):
        answer = as_("bureau").get(f"{BASE}/{address}")
        cells = [cell.value for row in load_workbook(io.BytesIO(body(answer))).active.rows for cell in row]
        assert words in cells


def test_a_mandate_is_ended_by_its_last_day(as_, streets):
    give(as_)
    row = Mandate.objects.get()
    end = f"{BASE}/{row.pk}/end/"
    assert as_("street").post(end, {"until": day(), "reason": ""}).status_code == 422
    assert as_("street").post(end, {"until": day(), "reason": "工作调整"}).status_code == 302

    row.refresh_from_db()
    assert row.until.isoformat() == day(1)
    assert as_("other").get(end).status_code == 404
