"""Funds: planned, received, spent, corrected; never below zero in silence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.selfmanagement.models import Fund, FundEntry
from linli.selfmanagement.queries import funds as queries
from linli.selfmanagement.queries import sums
from linli.selfmanagement.queries.sums import Wanted
from linli.selfmanagement.services import funds
from linli.selfmanagement.services.funds import Given
from tests.conftest import NOW, TODAY

SPEND = Given("spent", TODAY, Decimal(60), "灯具")


def balance(yard, fund):
    return queries.ledger(yard.community, fund).money.balance


@pytest.mark.clause("C4")
def test_money_is_planned_received_spent_and_given_back_and_every_step_is_journalled(yard):
    fund = yard.fund("1000.50")
    yard.enter(fund, "received", "800.10")
    yard.enter(fund, "spent", "300.07", voucher="记-12")
    yard.enter(fund, "returned", "0.03")

    found = queries.ledger(yard.community, fund)
    assert [line.balance for line in found.lines] == [Decimal("800.10"), Decimal("500.03"), Decimal("500.00")]
    assert (found.money.planned, found.money.spent) == (Decimal("1000.50"), Decimal("300.07"))
    lines = JournalEntry.objects.filter(subject_kind="selfmanagement.fund")
    assert [line.verb for line in lines.order_by("pk")] == ["fund.plan"] + ["fund.enter"] * 3
    assert {(line.place, line.clause) for line in lines} == {(yard.estate.path, "C4")}


@pytest.mark.clause("C4")
def test_a_balance_never_falls_below_zero_in_silence(yard):
    fund = yard.fund()
    yard.enter(fund, "received", "100")

    with pytest.raises(Refused, match="垫支") as refused:
        yard.enter(fund, "spent", "100.01")
    assert "below" not in str(refused.value)
    assert balance(yard, fund) == 100
    yard.enter(fund, "spent", "150", advance_why="灯坏了，等不到拨款")

    found = queries.ledger(yard.community, fund)
    assert [line.open_advance for line in found.lines] == [False, True]
    assert [row.pk for row in sums.funds(yard.street, Wanted(state="advance"))] == [fund.pk]
    yard.enter(fund, "received", "50")
    assert not any(line.open_advance for line in queries.ledger(yard.community, fund).lines)
    assert not sums.funds(yard.street, Wanted(state="advance")).exists()


def test_a_reason_for_an_advance_is_not_kept_where_nothing_was_advanced(yard):
    fund = yard.fund()
    yard.enter(fund, "received", "100")

    assert yard.enter(fund, "spent", "100", advance_why="怕不够").advance_why == ""


@pytest.mark.clause("C4")
def test_a_line_is_mended_by_another_and_stays_as_it_was(yard):
    fund = yard.fund()
    yard.enter(fund, "received", "500")
    wrong = yard.enter(fund, "spent", "300")

    funds.correct(actor=yard.community, now=NOW, entry=wrong, amount=Decimal("30.00"), why="多写了一个0")
    mend = funds.correct(actor=yard.community, now=NOW, entry=wrong, amount=Decimal(40), why="运费10元")

    wrong.refresh_from_db()
    assert wrong.amount == 300
    assert (mend.amount, mend.corrects_id) == (Decimal(-10), wrong.pk)
    found = queries.ledger(yard.community, fund)
    assert (found.money.spent, found.money.balance) == (Decimal(40), Decimal(460))
    assert next(line.stands_at for line in found.lines if line.row.pk == wrong.pk) == 40
    for entry, amount, words in [(wrong, "40", "没有要更正"), (mend, "1", "本身是更正")]:
        with pytest.raises(Refused, match=words):
            funds.correct(actor=yard.community, now=NOW, entry=entry, amount=Decimal(amount), why="再改")


def test_a_correction_that_would_overdraw_wants_a_reason_too(yard):
    fund = yard.fund()
    came = yard.enter(fund, "received", "100")
    yard.enter(fund, "spent", "80")

    with pytest.raises(Refused, match="垫支"):
        funds.correct(actor=yard.community, now=NOW, entry=came, amount=Decimal(50), why="实到50")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given("spent", TODAY + timedelta(days=1), Decimal(1), "灯具"), "还没有到"),
        (Given("spent", date(2025, 12, 31), Decimal(1), "灯具"), "早于"),
        (Given("spent", TODAY, Decimal(0), "灯具"), "大于0"),
        (Given("spent", TODAY, Decimal("0.001"), "灯具"), "两位小数"),
        (Given("spent", TODAY, Decimal(10) ** 30, "灯具"), "10亿"),
        (Given("received", TODAY, Decimal(1), " "), "写明"),
        (Given("correction", TODAY, Decimal(1), "灯具"), "更正"),
        (Given("received", TODAY, Decimal(1), "灯具", document=4711), "没有存好"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_the_reason(yard, given, words):
    fund = yard.fund()

    with pytest.raises(Refused, match=words) as refused:
        funds.enter(actor=yard.community, now=NOW, fund=fund, given=given)

    assert refused.value.text.en
    assert not FundEntry.objects.exists()


def test_a_plan_is_for_estates_that_manage_themselves_and_made_once(yard):
    yard.fund()
    with pytest.raises(Refused, match="已有一笔"):
        yard.fund("5")
    with pytest.raises(Refused, match="自主管理"):
        yard.fund(estate=yard.served)
    with pytest.raises(Refused, match="年度"):
        yard.fund(year=1999)
    with pytest.raises(Refused, match="大于0"):
        yard.fund("0", title="别的")
    with pytest.raises(NotAllowed):
        funds.plan(actor=yard.neighbour, now=NOW, estate=yard.estate, fields={})


def test_a_plan_is_changed_with_a_reason_and_never_over_a_faster_hand(yard):
    fund = yard.fund()
    old = Fund.objects.select_related("estate").get(pk=fund.pk)
    later = NOW + timedelta(minutes=1)
    funds.replan(actor=yard.street, now=later, fund=fund, planned=Decimal(2000), reason="追加")

    with pytest.raises(Stale):
        funds.replan(actor=yard.street, now=later, fund=old, planned=Decimal(3), reason="减少")
    fund.refresh_from_db()
    assert fund.planned == 2000


@pytest.mark.clause("C4")
def test_of_two_who_spend_at_once_the_second_sees_what_the_first_has_left(yard):
    """Both have loaded the fund with 100 in it; only one of the two may spend 60."""
    fund = yard.fund()
    yard.enter(fund, "received", "100")
    first, second = (Fund.objects.select_related("estate").get(pk=fund.pk) for _ in range(2))

    funds.enter(actor=yard.community, now=NOW, fund=first, given=SPEND)
    with pytest.raises(Refused, match="-20"):
        funds.enter(actor=yard.street, now=NOW, fund=second, given=SPEND)

    assert balance(yard, fund) == 40


def test_whoever_writes_takes_the_fund_by_an_update_before_it_reads_the_lines(
    yard, django_assert_max_num_queries
):
    fund = yard.fund()
    with django_assert_max_num_queries(40) as seen:
        yard.enter(fund, "received", "100")

    words = [query["sql"] for query in seen.captured_queries]
    update = next(place for place, sql in enumerate(words) if sql.startswith('UPDATE "selfmanagement_fund"'))
    read = next(place for place, sql in enumerate(words) if 'FROM "selfmanagement_fundentry"' in sql)
    assert update < read


def test_a_fund_is_closed_when_it_is_even_or_when_it_is_said_what_becomes_of_the_rest(yard):
    fund = yard.fund()
    line = yard.enter(fund, "received", "100")
    with pytest.raises(Refused, match="结余100"):
        funds.close(actor=yard.street, now=NOW, fund=fund, on=TODAY)
    with pytest.raises(Refused, match="不晚于今天"):
        funds.close(actor=yard.street, now=NOW, fund=fund, on=TODAY + timedelta(days=1), reason="结转")
    stale = Fund.objects.select_related("estate").get(pk=fund.pk)
    funds.close(actor=yard.street, now=NOW, fund=fund, on=TODAY, reason="结转下年")

    for one in (fund, stale):
        with pytest.raises(Refused, match="已经结清"):
            yard.enter(one, "received", "1")
    line.fund.refresh_from_db()
    with pytest.raises(Refused, match="已经结清"):
        funds.correct(actor=yard.street, now=NOW, entry=line, amount=Decimal(1), why="改")


def test_a_fund_with_an_advance_is_not_closed(yard):
    fund = yard.fund()
    yard.enter(fund, "spent", "10", advance_why="急")

    with pytest.raises(Refused, match="没有补齐"):
        funds.close(actor=yard.street, now=NOW, fund=fund, on=TODAY, reason="算了")


@pytest.mark.clause("C4")
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["received", "spent", "returned"]), st.integers(1, 10**8)), max_size=8
    )
)
def test_the_database_adds_up_like_the_arithmetic_does(yard, lines):
    FundEntry.objects.filter(corrects__isnull=False).delete()
    FundEntry.objects.filter().delete()
    Fund.objects.filter().delete()
    fund = yard.fund("0.01")
    for kind, cents in lines:
        amount = str(Decimal(cents) / 100)
        entry = yard.enter(fund, kind, amount, advance_why="急")
        if cents % 3 == 0:
            right = Decimal(cents // 2) / 100
            funds.correct(actor=yard.street, now=NOW, entry=entry, amount=right, why="改", advance_why="急")

    exact = queries.ledger(yard.street, fund).money
    found = sums.sums(yard.street, Wanted())
    assert found.whole == exact
    assert sums.rows(yard.street, [fund])[0].money == exact
    assert {row.path: row.money for row in found.places}["/1/"] == exact
    flagged = sums.funds(yard.street, Wanted(state="advance")).exists()
    assert flagged is (exact.balance < 0)
    assert sums.funds(yard.street, Wanted(state="over")).exists() is exact.over_plan


@pytest.mark.clause("C4")
def test_budget_and_spending_are_summed_by_place_source_route_and_year(yard, django_assert_num_queries):
    one = yard.fund("1000")
    two = yard.fund("200", title="项目", source="benefit", route="balance")
    far = yard.fund("50", estate=yard.other)
    yard.fund("7", title="去年", year=2025)
    for fund, amount in ((one, "100"), (two, "20"), (far, "5")):
        yard.enter(fund, "received", amount)
        yard.enter(fund, "spent", amount)

    with django_assert_num_queries(3):
        found = sums.sums(yard.street, Wanted(year="2026"))

    assert (found.number, found.whole.planned, found.whole.spent) == (3, Decimal(1250), Decimal(125))
    places = {row.path: (row.money.planned, row.money.spent) for row in found.places}
    assert places == {"/1/": (1250, 125), "/1/1/": (1200, 120), "/1/10/": (50, 5)}
    assert [money.spent for _, money in found.by_source] == [Decimal(105), Decimal(20)]
    assert [money.planned for _, money in found.by_route] == [Decimal(1050), Decimal(200)]
    assert sums.sums(yard.neighbour, Wanted()).whole.planned == 50
