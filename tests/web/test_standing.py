"""The pages of a standing: the sheet of today, why it changed, the table of a place and its workbook."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from linli.kernel.actor import Actor
from linli.registry.models import EmergencyRecord
from linli.registry.services import records

SYSTEM = Actor.system("town")


def text(response) -> str:
    return response.content.decode()


def photo():
    raw = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(raw, "JPEG")
    return SimpleUploadedFile("演练.jpg", raw.getvalue(), "image/jpeg")


@pytest.fixture
def estate(town):
    found = town.estate("和顺家园", "/1/1/", lifts=0)
    town.project(found, town.company("和邻物业"))
    town.estate("翠湖花园", "/1/10/", mode="none")
    return found


@pytest.fixture
def as_(client, town):
    def sign_in(role, path, organisation=""):
        client.force_login(town.person(f"{role}-person", role, path, organisation))
        return client

    return sign_in


@pytest.fixture
def company(as_, estate):
    return as_("company", estate.path, estate.projects.get().company.organisation)


def issue(estate, kind="training", on=date(2026, 1, 1)):
    fields = {"kind": kind, "title": "培训制度", "issued_on": on}
    return records.issue(actor=SYSTEM, now=timezone.now(), estate=estate, fields=fields)


@pytest.mark.clause("S1", "S8", "S9", "S10")
def test_a_company_sees_its_sheet_of_today_and_the_forms_that_win_points(company, estate):
    issue(estate)

    page = text(company.get(f"/desk/standing/{estate.code}/"))

    assert "按今天的记录算出" in page
    assert "看制度文件" in page
    assert f"/desk/estates/{estate.code}/emergencies/?kind=drills" in page
    assert f"/desk/estates/{estate.code}/documents/?kind=responsibility" in page
    assert "由有权登记的单位办理" in page  # a filing is the bureau's


@pytest.mark.clause("S10")
def test_a_drill_is_entered_on_a_phone_and_counts_at_once(company, estate):
    today = timezone.localdate()
    url = f"/desk/estates/{estate.code}/emergencies/"
    assert company.get(f"{url}?kind=drills").status_code == 200
    given = {"kind": "drills", "on": today.isoformat(), "note": "防汛演练，12 人"}

    refused = company.post(url, given)
    assert refused.status_code == 422
    assert "防汛演练，12 人" in text(refused)
    late = company.post(url, {**given, "on": str(today + timedelta(days=1)), "photo": photo()})
    assert late.status_code == 422
    assert "还没到" in text(late)
    wrong = company.post(url, {**given, "photo": SimpleUploadedFile("a.jpg", b"no photo", "image/jpeg")})
    assert wrong.status_code == 422
    assert company.post(url, {**given, "photo": photo()}).status_code == 302

    dossier = text(company.get(f"/desk/estates/{estate.code}/"))
    assert "防汛演练，12 人" in dossier
    assert "看三防记录" in text(company.get(f"/desk/standing/{estate.code}/"))
    row = EmergencyRecord.objects.get()
    void = f"/desk/estates/emergencies/{row.pk}/void/"
    assert "作废" in text(company.get(void))
    assert company.post(void, {"reason": "写错"}).status_code == 302
    assert "看三防记录" not in text(company.get(f"/desk/standing/{estate.code}/"))


@pytest.mark.clause("S10")
def test_dossier_and_first_page_fetch_the_standing_in_short(company, estate):
    dossier = text(company.get(f"/desk/estates/{estate.code}/"))
    assert f'hx-get="/desk/standing/{estate.code}/brief/"' in dossier
    assert 'hx-get="/desk/standing/own/"' in text(company.get("/desk/"))

    assert "看整张评分表" in text(company.get(f"/desk/standing/{estate.code}/brief/"))
    assert "和顺家园" in text(company.get("/desk/standing/own/"))


def test_any_day_can_be_looked_at_and_no_other(as_, estate):
    client = as_("bureau", "/1/")

    page = text(client.get(f"/desk/standing/{estate.code}/?on=2026-01-05"))
    assert "按2026年1月5日的记录" in page or "1月5日" in page
    for wrong in ("2199-01-01", "soon"):
        response = client.get(f"/desk/standing/{estate.code}/?on={wrong}")
        assert response.status_code == 200
        assert "请重新选" in text(response)


@pytest.mark.clause("S9")
def test_a_change_names_the_record_the_person_and_the_day(as_, estate):
    today = timezone.localdate()
    for kind in ("responsibility", "procedures", "training"):
        issue(estate, kind, on=today)
    client = as_("bureau", "/1/")

    page = text(client.get(f"/desk/standing/{estate.code}/changes/?since={today - timedelta(days=3)}"))

    assert "看制度文件" in page
    assert "记下" in page
    assert "+5" in page
    turned = client.get(f"/desk/standing/{estate.code}/changes/?since={today}&until={today}")
    assert "请重新选" in text(turned)
    calm = client.get(f"/desk/standing/{estate.code}/changes/?since=2026-01-01&until=2026-01-02")
    assert "没有变化" in text(calm)


def test_the_table_holds_what_the_actor_may_see_and_the_workbook_the_same(as_, estate):
    client = as_("community", "/1/1/")
    issue(estate)

    page = text(client.get("/desk/standing/"))
    assert "和顺家园" in page
    assert "翠湖花园" not in page
    assert "没有符合条件" in text(client.get("/desk/standing/?mode=none"))

    book = load_workbook(io.BytesIO(client.get("/desk/standing/list.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["和顺家园"]
    assert rows[0][4] == "已得分"


def test_the_pages_are_small_and_ask_little(town, as_, estate, django_assert_max_num_queries):
    for number in range(45):
        town.estate(f"小区{number}", "/1/1/")
    client = as_("bureau", "/1/")
    client.get("/desk/standing/")
    with django_assert_max_num_queries(32):
        page = client.get("/desk/standing/")
    assert len(page.content) < 90_000
    assert len(re.findall(r'<th class="e" scope="row">', text(page))) == 40
    with django_assert_max_num_queries(30):
        sheet = client.get(f"/desk/standing/{estate.code}/")
    assert len(sheet.content) < 60_000
