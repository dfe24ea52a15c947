"""A veto that waits for a second survey: on the board, on the sheet, and decided there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from linli.assessment.models import RoundEstate, Ruling
from linli.people.models import User
from tests.assessment.conftest import estates, people, play  # noqa: F401  the round they play in

RATE = "satisfaction.rate"


@pytest.fixture
def shaky(play):  # noqa: F811
    play.enter_rest("和顺家园")
    play.enter("和顺家园", {RATE: "43.9"}, sample=12, reason="入户问卷")
    return play


@pytest.fixture
def bureau(client, shaky):
    client.force_login(User.objects.get(username="bu"))
    return client


def sheet(shaky):
    return reverse("assessment:sheet", args=[shaky.round.pk, shaky.subject("和顺家园").code])


@pytest.mark.clause("S11")
def test_board_review_and_sheet_say_that_a_veto_waits(bureau, shaky):
    board = bureau.get(reverse("assessment:board", args=[shaky.round.pk])).content.decode()
    only = bureau.get(reverse("assessment:board", args=[shaky.round.pk]), {"only": "pending"})
    review = bureau.get(reverse("assessment:review", args=[shaky.round.pk])).content.decode()
    page = bureau.get(sheet(shaky)).content.decode()

    assert "待第二次调查" in board
    assert "和顺家园" in only.content.decode()
    assert "幸福里" not in only.content.decode()
    assert "个小区的一票否决答卷太少" in review
    assert "满意率 43.9%，只有 12 份有效，不到 30 份" in page
    assert "不等调查，先定" in page


@pytest.mark.clause("S11")
@pytest.mark.parametrize(
    ("verdict", "vetoed", "said"), [("stands", True, "裁定适用"), ("none", False, "裁定不适用")]
)
def test_the_bureau_decides_on_the_sheet(bureau, shaky, verdict, vetoed, said):
    subject = shaky.subject("和顺家园")
    where = reverse("assessment:rule", args=[shaky.round.pk, subject.code])
    answer = bureau.post(where, {"fact": RATE, "verdict": verdict, "reason": "补查结果一致"})

    assert answer.status_code == 302
    found = RoundEstate.objects.get(pk=subject.pk)
    assert (found.pending, found.vetoed) == (False, vetoed)
    assert Ruling.objects.get().reason == "补查结果一致"
    page = bureau.get(sheet(shaky)).content.decode()
    assert said in page
    assert "补查结果一致" in page
    assert "不等调查，先定" not in page


def test_without_a_reason_nothing_is_decided(bureau, shaky):
    where = reverse("assessment:rule", args=[shaky.round.pk, shaky.subject("和顺家园").code])
    assert bureau.post(where, {"fact": RATE, "verdict": "stands", "reason": ""}).status_code == 422
    assert not Ruling.objects.exists()


def test_an_assessor_reads_that_it_waits_and_decides_nothing(client, shaky):
    client.force_login(User.objects.get(username="ada"))
    page = client.get(sheet(shaky)).content.decode()

    assert "待第二次调查" in page
    assert "不等调查，先定" not in page
