"""Party organisations: founded, changed, dissolved, with their members as counts."""

from __future__ import annotations

from datetime import date

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.party.models import Coverage, Headcount, Member
from linli.party.services import organisations
from tests.party.conftest import BEGUN, SYSTEM


@pytest.fixture
def su(town):
    return town.actor("su", "subdistrict", "/1/1/")


def last(verb: str) -> JournalEntry:
    return JournalEntry.objects.filter(verb=verb).latest("id")


@pytest.mark.clause("D2")
def test_an_organisation_is_founded_where_one_is_in_charge_only(red, now, su):
    facts = {"name": "建设路网格党支部", "secretary": "周敏"}

    with pytest.raises(NotAllowed):
        organisations.found(actor=su, now=now, path="/1/10/", form="grid", since=BEGUN, fields=facts)
    row = organisations.found(actor=su, now=now, path="/1/1/", form="grid", since=BEGUN, fields=facts)

    line = last("organisation.found")
    assert (line.subject_id, line.place, line.on) == (str(row.pk), "/1/1/", BEGUN)
    assert "周敏" not in str(line.change)


@pytest.mark.parametrize(
    ("form", "fields", "field"),
    [
        ("branch", {"name": " "}, "name"),
        ("branch", {"name": "一", "elected_on": date(2026, 3, 3)}, "elected_on"),
        ("branch", {"name": "一", "term_until": date(2027, 1, 1)}, "elected_on"),
        ("branch", {"name": "一", "elected_on": BEGUN, "term_until": BEGUN}, "term_until"),
        ("branch", {"name": "一", "elected_on": BEGUN, "term_until": date(2027, 1, 2)}, "term_until"),
        ("grid", {"name": "一", "elected_on": BEGUN, "term_until": date(2029, 1, 2)}, "term_until"),
        ("group", {"name": "一"}, "parent"),
        ("branch", {"name": "一", "committee": True}, "committee"),
        ("branch", {"name": "旧支部"}, "name"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(red, now, su, form, fields, field):
    red.organisation("旧支部")

    with pytest.raises(Refused) as refusal:
        organisations.found(actor=su, now=now, path="/1/1/", form=form, since=BEGUN, fields=fields)
    assert refusal.value.fields == (field,)
    assert refusal.value.text.en


def test_an_organisation_that_has_not_begun_is_refused(red, now, su):
    with pytest.raises(Refused, match="还没到"):
        organisations.found(
            actor=su, now=now, path="/1/1/", form="branch", since=date(2026, 4, 1), fields={"name": "一"}
        )


def test_a_term_may_last_to_its_anniversary(red, now, su):
    term = {"elected_on": date(2024, 2, 29), "term_until": date(2027, 3, 1)}

    row = organisations.found(
        actor=su, now=now, path="/1/1/", form="branch", since=BEGUN, fields={"name": "一", **term}
    )
    assert row.term_until == date(2027, 3, 1)


def test_a_committee_needs_seven_full_members(red, now, su):
    branch = red.organisation("一", full=6)

    with pytest.raises(Refused, match="7名以上"):
        organisations.change(actor=su, now=now, organisation=branch, fields={"committee": True})
    organisations.report(actor=su, now=now, organisation=branch, as_of=date(2026, 3, 2), full=7)
    organisations.change(actor=su, now=now, organisation=branch, fields={"committee": True})

    branch.refresh_from_db()
    assert branch.committee


def test_nothing_stands_below_itself(red, now, su):
    above = red.organisation("上级", "committee")
    below = red.organisation("下级", parent=above)

    with pytest.raises(Refused, match="它自己或它的下级"):
        organisations.change(actor=su, now=now, organisation=above, fields={"parent": below})


def test_the_slower_of_two_hands_is_told(red, now, su):
    branch = red.organisation("一")
    seen = branch.updated_at
    organisations.change(
        actor=su, now=now.replace(hour=2), organisation=branch, fields={"secretary": "李建国"}
    )

    with pytest.raises(Stale):
        organisations.change(actor=su, now=now, organisation=branch, fields={"secretary": "王"}, seen=seen)
    assert "李建国" not in str(last("organisation.change").change)


def test_with_an_organisation_its_coverage_and_its_list_end(red, now, su):
    branch, firm = red.organisation("一"), red.company("禾邻物业", 1, full=3)
    red.tie(firm, branch, "own")
    red.member(branch, "张三")

    organisations.dissolve(actor=su, now=now, organisation=branch, until=date(2026, 3, 1), reason="企业撤出")

    assert Coverage.objects.get().until == Member.objects.get().left_on == date(2026, 3, 1)
    assert last("coverage.end").on == last("organisation.dissolve").on == date(2026, 3, 1)
    with pytest.raises(Refused, match="已经撤销"):
        organisations.report(actor=su, now=now, organisation=branch, as_of=date(2026, 3, 2), full=2)


def test_a_parent_is_not_dissolved_under_its_groups(red, now, su):
    grid = red.organisation("网格党支部", "grid")
    red.organisation("柳林党小组", "group", parent=grid)

    with pytest.raises(Refused, match="柳林党小组"):
        organisations.dissolve(actor=su, now=now, organisation=grid, until=date(2026, 3, 1), reason="调整")


@pytest.mark.clause("D2")
def test_a_companys_secretary_reports_for_the_branch_that_covers_it_and_for_no_other(red, town, now):
    branch, other = red.organisation("一"), red.organisation("二")
    firm = red.company("禾邻物业", 1, full=3)
    red.tie(firm, branch, "own")
    he = town.actor("he", "company", firm.paths[0], f"company:{firm.key}")

    organisations.report(actor=he, now=now, organisation=branch, as_of=date(2026, 2, 1), full=4)
    organisations.report(actor=he, now=now, organisation=branch, as_of=date(2026, 2, 1), full=5)

    assert list(Headcount.objects.filter(organisation=branch).values_list("full", flat=True)) == [5]
    with pytest.raises(NotAllowed):
        organisations.report(actor=he, now=now, organisation=other, as_of=date(2026, 2, 1), full=4)
    with pytest.raises(NotAllowed):
        organisations.found(
            actor=he, now=now, path=firm.paths[0], form="branch", since=BEGUN, fields={"name": "三"}
        )


@pytest.mark.parametrize(("as_of", "words"), [(date(2026, 3, 3), "还没到"), (date(2023, 12, 31), "早于")])
def test_a_count_is_of_a_day_it_lived_through(red, now, as_of, words):
    with pytest.raises(Refused, match=words):
        organisations.report(actor=SYSTEM, now=now, organisation=red.organisation("一"), as_of=as_of, full=1)
