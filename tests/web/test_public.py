"""The public pages: they answer, they say why, they stay light, and they need no sign-in."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from linli.publication.services.listings import deciding, issuing, proposing
from linli.publication.terms import Stage
from linli.registry.services import committees, projects, records
from tests.publication import made

FIRST_VISIT = 100 * 1024


@pytest.fixture
def bureau(town):
    return town.actor("chen", "bureau", "/1/")


@pytest.fixture
def estate(town, bureau, now):
    estate = town.estate("和顺家园", "/1/1/", households=1286)
    project = town.project(estate, town.company("禾邻物业有限公司"), phone="0375-5550126")
    since = date(2024, 1, 1)
    projects.appoint(
        actor=bureau, now=now, project=project, post="manager",
        fields={"name": "郭建南", "phone": "13800000001", "duties": "全面负责", "since": since},
    )  # fmt: skip
    committees.elect(
        actor=bureau, now=now, estate=estate,
        fields={
            "kind": "committee", "elected_on": since, "term_until": date(2028, 1, 1), "members": 7,
            "chair": "孙桂芳", "phone": "13800000002",
        },
    )  # fmt: skip
    records.disclose(
        actor=bureau, now=now, estate=estate, project=project, kinds=("services",),
        fields={"shown_on": since},
    )  # fmt: skip
    return estate


@pytest.fixture
def published(bureau, estate, now):
    scores = [made.score(estate.code, estate.name, lines__findings=4, contract__filed=False)]
    return made.publish(bureau, [*scores, *made.several(60)], now=now)


@pytest.mark.parametrize(
    "path", ["/", "/results/", "/lists/", "/method/", "/privacy/", "/accessibility/", "/open/"]
)
@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_every_public_page_answers_before_anything_was_published(client, db, path, lang):
    assert client.get(path, {"lang": lang}).status_code == 200


def test_the_portal_finds_an_estate_by_part_of_its_name_or_its_initials(client, estate):
    for words in ("和顺", "hsjy", estate.code):
        assert f"/e/{estate.code}/" in client.get("/", {"q": words}).content.decode()
    assert "没有找到" in client.get("/", {"q": "不存在的小区"}).content.decode()


@pytest.mark.clause("I2")
def test_the_results_page_shows_each_estate_with_the_figures(client, published):
    page = client.get("/results/2026Q1/").content.decode()

    assert "共 61 个小区参加考评" in page
    assert "第 1–50 条，共 61 条" in page
    assert "和顺家园" in client.get("/results/2026Q1/", {"q": "和顺"}).content.decode()
    assert client.get("/results/2026Q1/", {"page": "2", "sort": "-total"}).status_code == 200


@pytest.mark.clause("I1", "I2")
def test_a_sheet_shows_every_deduction_with_its_reason_and_its_fact(client, published, estate):
    page = client.get(f"/results/2026Q1/{estate.code}/").content.decode()

    assert page.count('class="cr"') == 17 + 1
    assert "管线问题" in page
    assert "−2.00" in page
    assert "现场核查填报" in page
    assert f"linli verify 2026Q1-{estate.code}.zip" in page


@pytest.mark.clause("I2")
def test_an_appeal_stands_beside_the_score_it_changed(client, bureau, estate, now):
    draft = made.score(estate.code, estate.name, lines__findings=6)
    made.publish(bureau, [draft], now=now, copy=made.round_copy(stage=Stage.DRAFT))
    assert "还不是最后结果" in client.get("/results/2026Q1/").content.decode()
    appeal = {
        "item": "lines", "title_zh": "管线整齐有序", "title_en": "Lines", "grounds": "已入管",
        "answer": "属实", "accepted": True, "on": "2026-03-03", "fact": "lines.findings",
        "value_before": 6, "value_after": 1, "old": "5.00", "new": "7.50",
    }  # fmt: skip
    final = made.score(estate.code, estate.name, lines__findings=1, appeals=[appeal])
    made.publish(bureau, [final], now=now)

    page = client.get(f"/results/2026Q1/{estate.code}/").content.decode()

    assert "已入管" in page
    assert "5.00 分 → 7.50 分" in page
    assert f"公示时 {draft.total / 100:.2f} 分" in page


@pytest.mark.clause("B1", "S7")
def test_the_estate_page_says_who_serves_without_private_phones(client, published, estate):
    page = client.get(f"/e/{estate.code}/").content.decode()

    for words in (
        "禾邻物业有限公司",
        "郭建南",
        "0375-5550126",
        "业主委员会",
        "已公示",
        "没有公示记录",
        "−2.50",
    ):
        assert words in page
    assert "13800000001" not in page
    assert "孙桂芳" not in page


def test_the_poster_is_a_pdf_that_opens_in_the_browser(client, estate):
    answer = client.get(f"/e/{estate.code}/poster.pdf")

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("inline")


@pytest.mark.clause("I5")
def test_a_listed_estate_is_on_the_lists_page_and_on_its_own(client, bureau, estate, now):
    made.publish(bureau, [made.score(estate.code, estate.name)], now=now)
    (listing,) = proposing.propose(actor=bureau, round_code="2026Q1", now=now)
    today = timezone.localdate()
    deciding.decide(actor=bureau, pk=listing.pk, accept=True, reason="属实", now=now, today=today)
    issuing.issue(actor=bureau, round_code="2026Q1", now=now, today=today)

    assert "和顺家园" in client.get("/lists/").content.decode()
    assert "在红榜" in client.get(f"/e/{estate.code}/").content.decode()


def test_files_bear_their_names(client, published, estate):
    csv = client.get("/results/2026Q1/files/scores.csv")
    bundle = client.get(f"/results/2026Q1/{estate.code}/files/bundle.zip")

    assert 'filename="2026Q1-scores.csv"' in csv["Content-Disposition"]
    assert csv["Content-Type"] == "text/csv; charset=utf-8"
    assert f'filename="2026Q1-{estate.code}.zip"' in bundle["Content-Disposition"]
    assert client.get("/results/2026Q1/files/secret.txt").status_code == 404


@pytest.mark.parametrize("bad", ["/results/nope/", "/e/nope/", "/results/2026Q1/nope/", "/e/x'--/"])
def test_what_is_not_there_is_404(client, published, bad):
    assert client.get(bad).status_code == 404


def test_a_first_visit_stays_under_a_hundred_kilobytes(client, published, estate):
    folder = settings.SOURCE_DIR / "linli" / "web" / "static" / "linli"
    shared = sum(
        len(gzip.compress((folder / name).read_bytes())) for name in ("linli.css", "product.css", "linli.js")
    )
    for path in ("/", "/results/2026Q1/", f"/e/{estate.code}/", f"/results/2026Q1/{estate.code}/"):
        assert shared + len(gzip.compress(client.get(path).content)) < FIRST_VISIT


@pytest.mark.parametrize(("path", "most"), [("/", 8), ("/results/2026Q1/", 6), ("/e/{}/", 16)])
def test_the_number_of_queries_is_bounded(client, published, estate, path, most):
    with CaptureQueriesContext(connection) as seen:
        client.get(path.format(estate.code))

    assert len(seen) <= most


def test_large_type_works_without_script(client, db):
    assert 'data-size="large"' in client.get("/", {"size": "large"}).content.decode()


@pytest.mark.clause("S18")
def test_the_annex_can_be_had_blank_to_fill_in_by_hand(client, db):
    answer = client.get(reverse("public:blank_sheet"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert reverse("public:blank_sheet") in client.get(reverse("public:method")).text
