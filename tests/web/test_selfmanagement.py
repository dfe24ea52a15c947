"""The pages of self-management: what they show, to whom, and that nothing typed is lost."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from linli.registry.models import RuleDocument
from linli.selfmanagement.models import Fund, FundEntry, GridWork
from tests.answers import body
from tests.selfmanagement.conftest import yard as yard
from tests.web.tripartite_forms import day, photo, text

BASE = "/desk/selfmanagement"


@pytest.fixture
def as_(client, yard):
    people = {
        "community": ("zhou", "community", "/1/1/"),
        "grid": ("ma", "grid", "/1/1/"),
        "street": ("zhao", "subdistrict", "/1/"),
        "neighbour": ("hu", "community", "/1/10/"),
    }

    def sign_in(who):
        client.force_login(yard.town.person(*people[who]))
        return client

    return sign_in


def pdf(name="凭证.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n", content_type="application/pdf")


def planned(as_, yard, **more):
    form = {
        "title": "楼道照明",
        "year": day()[:4],
        "source": "construction",
        "route": "operation",
        "planned": "1,000.50",
        **more,
    }
    return as_("community").post(f"{BASE}/{yard.estate.code}/fund/", form)


@pytest.mark.clause("C3")
def test_a_grid_worker_ticks_snaps_and_is_done(as_, yard):
    page = text(as_("grid").get(f"{BASE}/round/"))
    assert "矿东花园" in page
    assert "翠湖花园" not in page
    assert "和顺家园" not in page
    form = {"works": ["policy", "supervision"], "on": day(), "note": "", "photos": photo()}

    answer = as_("grid").post(f"{BASE}/{yard.estate.code}/record/", form)

    assert answer.status_code == 302
    assert answer["Location"] == f"{BASE}/round/"
    assert [row.photos.count() for row in GridWork.objects.order_by("pk")] == [1, 1]
    shown = text(as_("community").get(f"{BASE}/{yard.estate.code}/"))
    assert "thumb" in shown
    assert "政策宣传" in text(as_("street").get(f"{BASE}/works/"))


def test_a_refused_record_keeps_ticks_words_and_photos(as_, yard):
    form = {"works": ["policy"], "on": day(3), "note": "讲了分类", "photos": photo()}
    address = f"{BASE}/{yard.estate.code}/record/"

    answer = as_("grid").post(address, form)

    page = text(answer)
    assert answer.status_code == 422
    for words in ("还没有到", "讲了分类", 'name="photos-kept"', "checked"):
        assert words in page, words
    kept = page.partition('name="photos-kept" value="')[2].partition('"')[0]
    again = {"works": ["policy"], "on": day(), "note": "讲了分类", "photos-kept": kept}
    assert as_("grid").post(address, again).status_code == 302
    wrong = {**form, "on": day(), "photos": SimpleUploadedFile("照片.jpg", b"%PDF-1.7\n%%EOF\n")}
    assert "这里只收" in text(as_("grid").post(address, wrong))


@pytest.mark.clause("C1")
def test_a_new_version_of_the_charter_is_one_step(as_, yard):
    address = f"{BASE}/{yard.estate.code}/charter/new/"
    assert "没有" in text(as_("street").get(f"{BASE}/"))
    form = {"title": "服务章程", "issued_on": "2026-01-01", "valid_until": "2099-12-31", "file": pdf()}

    assert as_("community").post(address, form).status_code == 302

    row = RuleDocument.objects.get()
    assert (row.kind, row.file.media_type) == ("charter", "application/pdf")
    assert "第 1 版" in text(as_("community").get(f"{BASE}/{yard.estate.code}/"))
    again = as_("community").post(address, {**form, "file": pdf()})
    assert again.status_code == 422
    assert "晚于" in text(again)
    assert as_("community").get(f"{BASE}/{yard.estate.code}/training/new/").status_code == 404


@pytest.mark.clause("C4")
def test_money_is_planned_entered_corrected_and_closed_on_pages(as_, yard):
    assert planned(as_, yard, document=pdf()).status_code == 302
    fund = Fund.objects.get()
    assert (fund.planned, fund.document.media_type) == (Decimal("1000.50"), "application/pdf")
    enter = f"{BASE}/funds/{fund.pk}/enter/"
    came = {"kind": "received", "amount": "800", "on": day(), "purpose": "街道拨付", "document": photo()}
    assert as_("community").post(enter, came).status_code == 302
    spent = {"kind": "spent", "amount": "900", "on": day(), "purpose": "换灯", "document": pdf()}
    refused = as_("community").post(enter, spent)
    page = text(refused)
    assert refused.status_code == 422
    for words in ("-100.00", "换灯", 'name="document-kept"'):
        assert words in page, words
    again = {**spent, "document": pdf(), "advance_why": "等不到"}
    assert as_("community").post(enter, again).status_code == 302

    page = text(as_("street").get(f"{BASE}/funds/{fund.pk}/"))
    assert "垫支，没有补齐" in page
    assert "有垫支" in text(as_("street").get(f"{BASE}/"))
    line = FundEntry.objects.get(kind="spent")
    mend = f"{BASE}/funds/lines/{line.pk}/correct/"
    assert as_("community").post(mend, {"amount": "90", "why": "多写了一个0"}).status_code == 302
    page = text(as_("street").get(f"{BASE}/funds/{fund.pk}/"))
    assert "更正为 90.00" in page
    assert "垫支，已补齐" in page
    close = f"{BASE}/funds/{fund.pk}/close/"
    assert as_("community").post(close, {"on": day()}).status_code == 422
    assert as_("community").post(close, {"on": day(), "reason": "结转下年"}).status_code == 302
    assert "已结清" in text(as_("street").get(f"{BASE}/funds/?state=closed"))


@pytest.mark.clause("C4")
def test_documents_of_the_wrong_kind_are_refused_and_what_was_typed_is_kept(as_, yard):
    answer = planned(as_, yard, document=SimpleUploadedFile("计划.docx", b"PK\x03\x04 no document"))
    assert answer.status_code == 422
    assert "楼道照明" in text(answer)
    planned(as_, yard)
    enter = f"{BASE}/funds/{Fund.objects.get().pk}/enter/"
    form = {"kind": "received", "amount": "8", "on": day(), "purpose": "街道拨付"}

    wrong = as_("community").post(enter, {**form, "document": SimpleUploadedFile("a.pdf", b"hello")})
    two = as_("community").post(enter, {**form, "document": [pdf(), photo()]})

    for answer, words in ((wrong, "只收"), (two, "只收一份")):
        assert answer.status_code == 422
        assert words in text(answer)
        assert "街道拨付" in text(answer)
    assert not FundEntry.objects.exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("estates.xlsx", "矿东花园"),
        ("works.xlsx?month=2026-01", "政策宣传"),
        ("funds.xlsx", "楼道照明"),
        ("funds/sums.xlsx", "place /1/1/"),
        ("funds/{pk}/ledger.xlsx", "灯具"),
    ],
)
def test_every_list_leaves_as_a_workbook_with_the_same_figures(as_, yard, address, words):
    fund = yard.fund("1000.50")
    yard.enter(fund, "received", "800.10")
    answer = as_("street").get(f"{BASE}/{address.format(pk=fund.pk)}")

    cells = [cell.value for row in load_workbook(io.BytesIO(body(answer))).active.rows for cell in row]
    found = [str(cell).strip("　") for cell in cells]
    assert words in found
    assert "800.1" in found or "works" in address


@pytest.mark.parametrize("address", ["", "round/", "works/", "funds/"])
def test_lists_ask_little_and_a_neighbour_finds_nothing(as_, yard, address, django_assert_max_num_queries):
    for number in range(20):
        yard.fund(estate=yard.town.estate(f"小区{number}", "/1/1/", mode="self"))
    yard.fund()
    who = "grid" if address == "round/" else "street"
    as_(who).get(f"{BASE}/{address}")
    with django_assert_max_num_queries(22):
        page = as_(who).get(f"{BASE}/{address}")

    assert len(page.content) < 60_000
    assert "矿东花园" in text(page)
    assert "矿东花园" not in text(as_("neighbour").get(f"{BASE}/{address}"))


def test_the_dossier_leads_there(as_, yard):
    page = text(as_("grid").get(f"/desk/estates/{yard.estate.code}/"))

    assert f"{BASE}/{yard.estate.code}/record/" in page
    assert "本月还没做" in page
