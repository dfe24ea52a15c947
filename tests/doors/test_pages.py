from __future__ import annotations

import pytest
from django.urls import reverse

PORTAL = "/"


def test_a_page_speaks_chinese_unless_asked_otherwise(client, db):
    answer = client.get(PORTAL, headers={"accept-language": "en-US,en"})

    assert 'lang="zh-CN"' in answer.text
    assert answer["Content-Language"] == "zh-hans"


def test_the_language_asked_for_is_remembered(client, db):
    assert 'lang="en"' in client.get(PORTAL, {"lang": "en"}).text
    assert 'lang="en"' in client.get(PORTAL).text
    assert 'lang="zh-CN"' in client.get(PORTAL, {"lang": "zh-hans"}).text
    assert 'lang="zh-CN"' in client.get(PORTAL, {"lang": "xx"}).text


def test_large_type_works_without_script_and_is_remembered(client, db):
    assert 'data-size="large"' not in client.get(PORTAL).text
    assert 'data-size="large"' in client.get(PORTAL, {"size": "large"}).text
    assert 'data-size="large"' in client.get(PORTAL).text
    assert 'data-size="large"' not in client.get(PORTAL, {"size": "normal"}).text


def test_a_page_brings_the_icons_it_uses_and_no_others(client, db):
    page = client.get(PORTAL).text

    assert '<symbol id="i-size"' in page
    assert '<symbol id="i-scale"' not in page or "#i-scale" in page


def test_no_page_may_run_or_fetch_anything_foreign(client, db):
    policy = client.get(PORTAL)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_every_answer_has_a_number(client, db):
    assert len(client.get(PORTAL)["X-Request-ID"]) == 32
    assert client.get(PORTAL, headers={"x-request-id": "abcdef-12345"})["X-Request-ID"] == "abcdef-12345"
    assert client.get(PORTAL, headers={"x-request-id": "<b>"})["X-Request-ID"] != "<b>"


@pytest.mark.parametrize("address", ["/no/such/page/", "/desk/nothing/"])
def test_an_unknown_address_gets_words_not_a_traceback(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "没有这一页" in answer.text


def test_strangers_are_led_to_the_sign_in(client, db):
    answer = client.get(reverse("desk:today"))

    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/desk/")


def test_healthz_answers_while_the_database_does(client, db):
    assert client.get("/healthz").status_code == 200
