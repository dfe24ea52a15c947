"""The pages of a round, as each role sees them; wording is not tested here."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.assessment.models import Appeal, Attestation, Bar, OutlierNote, Round, Score
from linli.assessment.services import deciding, moving
from linli.base.models import StoredFile
from linli.jobs.worker import run_all
from linli.kernel.period import quarter_of
from tests.assessment.conftest import GOOD, estates, open_play, people  # noqa: F401
from tests.assessment.test_entering import photo

QUERIES = 14


@pytest.fixture
def play(town, people, estates):  # noqa: F811
    """A round of the quarter that runs, so that pages may be sent forms today."""
    now = timezone.now()
    period = quarter_of(timezone.localdate())
    return open_play(town, people, estates, now, period=period, facts_due=period.last_day)


@pytest.fixture
def as_(town):
    def sign_in(actor):
        from linli.people.models import User

        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


def url(name, play, subject=None, **more):
    args = {"pk": play.round.pk} | ({"code": play.subject(subject).code} if subject else {})
    return reverse(f"assessment:{name}", kwargs=args | more)


def enter(client, play, name, facts, **more):
    return client.post(url("entry", play, name), {"on": str(timezone.localdate()), **facts, **more})


def complete(as_, play):
    for name in ("和顺家园", "幸福里", "矿东花园"):
        score = Score.objects.get(subject=play.subject(name), current=True)
        facts = {fact: str(raw).lower() for fact, raw in GOOD.items() if fact not in score.facts}
        response = enter(as_(play.assessor), play, name, facts | {"satisfaction.rate-sample": "214"})
        assert response.status_code == 302


@pytest.mark.clause("I1")
@pytest.mark.parametrize("name", ["round", "board", "appeals"])
def test_the_pages_of_a_round_open_for_all_parties_in_few_queries(
    as_, play, name, django_assert_max_num_queries
):
    for actor in (play.bureau, play.assessor, play.street, play.company):
        client = as_(actor)
        client.get("/desk/")
        with django_assert_max_num_queries(QUERIES + 3):  # the session, the person, the bell
            assert client.get(url(name, play)).status_code == 200


@pytest.mark.clause("I1")
def test_a_round_is_made_opened_and_scored_in_the_browser(town, as_, people, estates):  # noqa: F811
    client = as_(people["bureau"])
    assert client.get(reverse("assessment:rounds")).status_code == 200
    assert client.get(reverse("assessment:round_new")).status_code == 200
    period = quarter_of(timezone.localdate())
    form = {
        "period": period.code(), "facts_due": str(period.last_day), "combination": "joint",
        "modes": ["market", "self"], "jump": "10", "survey_least": "30",
        "bureau_on": "on", "subdistrict_on": "on",
    }  # fmt: skip

    refused = client.post(reverse("assessment:round_new"), form | {"facts_due": "2000-01-01"})
    made = client.post(reverse("assessment:round_new"), form)

    assert refused.status_code == 422
    assert made.status_code == 302
    round = Round.objects.get()
    assert client.get(reverse("assessment:round", args=[round.pk])).status_code == 200
    client.post(reverse("assessment:open", args=[round.pk]))
    run_all()
    asked = client.post(reverse("assessment:score", args=[round.pk]))
    waiting = client.get(asked.url)
    assert "hx-trigger" in waiting.text
    run_all()
    assert "hx-trigger" not in client.get(asked.url).text
    assert client.get(reverse("assessment:board", args=[round.pk])).text.count("<tr>") == 4
    again = client.get(reverse("assessment:round_new"))
    assert round.title in again.text


@pytest.mark.clause("S14", "S15", "I9")
@pytest.mark.clause("S2", "S10")
def test_the_entry_form_leads_to_the_form_that_makes_the_record(as_, play):
    """What a record would say need not be entered again; whoever may make the record is led there."""
    page = as_(play.street).get(url("entry", play, "和顺家园")).text

    code = play.subject("和顺家园").code
    assert "有了记录就不用登记" in page
    assert f"/desk/estates/{code}/emergencies/?kind=drills" in page
    assert f"/desk/tripartite/estates/{code}/call/" in page
    assert (
        f"/desk/estates/{code}/emergencies/"
        not in as_(play.assessor).get(url("entry", play, "和顺家园")).text
    )


def test_facts_are_entered_on_a_phone_with_a_photo(as_, play):
    client = as_(play.assessor)
    assert client.get(url("entry", play, "和顺家园")).status_code == 200
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("IMG.jpg", photo(), content_type="image/jpeg")
    facts = {"fire_safety.findings": "2", "fire_safety-files": upload, "publicity.present": "true"}

    response = enter(client, play, "和顺家园", facts, place="2 号楼")

    assert response.status_code == 302
    assert Attestation.objects.count() == 2
    stored = StoredFile.objects.get()
    page = client.get(url("sheet", play, "和顺家园")).text
    assert reverse("files:small", args=[stored.pk]) in page
    shown = as_(play.company).get(reverse("files:file", args=[stored.pk]))
    assert shown.status_code == 200
    shown.close()


def test_a_refused_form_keeps_what_was_typed(as_, play):
    response = enter(
        as_(play.assessor), play, "和顺家园", {"lines.findings": "三", "fire_safety.findings": "4"}
    )

    assert response.status_code == 422
    assert 'value="三"' in response.text
    assert 'value="4"' in response.text
    assert not Attestation.objects.exists()


@pytest.mark.clause("S13")
def test_judgement_is_given_on_the_sheet(as_, play):
    client = as_(play.assessor)
    sheet = client.get(url("sheet", play, "和顺家园")).text
    assert sheet.count('name="item" value="drainage"') == 1
    assert 'name="item" value="fire_safety"' not in sheet

    refused = client.post(url("award", play, "和顺家园"), {"item": "fire_safety", "points": "8"})
    given = client.post(
        url("award", play, "和顺家园"), {"item": "drainage", "points": "7", "reason": "漏查一处"}
    )

    assert (refused.status_code, given.status_code) == (422, 302)
    assert "漏查一处" in client.get(url("sheet", play, "和顺家园")).text
    back = client.post(url("take_back", play, "和顺家园"), {"item": "drainage"})
    assert back.status_code == 302


@pytest.mark.clause("S18")
def test_the_sheet_is_the_annex_and_opens_its_causes(as_, play, django_assert_max_num_queries):
    client = as_(play.bureau)
    client.get("/desk/")
    with django_assert_max_num_queries(QUERIES):
        page = client.get(url("sheet", play, "和顺家园")).text

    order = [
        page.index(word)
        for word in ("“三会一课”制度", "信息公示", "物业服务满意率", "消防安全情况", "加分项目")
    ]
    assert order == sorted(order)
    assert "企业档案里没有平台登记" in page
    assert page.count("<tr") == 1 + 17 + 1


@pytest.mark.clause("I2")
def test_review_draft_appeal_and_answer(as_, play):
    complete(as_, play)
    bureau, company = as_(play.bureau), as_(play.company)
    assert bureau.post(url("close", play)).status_code == 302
    run_all()
    assert bureau.get(url("review", play)).status_code == 200
    for note in OutlierNote.objects.filter(seen_at__isnull=True):
        look = reverse("assessment:look", args=[play.round.pk, note.pk])
        assert bureau.post(look, {"remark": "已核对"}).status_code == 302
    play.round.refresh_from_db()
    deciding.publish_draft(actor=play.bureau, round=play.round, now=timezone.now())

    assert company.get(reverse("assessment:mine")).status_code == 200
    assert company.get(url("sheet", play, "和顺家园")).text.count("?item=") == 17
    form = {"item": "registration", "grounds": "去年已登记"}
    assert company.get(url("appeal_new", play, "和顺家园")).status_code == 200
    assert company.post(url("appeal_new", play, "和顺家园"), form | {"grounds": ""}).status_code == 422
    assert company.post(url("appeal_new", play, "和顺家园"), form).status_code == 302
    appeal = Appeal.objects.get()
    page = reverse("assessment:appeal", args=[appeal.pk])
    answer = reverse("assessment:answer", args=[appeal.pk])
    assert company.get(page).status_code == 200
    assert company.post(answer, {}).status_code == 403
    assert bureau.get(url("appeals", play)).status_code == 200
    verdict = {"verdict": "accept", "answer": "平台截图证明已登记", "fact": "registration.on_platform"}
    assert bureau.post(answer, verdict | {"value": "也许"}).status_code == 422
    assert bureau.post(answer, verdict | {"value": "是"}).status_code == 302

    assert bureau.get(page).status_code == 200
    sheet = company.get(url("sheet", play, "和顺家园")).text
    assert "?version=1" in sheet
    assert company.get(url("sheet", play, "和顺家园") + "?version=1").status_code == 200


def test_a_company_may_take_its_appeal_back(as_, play):
    complete(as_, play)
    moving.close(actor=play.bureau, round=play.round, now=timezone.now())
    run_all()
    for note in OutlierNote.objects.filter(seen_at__isnull=True):
        moving.look(actor=play.bureau, note=note, remark="已核对", now=timezone.now())
    deciding.publish_draft(actor=play.bureau, round=play.round, now=timezone.now())
    company = as_(play.company)
    company.post(url("appeal_new", play, "和顺家园"), {"item": "lines", "grounds": "红线外"})
    appeal = Appeal.objects.get()

    response = company.post(reverse("assessment:appeal_withdraw", args=[appeal.pk]))

    assert response.status_code == 302
    assert Appeal.objects.get().state == "withdrawn"
    withdrawn = as_(play.bureau).post(url("withdraw_draft", play), {"note": "核对"})
    assert withdrawn.status_code == 302


@pytest.mark.clause("I1")
def test_the_bureau_says_who_abstains_and_moves_the_last_day(as_, play):
    bureau = as_(play.bureau)
    given = {"person": play.assessor.user_id, "path": "/1/1/", "effect": "refuse", "reason": "亲属任职"}
    assert bureau.post(url("bar", play), given).status_code == 302
    assert Bar.objects.get().user_name == "Ada"
    period = quarter_of(timezone.localdate())
    moved = {"facts_due": str(period.last_day), "reason": "大雪"}
    assert bureau.post(url("extend", play), moved).status_code == 302
    assert bureau.post(url("close", play)).status_code == 302
    assert bureau.post(url("reopen", play), {"note": "补登"}).status_code == 302
    refused = enter(as_(play.assessor), play, "和顺家园", {"lines.findings": "1"})
    assert refused.status_code == 422


def test_the_board_stays_small_and_links_every_cell(as_, play, town, people):  # noqa: F811
    complete(as_, play)
    client = as_(play.bureau)
    for sort in ("total", "-total", "i13", "name", "change", "zeros", "missing", "place", "nonsense", "i99"):
        page = client.get(url("board", play), {"sort": sort})
        assert page.status_code == 200
    text = page.text
    assert len(re.findall(r'<td[^>]*><a href="\.\./e/[^"]+/#i\d+">', text)) == 3 * 16
    assert client.get(url("board", play), {"q": "没有这个"}).status_code == 200
    english = client.get(url("board", play), {"lang": "en"})
    assert english.status_code == 200


def test_no_page_of_a_neighbour_s_estate_opens(town, as_, play):
    near, far = town.actor("hu", "community", "/1/1/"), town.actor("li", "community", "/1/10/")

    assert as_(near).get(url("sheet", play, "矿东花园")).status_code == 404
    assert as_(near).get(url("entry", play, "矿东花园")).status_code == 404
    assert as_(far).get(url("sheet", play, "和顺家园")).status_code == 404
    assert as_(far).get(url("sheet", play, "矿东花园")).status_code == 200


@pytest.mark.clause("I1", "S18")
def test_a_round_goes_out_to_excel_and_what_was_filled_in_comes_back(as_, play):
    from io import BytesIO

    import openpyxl

    client = as_(play.assessor)
    book = openpyxl.load_workbook(BytesIO(client.get(url("workbook", play)).content))
    sheet = book["事实"]
    columns = {cell.value.rpartition("（")[2].strip("）"): cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    code = play.subject("和顺家园").code
    sheet.cell(rows[code], columns["lines.findings"]).value = 3
    sheet.cell(rows[code], columns["publicity.present"]).value = "是"

    def upload():
        kept = BytesIO()
        book.save(kept)
        kept.seek(0)
        kept.name = "round.xlsx"
        return client.post(url("import_facts", play), {"file": kept, "reason": "集中录入"})

    assert upload().status_code == 302
    rows_now = Attestation.objects.values_list("fact", "value", "origin")
    assert set(rows_now) == {("lines.findings", 3, "import"), ("publicity.present", True, "import")}
    assert upload().status_code == 422  # the same again changes nothing
    sheet.cell(rows[code], columns["registration.on_platform"]).value = "是"
    sheet.cell(rows[code], columns["fire_safety.findings"]).value = "很多"
    refused = upload()
    assert refused.status_code == 422
    assert refused.text.count(f'<th scope="row" class="all">{code}</th>') == 2


def test_something_else_than_our_workbook_is_refused(as_, play):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.xlsx", b"not a workbook")

    answer = as_(play.assessor).post(url("import_facts", play), {"file": file, "reason": "集中录入"})

    assert answer.status_code == 422
    assert "集中录入" in answer.text


def test_the_dossier_of_an_estate_shows_its_scores(as_, play):
    code = play.subject("和顺家园").code

    page = as_(play.bureau).get(reverse("registry:estate", args=[code])).text

    assert reverse("assessment:sheet", args=[play.round.pk, code]) in page
