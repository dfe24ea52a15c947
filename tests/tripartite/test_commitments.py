"""Service commitments: whose they are, what their figures say, and what residents say of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.registry.models import Contract, Disclosure, Staffing
from linli.tripartite.measures import MEASURES, judged
from linli.tripartite.models import Commitment, Opinion, Resolution
from linli.tripartite.queries import commitments as queries
from linli.tripartite.queries.commitments import Wanted
from linli.tripartite.rights import promises_for
from linli.tripartite.services import commitments
from linli.tripartite.services.commitments import VOICES, Promise
from linli.tripartite.terms import LEAST_VOICES
from tests.conftest import NOW, TODAY

JANUARY, YEAR_END = date(2026, 1, 1), date(2027, 1, 1)
SOMEBODY = Actor(name="anonymous")


def promise(**changed):
    values = {"side": "company", "text": "楼道灯坏了三天内修好", "since": JANUARY, "until": YEAR_END}
    return Promise(**(values | changed))


def make(table, by=None, **changed):
    return commitments.make(actor=by or table.manager, now=NOW, estate=table.estate, given=promise(**changed))


def verdict(row, today=TODAY):
    found = judged([row], today=today)[row.pk]
    return found.figure.value, found.verdict


@pytest.mark.clause("G8")
def test_each_side_promises_in_its_own_name_and_the_companys_word_belongs_to_its_contract(table):
    row = make(table)
    make(table, by=table.community, side="community", text="每周三上午到小区接待")
    make(table, by=table.committee, side="committee", text="每季度公布公共收益")

    assert row.project.company == table.company
    lines = JournalEntry.objects.filter(verb__startswith="commitment.").order_by("id")
    assert [line.verb for line in lines] == [
        "commitment.company", "commitment.community", "commitment.committee",
    ]  # fmt: skip
    assert (lines[0].on, lines[0].place, lines[0].clause) == (JANUARY, table.estate.path, "G8")


@pytest.mark.clause("G8")
def test_nobody_promises_for_another(table):
    stranger = table.town.company("别家物业", 2)
    guest = table.town.actor("ma", "company", table.estate.path, stranger.organisation)
    for actor, side in (
        (table.community, "company"),
        (table.manager, "community"),
        (table.street, "community"),
        (guest, "company"),
        (SOMEBODY, "company"),
    ):
        with pytest.raises(NotAllowed) as refused:
            make(table, by=actor, side=side)
        assert refused.value.text.en
    assert promises_for(guest, table.estate) == ()
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": "  "}, "text"),
        ({"since": TODAY + timedelta(days=1)}, "since"),
        ({"until": JANUARY}, "until"),
        ({"until": TODAY}, "until"),
        ({"until": date(2029, 6, 1)}, "until"),
        ({"since": date(2023, 12, 31), "until": date(2026, 4, 1)}, "since"),  # before the company came
        ({"measure": "lamps"}, "measure"),
        ({"measure": "filing_days"}, "target"),
        ({"measure": "staff", "target": Decimal(101)}, "target"),
    ],
)
def test_a_commitment_that_cannot_be_is_refused_in_both_languages(table, changed, field):
    with pytest.raises(Refused) as refused:
        make(table, **changed)
    assert refused.value.fields == (field,)
    assert refused.value.text.zh != refused.value.text.en
    assert not Commitment.objects.exists()


def test_a_side_promises_only_figures_that_are_its_own(table):
    with pytest.raises(Refused, match="不能用这个数据"):
        make(table, by=table.community, side="community", measure="staff", target=Decimal(90))


def test_the_same_is_not_promised_twice_at_once(table):
    make(table)
    with pytest.raises(Refused, match="同样的承诺"):
        make(table)


@pytest.mark.clause("G8")
def test_filing_is_kept_while_the_slowest_contract_is_within_the_days(table):
    row = make(table, measure="filing_days", target=Decimal(15))
    assert verdict(row) == (None, "unknown")

    signed = {"project": row.project, "kind": "service", "start": JANUARY, "updated_at": NOW}
    late = Contract.objects.create(signed_on=date(2026, 2, 1), filed_on=date(2026, 2, 16), **signed)
    assert verdict(row) == (15, "kept")
    late.filed_on = None
    late.save()
    assert verdict(row) == (29, "broken")  # not filed counts up to today
    Contract.objects.update(signed_on=date(2025, 12, 31))
    assert verdict(row) == (None, "unknown")  # signed before the promise


@pytest.mark.clause("G8")
def test_disclosures_are_counted_as_they_hang(table):
    row = make(table, measure="disclosures", target=Decimal(2))
    assert verdict(row) == (0, "broken")
    for kind in ("services", "standards"):
        Disclosure.objects.create(estate=table.estate, kind=kind, shown_on=JANUARY, updated_at=NOW)
    assert verdict(row) == (2, "kept")
    Disclosure.objects.filter(kind="standards").update(valid_until=TODAY)
    assert verdict(row) == (1, "broken")


@pytest.mark.clause("G8")
def test_meetings_may_still_be_held_until_the_term_is_over(table):
    row = make(table, by=table.community, side="community", measure="meetings", target=Decimal(2))
    table.minute(table.call())
    assert verdict(row) == (1, "unknown")
    assert verdict(row, YEAR_END) == (1, "broken")
    Commitment.objects.update(target=Decimal(1))
    row.refresh_from_db()
    assert verdict(row) == (1, "kept")


@pytest.mark.clause("G8")
def test_resolutions_count_for_the_side_that_does_them(table):
    row = make(table, measure="resolutions_in_time", target=Decimal(100))
    assert verdict(row) == (None, "unknown")
    resolution = table.resolved()
    Resolution.objects.filter(pk=resolution.pk).update(done_on=TODAY, state="done")
    assert verdict(row) == (100, "kept")
    Resolution.objects.filter(pk=resolution.pk).update(due_on=TODAY - timedelta(days=1))
    assert verdict(row) == (0, "broken")
    Resolution.objects.filter(pk=resolution.pk).update(side="community")
    assert verdict(row) == (None, "unknown")


@pytest.mark.clause("G8")
def test_staff_is_the_last_count_of_the_term(table):
    row = make(table, measure="staff", target=Decimal(90))
    for as_of, order in ((date(2026, 1, 5), 10), (date(2026, 2, 5), 8)):
        Staffing.objects.create(project=row.project, as_of=as_of, required=9, order=order, updated_at=NOW)
    assert verdict(row) == (Decimal("88.89"), "broken")


def test_every_measure_has_words_in_both_languages_and_a_side():
    for measure in MEASURES.values():
        assert measure.words.zh
        assert measure.words.en
        assert measure.sides


def test_figures_cost_a_query_a_measure_whatever_the_number(table):
    for number, name in enumerate([*MEASURES, *MEASURES]):
        make(table, text=f"承诺{number}", measure=name, target=Decimal(1))
    rows = list(Commitment.objects.all())
    with CaptureQueriesContext(connection) as seen:
        found = queries.rows(table.street, rows, today=TODAY)
    assert len(found) == 2 * len(MEASURES)
    assert len(seen) <= len(MEASURES) + 2


@pytest.mark.clause("G8")
def test_a_withdrawal_gives_its_reason_and_happens_once(table):
    row = make(table)
    with pytest.raises(NotAllowed):
        commitments.withdraw(actor=table.committee, now=NOW, commitment=row, reason="不对")
    with pytest.raises(Refused, match="原因"):
        commitments.withdraw(actor=table.manager, now=NOW, commitment=row, reason=" ")
    commitments.withdraw(actor=table.manager, now=NOW, commitment=row, reason="改为两天内")

    row.refresh_from_db()
    assert (row.withdrawn_on, row.withdrawn_why) == (TODAY, "改为两天内")
    assert not queries.listed(SOMEBODY, estate_code=table.estate.code, today=TODAY)
    assert queries.in_public(SOMEBODY, estate_code=table.estate.code, today=TODAY)[0].row == row
    with pytest.raises(Refused, match="已经撤回"):
        commitments.withdraw(actor=table.manager, now=NOW, commitment=row, reason="再来")


def say(row, browser, *, kept=True, network="10.0.0.0/24", now=NOW):
    return commitments.say(
        actor=SOMEBODY, now=now, commitment=row, kept=kept, browser=browser, network=network
    )


@pytest.mark.clause("G8")
def test_one_browser_has_one_word_and_may_change_it(table):
    row, other = make(table), make(table, text="电梯困人半小时到场")
    say(row, "a")
    say(row, "a", kept=False)
    say(other, "a")

    assert list(Opinion.objects.filter(commitment=row).values_list("kept", flat=True)) == [False]
    voices = set(Opinion.objects.values_list("voice", flat=True))
    assert len(voices) == 2  # not even the same browser is known again at another commitment
    lines = JournalEntry.objects.filter(verb="commitment.opinion")
    assert not [line for line in lines if "10.0.0" in str(line.change) or line.actor_id]


@pytest.mark.clause("G8")
def test_voices_are_counted_out_only_from_the_least_number_on(table):
    row = make(table)
    for number in range(LEAST_VOICES):
        shown = queries.rows(SOMEBODY, [row], today=TODAY)[0].voices
        assert not shown.enough
        say(row, f"browser {number}", kept=number > 0)
    shown = queries.rows(SOMEBODY, [row], today=TODAY)[0].voices
    assert (shown.enough, shown.total, shown.kept) == (True, LEAST_VOICES, LEAST_VOICES - 1)


def test_one_network_is_not_heard_without_end(table):
    row = make(table)
    for number in range(VOICES):
        say(row, f"browser {number}")
    with pytest.raises(Refused, match="一刻钟"):
        say(row, "one more")
    assert say(row, "elsewhere", network="10.0.1.0/24")
    assert say(row, "later", now=NOW + timedelta(minutes=16))


def test_only_what_is_in_force_is_judged(table):
    row = make(table, until=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="有效期"):
        say(row, "a", now=NOW + timedelta(days=1))


@pytest.mark.clause("G8")
def test_estates_without_a_commitment_are_listed_by_side(table):
    counts = dict(queries.without_counts(table.town.actor("he", "organisation", "/1/"), today=TODAY))
    assert counts == {"community": 2, "committee": 2, "company": 1}  # nobody serves the self-managed one
    make(table)
    without = queries.estates_without(table.town.actor("he", "organisation", "/1/"), "company", today=TODAY)
    assert not without.exists()


def test_a_renewal_is_due_until_something_lasts_longer(table):
    make(table, until=TODAY + timedelta(days=20))
    wanted = Wanted(state="renew")
    assert queries.commitments(table.street, wanted, today=TODAY).count() == 1
    make(table, text="门岗二十四小时有人")
    assert queries.commitments(table.street, wanted, today=TODAY).count() == 0


def test_the_dossier_shows_what_is_promised_and_by_whom_not(table):
    make(table)
    with CaptureQueriesContext(connection) as seen:
        part = queries.dossier_part(table.street, table.estate, today=TODAY)
    assert [one.row.side for one in part.rows] == ["company"]
    assert part.missing == ("community", "committee")
    assert not part.may_make
    assert len(seen) <= 3
    assert queries.dossier_part(table.manager, table.estate, today=TODAY).may_make
    assert queries.dossier_part(table.town.actor("x", "admin", "/1/"), table.estate, today=TODAY) is None
