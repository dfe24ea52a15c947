"""Red, watch and black lists: proposals, the prior notice, named decisions, and every way to leave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.kernel.actor import Actor
from linli.kernel.errors import DomainError, NoSuch, NotAllowed, Refused
from linli.publication.models import Listing, PublishedListing
from linli.publication.queries import listings
from linli.publication.services.listings import deciding, issuing, proposing
from linli.publication.terms import EntryState, Roll, Stage
from tests.publication import made

ANYBODY = Actor(name="anonymous")


@pytest.fixture
def bureau(town):
    return town.actor("chen", "bureau", "/1/")


@pytest.fixture
def company(town):
    return town.actor("wang", "company", "/1/1/", "company:1")


@pytest.fixture
def proposed(bureau, now):
    copies = [
        made.score("a-1", "甲"),
        made.score("a-2", "乙", satisfaction__rate="45"),
        made.score("a-3", "丙", path="/1/10/", fire_safety__findings=10),
    ]
    made.publish(bureau, copies, now=now)
    proposing.propose(actor=bureau, round_code="2026Q1", now=now)
    return {row.score.estate_name: row for row in listings.entries(bureau)}


def noticed(bureau, listing, now, today):
    return deciding.serve(
        actor=bureau, pk=listing.pk, served_on=today, how="直接送达", number="", now=now, today=today
    )


@pytest.mark.clause("I5")
def test_proposals_carry_their_reasons_in_both_languages_and_list_nobody(proposed, bureau):
    assert {name: row.roll for name, row in proposed.items()} == {
        "甲": Roll.RED,
        "乙": Roll.BLACK,
        "丙": Roll.RED,
    }
    assert proposed["乙"].reasons[0]["zh"] == "触发一票否决"
    assert proposed["乙"].reasons[0]["en"]
    assert not PublishedListing.objects.exists()


def test_proposing_again_adds_nothing_and_keeps_decisions(proposed, bureau, now, today):
    deciding.decide(
        actor=bureau, pk=proposed["甲"].pk, accept=False, reason="整改未复核", now=now, today=today
    )

    assert proposing.propose(actor=bureau, round_code="2026Q1", now=now) == []
    assert Listing.objects.get(pk=proposed["甲"].pk).state == EntryState.DECLINED


def test_nothing_is_proposed_from_a_draft(bureau, now):
    made.publish(bureau, made.several(2), now=now, copy=made.round_copy(stage=Stage.DRAFT))

    with pytest.raises(Refused):
        proposing.propose(actor=bureau, round_code="2026Q1", now=now)


@pytest.mark.clause("I5")
def test_a_black_entry_needs_notice_its_days_and_answers_before_it_is_accepted(
    proposed, bureau, company, now, today
):
    black = proposed["乙"]
    accept = {"actor": bureau, "pk": black.pk, "accept": True, "reason": "属实", "now": now}

    with pytest.raises(Refused, match="书面告知"):
        deciding.decide(**accept, today=today)

    noticed(bureau, black, now, today)
    black.refresh_from_db()
    assert black.object_until == date(2026, 3, 9)  # five working days after Monday 2 March
    with pytest.raises(Refused, match="期满"):
        deciding.decide(**accept, today=black.object_until)

    objection = deciding.object_to(actor=company, pk=black.pk, text="样本不足", now=now, today=today)
    after = black.object_until + timedelta(days=1)
    with pytest.raises(Refused, match="异议"):
        deciding.decide(**accept, today=after)

    deciding.answer(actor=bureau, pk=objection.pk, text="样本 214 份，足够", now=now)
    decided = deciding.decide(**accept, today=after)
    assert (decided.state, decided.decided_by_name) == (EntryState.ACCEPTED, "Chen")


def test_a_red_entry_is_decided_without_notice_but_never_without_a_reason(proposed, bureau, now, today):
    with pytest.raises(Refused):
        deciding.decide(actor=bureau, pk=proposed["甲"].pk, accept=True, reason=" ", now=now, today=today)
    with pytest.raises(Refused):
        noticed(bureau, proposed["甲"], now, today)

    decided = deciding.decide(
        actor=bureau, pk=proposed["甲"].pk, accept=True, reason="属实", now=now, today=today
    )
    assert decided.state == EntryState.ACCEPTED


def test_a_decision_can_be_taken_back_until_it_is_issued(proposed, bureau, now, today):
    pk = proposed["甲"].pk
    deciding.decide(actor=bureau, pk=pk, accept=True, reason="属实", now=now, today=today)
    assert deciding.reopen(actor=bureau, pk=pk, reason="再核一次", now=now).decided_by_name == ""

    deciding.decide(actor=bureau, pk=pk, accept=True, reason="属实", now=now, today=today)
    issuing.issue(actor=bureau, round_code="2026Q1", now=now, today=today)
    with pytest.raises(DomainError):
        deciding.reopen(actor=bureau, pk=pk, reason="太晚了", now=now)


@pytest.fixture
def issued(proposed, bureau, now, today):
    deciding.decide(actor=bureau, pk=proposed["甲"].pk, accept=True, reason="属实", now=now, today=today)
    (row,) = issuing.issue(actor=bureau, round_code="2026Q1", now=now, today=today)
    return row


@pytest.mark.clause("I5")
def test_issued_entries_have_an_end_and_name_who_decided(issued, today):
    assert (issued.batch, issued.issued_on, issued.until) == ("2026Q1-1", today, date(2026, 6, 2))
    assert issued.decided_by_name == "Chen"
    assert listings.of_estate(ANYBODY, estate_code="a-1", on=today) == [issued]
    assert listings.of_estate(ANYBODY, estate_code="a-1", on=issued.until + timedelta(days=1)) == []


def test_there_is_nothing_to_issue_twice(issued, bureau, now, today):
    with pytest.raises(Refused):
        issuing.issue(actor=bureau, round_code="2026Q1", now=now, today=today)


@pytest.mark.clause("I6")
@pytest.mark.parametrize(
    ("end", "state"), [(issuing.rectify, EntryState.RECTIFIED), (issuing.take_down, EntryState.LEFT)]
)
def test_an_entry_leaves_with_a_reason_and_what_was_published_stays_readable(
    issued, bureau, now, today, end, state
):
    with pytest.raises(Refused):
        end(actor=bureau, pk=issued.listing_id, note="", now=now, today=today)

    end(actor=bureau, pk=issued.listing_id, note="已复查", now=now, today=today)

    assert listings.of_estate(ANYBODY, estate_code="a-1", on=today) == []
    last = listings.published(ANYBODY).get()
    assert (last.state, last.ended_on, last.ending) == (state, today, "已复查")
    assert PublishedListing.objects.count() == 2


def test_entries_expire_the_day_after_their_last(issued, bureau, now):
    assert issuing.expire(actor=Actor.system("lists"), now=now, today=issued.until) == 0
    assert issuing.expire(actor=Actor.system("lists"), now=now, today=issued.until + timedelta(days=1)) == 1
    assert listings.published(ANYBODY).get().state == EntryState.EXPIRED


def test_a_company_reads_only_what_it_was_told_of_its_own_estates(
    town, proposed, bureau, company, now, today
):
    stranger = town.actor("li", "company", "/1/10/", "company:2")
    assert not listings.entries(company).exists()

    noticed(bureau, proposed["乙"], now, today)

    assert [row.score.estate_name for row in listings.entries(company)] == ["乙"]
    with pytest.raises(NoSuch):
        listings.entry(stranger, pk=proposed["乙"].pk)
    with pytest.raises(NoSuch):
        deciding.object_to(actor=stranger, pk=proposed["乙"].pk, text="不服", now=now, today=today)


def test_only_the_bureau_decides(town, proposed, now, today):
    for role in ("subdistrict", "community", "assessor", "organisation"):
        actor = town.actor(role, role, "/1/")
        with pytest.raises(DomainError):
            deciding.decide(
                actor=actor, pk=proposed["甲"].pk, accept=True, reason="属实", now=now, today=today
            )
        with pytest.raises(NotAllowed):
            issuing.issue(actor=actor, round_code="2026Q1", now=now, today=today)


def test_no_objection_after_its_days(proposed, bureau, company, now, today):
    noticed(bureau, proposed["乙"], now, today)

    with pytest.raises(Refused, match="期限"):
        deciding.object_to(
            actor=company, pk=proposed["乙"].pk, text="不服", now=now, today=today + timedelta(days=30)
        )
