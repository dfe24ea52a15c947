"""The bureau publishes and decides in the browser; a company answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.assessment.entries import Entry
from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.services import entering, moving, planning
from linli.jobs.worker import run_all
from linli.kernel.period import quarter_of
from linli.publication.models import Listing, PublishedRound
from linli.publication.services.listings import proposing
from linli.publication.terms import EntryState, Stage
from tests.publication import made


@pytest.fixture
def bureau(town):
    return town.actor("chen", "bureau", "/1/")


@pytest.fixture
def signed_in(client, town, bureau):
    client.force_login(town.person("chen", "bureau", "/1/"))
    return client


def reviewed(town, bureau):
    """A round of one estate, entered, scored and in review."""
    now = timezone.now()
    today = timezone.localdate(now)
    estate = town.estate("和顺家园", "/1/1/")
    plan = RoundPlan(
        path="/1/",
        period=quarter_of(today),
        facts_due=today,
        policy=made.PACK.code,
        parties=(PartyPlan("bureau"),),
    )
    round_ = planning.plan(actor=bureau, plan=plan, now=now)
    planning.open_round(actor=bureau, round=round_, now=now)
    run_all()
    facts = [Entry(name, raw, on=today, reason="现场核查", sample=200) for name, raw in made.facts().items()]
    entering.attest(actor=bureau, round=round_, given={estate.code: facts}, now=now)
    moving.close(actor=bureau, round=round_, now=now)
    run_all()
    for note in round_.notes.all():
        moving.look(actor=bureau, note=note, remark="已核对", now=now)
    return round_


@pytest.mark.clause("I2")
def test_a_round_is_shown_for_objection_and_published_only_after_its_days(signed_in, town, bureau):
    round_ = reviewed(town, bureau)
    address = reverse("publication:decision", args=[round_.pk])
    assert "公示 1 个小区的得分" in signed_in.get(address).content.decode()

    answer = signed_in.post(reverse("publication:draft", args=[round_.pk]))
    assert answer.status_code == 302
    assert PublishedRound.objects.get().stage == Stage.DRAFT
    assert "正在公示" in signed_in.get(address).content.decode()

    said = {"decider": "许文昌", "title": "副局长"}
    early = signed_in.post(reverse("publication:final", args=[round_.pk]), said)
    assert early.status_code == 422
    assert PublishedRound.objects.count() == 1

    round_.refresh_from_db()
    type(round_).objects.filter(pk=round_.pk).update(objection_due=timezone.localdate() - timedelta(days=1))
    assert "公布 1 个结果" in signed_in.get(address).content.decode()
    assert signed_in.post(reverse("publication:final", args=[round_.pk]), {}).status_code == 422
    assert signed_in.post(reverse("publication:final", args=[round_.pk]), said).status_code == 302
    final = PublishedRound.objects.current().get()
    assert (final.stage, final.decided_by_name) == (Stage.FINAL, "许文昌（副局长）")
    assert "和顺家园" in signed_in.get(f"/results/{final.code}/").content.decode()


@pytest.fixture
def black(town, bureau, now):
    made.publish(bureau, [made.score("a-1", "甲", satisfaction__rate="40")], now=now)
    (listing,) = proposing.propose(actor=bureau, round_code="2026Q1", now=now)
    return listing


@pytest.mark.clause("I5")
def test_a_black_entry_goes_its_whole_way_in_the_browser(signed_in, client, town, black):
    def post(name, *args, **fields):
        return signed_in.post(reverse(f"publication:{name}", args=args), fields)

    today = timezone.localdate()
    wrong = post("serve", black.pk, served_on="", how="")
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.content.decode()
    served = today - timedelta(days=30)
    assert post("serve", black.pk, served_on=served.isoformat(), how="直接送达").status_code == 302
    assert post("decide", black.pk, choice="accept", reason="属实").status_code == 302
    page = signed_in.get(reverse("publication:listings")).content.decode()
    assert "已同意" in page
    assert post("issue", "2026Q1").status_code == 302
    assert "甲" in client.get("/lists/").content.decode()
    assert post("rectify", black.pk, note="复查合格").status_code == 302
    assert Listing.objects.get(pk=black.pk).state == EntryState.RECTIFIED
    assert "复查合格" in client.get("/lists/").content.decode()


def test_the_notice_and_the_announcement_are_documents(signed_in, black):
    notice = signed_in.get(reverse("publication:notice", args=[black.pk]))
    nothing = signed_in.get(reverse("publication:announcement", args=["2026Q1"]))

    assert notice.content.startswith(b"PK")
    assert nothing.status_code == 422


@pytest.mark.clause("I5")
def test_a_company_objects_within_its_days(signed_in, town, black):
    served = timezone.localdate().isoformat()
    signed_in.post(reverse("publication:serve", args=[black.pk]), {"served_on": served, "how": "直接送达"})
    signed_in.force_login(town.person("wang", "company", "/1/1/", "company:1"))
    address = reverse("publication:entry", args=[black.pk])
    assert "提出异议" in signed_in.get(address).content.decode()

    empty = signed_in.post(reverse("publication:object", args=[black.pk]), {"text": ""})
    assert empty.status_code == 422
    assert (
        signed_in.post(reverse("publication:object", args=[black.pk]), {"text": "样本不足"}).status_code
        == 302
    )
    assert "样本不足" in signed_in.get(address).content.decode()


@pytest.fixture
def running(town, bureau):
    """A round that takes facts, with one estate."""
    now = timezone.now()
    today = timezone.localdate(now)
    town.estate("和顺家园", "/1/1/")
    plan = RoundPlan(
        path="/1/",
        period=quarter_of(today),
        facts_due=today,
        policy=made.PACK.code,
        parties=(PartyPlan("bureau"),),
    )
    round_ = planning.plan(actor=bureau, plan=plan, now=now)
    planning.open_round(actor=bureau, round=round_, now=now)
    run_all()
    return round_


def test_a_large_round_is_published_by_the_worker(signed_in, town, bureau, monkeypatch):
    monkeypatch.setattr("linli.publication.services.rounds.AT_ONCE", 0)
    round_ = reviewed(town, bureau)
    address = reverse("publication:decision", args=[round_.pk])

    assert signed_in.post(reverse("publication:draft", args=[round_.pk])).status_code == 302
    assert "正在公布" in signed_in.get(address).content.decode()
    assert not PublishedRound.objects.exists()
    run_all()

    assert PublishedRound.objects.get().stage == Stage.DRAFT
    assert signed_in.post(
        reverse("publication:final", args=[round_.pk]), {"decider": "许文昌", "title": "副局长"}
    )
    run_all()
    assert "没有公布成" in signed_in.get(address).content.decode()
