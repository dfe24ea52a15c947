"""The pages of commitments: made on a phone, read and judged by anybody without an account."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from linli.tripartite.models import Commitment, Opinion
from linli.tripartite.terms import LEAST_VOICES
from tests.answers import body
from tests.web.tripartite_forms import BASE, day, text
from tests.web.tripartite_forms import as_ as as_
from tests.web.tripartite_forms import table as table


def made(as_, table, **more):
    form = {
        "side": "company", "text": "楼道灯坏了三天内修好", "since": day(-3), "until": day(90), **more,
    }  # fmt: skip
    return as_("company").post(f"{BASE}/estates/{table.estate.code}/commitments/new/", form)


@pytest.mark.clause("G8")
def test_a_company_promises_and_everybody_reads_it(as_, table):
    assert made(as_, table, measure="disclosures", target="4").status_code == 302
    row = Commitment.objects.get()

    public = text(Client().get(f"/e/{table.estate.code}/commitments/"))
    for words in (row.text, "未兑现", "938", "做到了", "公示记录", "0项", "至少4项"):
        assert words in public, words
    assert row.made_by_name not in public
    assert row.text in text(Client().get(f"/e/{table.estate.code}/"))
    for address in (
        reverse("registry:estate", args=[table.estate.code]), f"{BASE}/estates/{table.estate.code}/",
        f"{BASE}/commitments/", f"{BASE}/commitments/{row.pk}/",
    ):  # fmt: skip
        assert row.text in text(as_("street").get(address)), address
    english = text(Client().get(f"/e/{table.estate.code}/commitments/?lang=en"))
    assert "disclosures are shown" in english


@pytest.mark.clause("G8")
def test_a_refused_promise_keeps_what_was_typed(as_, table):
    answer = made(as_, table, since=day(5))
    assert answer.status_code == 422
    assert "还没有到" in text(answer)
    assert "三天内修好" in text(answer)
    assert "community" not in text(answer).partition("<select")[2].partition("</select>")[0]


@pytest.mark.clause("G8")
def test_residents_judge_by_a_plain_form_once_a_browser(as_, table):
    made(as_, table)
    row = Commitment.objects.get()
    say = f"/e/{table.estate.code}/commitments/{row.pk}/say/"
    browser = Client(enforce_csrf_checks=False)
    assert "linli-voice" not in browser.get(f"/e/{table.estate.code}/commitments/").cookies
    for word in ("yes", "no", "yes"):
        assert browser.post(say, {"kept": word}).status_code == 302
    assert Opinion.objects.count() == 1
    assert browser.cookies["linli-voice"]["httponly"]

    forged = Client()
    forged.cookies["linli-voice"] = "made up"
    forged.post(say, {"kept": "no"})
    assert Opinion.objects.count() == 2  # a cookie we did not sign counts as none
    assert "先不显示数" in text(browser.get(f"/e/{table.estate.code}/commitments/"))
    for _ in range(LEAST_VOICES - 2):
        Client().post(say, {"kept": "yes"})
    assert f"{LEAST_VOICES} 人评" in text(browser.get(f"/e/{table.estate.code}/commitments/"))


def test_an_unclear_word_and_a_strange_commitment_are_refused(as_, table):
    made(as_, table)
    row = Commitment.objects.get()
    assert Client().post(f"/e/{table.estate.code}/commitments/{row.pk}/say/", {}).status_code == 422
    assert (
        Client().post(f"/e/{table.other.code}/commitments/{row.pk}/say/", {"kept": "yes"}).status_code == 404
    )
    assert not Opinion.objects.exists()


def test_a_side_withdraws_its_own_and_the_reason_is_public(as_, table):
    made(as_, table)
    address = f"{BASE}/commitments/{Commitment.objects.get().pk}/withdraw/"
    assert as_("community").get(address).status_code == 404
    assert as_("company").post(address, {"reason": "换了承诺"}).status_code == 302
    assert "换了承诺" in text(Client().get(f"/e/{table.estate.code}/commitments/"))


def test_the_lists_go_out_as_they_are_shown(as_, table):
    made(as_, table, measure="meetings", target="1")
    book = load_workbook(io.BytesIO(body(as_("street").get(f"{BASE}/commitments.xlsx"))))
    assert "三天内" in str([cell.value for cell in list(book.active.rows)[-1]])
    without = f"{BASE}/commitments/without"
    assert "和顺家园" in text(as_("street").get(f"{without}/?side=community"))
    assert "和顺家园" not in text(as_("street").get(f"{without}/?side=company"))
    book = load_workbook(io.BytesIO(body(as_("street").get(f"{without}.xlsx?side=community"))))
    assert "和顺家园" in str([cell.value for row in book.active.rows for cell in row])


def test_the_public_page_is_bounded(as_, table, django_assert_max_num_queries):
    for number in range(6):
        made(as_, table, text=f"承诺{number}", measure=["meetings", "staff"][number % 2], target="1")
    with django_assert_max_num_queries(16):
        Client().get(f"/e/{table.estate.code}/commitments/")
