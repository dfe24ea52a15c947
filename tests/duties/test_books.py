"""The duties of an area, counted from the journal and the records, against a count by hand."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.duties.queries.areas import area
from linli.duties.queries.books import book
from linli.duties.queries.ledgers import Asked, lines, looked_up
from linli.duties.sheets import Figures
from linli.kernel.errors import NoSuch
from linli.kernel.period import month_of, quarter, year_of
from linli.registry.services import committees, estates, records
from tests.duties.made import NOW, PACK, SYSTEM, deed, held, organisation

TODAY = date(2026, 3, 2)
SPRING = quarter(2026, 1)


def made(actor=SYSTEM, *, path="/1/", period=SPRING, today=TODAY, named=False, rules=PACK.duties.rules):
    return book(actor, rules, area=area(actor, path=path), period=period, today=today, named=named)


def figures(**where):
    return made(**where).figures()


def states(duty, **where):
    """Return the state of every obligation of one duty as (subject, window or due, state)."""
    found = made(rules=[PACK.duties.get(duty)], **where)
    return [
        (cell.subject.name, (cell.window.code() if cell.window else cell.outcome.due), cell.outcome.state)
        for cell in found.cells()
    ]


@pytest.mark.clause("F1")
def test_a_theme_day_is_met_in_its_month_due_in_the_running_one_and_overdue_after_the_grace(town):
    branch = organisation("/1/1/")
    held(branch, "theme_day", date(2026, 1, 31))

    assert states("theme_day") == [
        (branch.name, "2026-01", "met"),
        (branch.name, "2026-02", "due"),  # five working days after 28 February end on 6 March
        (branch.name, "2026-03", "due"),
    ]
    assert states("theme_day", today=date(2026, 3, 6))[1][2] == "due"
    assert states("theme_day", today=date(2026, 3, 7))[1][2] == "overdue"


def test_a_deed_counts_for_the_day_it_happened_and_not_for_the_next_month(town):
    branch = organisation("/1/1/")
    held(branch, "theme_day", date(2026, 2, 28), date(2026, 3, 1))

    found = states("theme_day")

    assert [state for _, _, state in found] == ["overdue", "met", "met"]


@pytest.mark.clause("F1")
def test_committee_and_group_meetings_are_asked_of_branches_that_have_them(town):
    organisation("/1/1/", "小支部")
    organisation("/1/1/", "大支部", committee=True, groups=2)

    assert {name for name, _, _ in states("committee_meeting")} == {"大支部"}
    assert {name for name, _, _ in states("group_meeting")} == {"大支部"}
    assert {name for name, _, _ in states("members_meeting")} == {"小支部", "大支部"}


def test_a_branch_owes_the_months_it_lived_through_from_its_first_day(town):
    organisation("/1/1/", "新支部", since=date(2026, 2, 2))
    organisation("/1/10/", "旧支部", until=date(2026, 2, 28))

    found = states("theme_day", today=date(2026, 4, 30))

    assert found == [
        ("新支部", "2026-02", "not_applicable"),
        ("新支部", "2026-03", "overdue"),
        ("旧支部", "2026-01", "overdue"),
        ("旧支部", "2026-02", "not_applicable"),
    ]


@pytest.mark.clause("H4")
def test_a_joint_activity_counts_for_every_organisation_that_took_part(town):
    grid = organisation("/1/1/", "网格党支部", form="grid")
    group = organisation("/1/1/", "庭院党小组", form="group")
    for body in (grid, group):
        held(body, "theme_day", date(2026, 1, 15), activity=7)

    assert states("theme_day")[0] == ("网格党支部", "2026-01", "met")
    assert states("courtyard_life")[0] == ("庭院党小组", "2026-01", "met")


@pytest.mark.clause("G6")
def test_joint_meetings_are_asked_of_market_estates_for_as_long_as_they_are(town):
    served, own = town.estate("甲小区", "/1/1/"), town.estate("乙小区", "/1/1/", mode="self")
    deed("meeting.minute", date(2026, 2, 10), path=served.path, kind="tripartite.meeting", key=1)
    estates.change_mode(
        actor=SYSTEM, estate=own, mode="market", since=date(2026, 2, 1), reason="引入物业", now=NOW
    )

    assert states("joint_meeting") == [("甲小区", "2026Q1", "met"), ("乙小区", "2026Q1", "not_applicable")]
    assert states("grid_information", path="/1/1/")[0] == ("乙小区", "2026-01", "overdue")


@pytest.mark.clause("S8")
def test_a_contract_is_filed_within_fifteen_days_or_late(town):
    estate = town.estate("甲小区", "/1/1/")
    project = town.project(estate, town.company("安居物业"))
    signed = {"kind": "first", "signed_on": date(2026, 1, 5), "start": date(2026, 1, 5)}
    contract = records.sign(actor=SYSTEM, project=project, fields=signed, now=NOW)

    assert states("contract_filed") == [("甲小区", date(2026, 1, 20), "overdue")]

    records.file_contract(actor=SYSTEM, contract=contract, on=date(2026, 1, 21), number="1", now=NOW)
    (cell,) = made(rules=[PACK.duties.get("contract_filed")]).cells()

    assert (cell.outcome.state, cell.outcome.late, cell.record) == (
        "met",
        True,
        f"registry.contract:{contract.pk}",
    )


@pytest.mark.clause("B2")
def test_the_next_committee_is_asked_for_from_ninety_days_before_the_term_ends(town):
    estate = town.estate("甲小区", "/1/1/")
    term = {"kind": "committee", "elected_on": date(2021, 5, 1), "term_until": date(2026, 5, 1)}
    committees.elect(actor=SYSTEM, estate=estate, fields=term, now=NOW)

    assert states("committee_election", period=month_of(date(2025, 12, 1))) == []
    assert states("committee_election") == [("甲小区", date(2026, 4, 30), "due")]

    renewed = {**term, "elected_on": date(2026, 3, 1), "term_until": date(2031, 3, 1)}
    committees.elect(actor=SYSTEM, estate=estate, fields=renewed, now=NOW)

    assert states("committee_election") == [("甲小区", date(2026, 4, 30), "met")]


@pytest.mark.clause("S12")
def test_a_plan_of_another_kind_does_not_meet_the_yearly_greening_plan(town):
    estate = town.estate("甲小区", "/1/1/")
    for kind in ("drainage_plan", "greening_plan"):
        before = states("greening_plan", period=year_of(TODAY))
        fields = {"kind": kind, "title": kind, "issued_on": date(2026, 2, 1)}
        records.issue(actor=SYSTEM, estate=estate, fields=fields, now=NOW)

    assert before == [("甲小区", "2026", "due")]
    assert states("greening_plan", period=year_of(TODAY)) == [("甲小区", "2026", "met")]


@pytest.mark.clause("A3")
def test_what_is_done_below_counts_for_the_subdistrict(town):
    town.place("/1/1/", level="subdistrict")
    town.places["/1/1/"].level = "subdistrict"
    town.places["/1/1/"].save()
    town.place("/1/1/7/")
    deed("guidance.record", date(2026, 1, 9), path="/1/1/7/", kind="party.instructor", key=3)

    assert [state for _, _, state in states("guidance_of_subdistrict", path="/1/1/")] == ["met", "due", "due"]


def test_the_short_path_does_not_count_what_lies_at_the_long_one(town):
    town.estate("甲小区", "/1/1/")
    ten = town.estate("乙小区", "/1/10/")
    deed("meeting.minute", date(2026, 2, 1), path=ten.path)

    assert figures(path="/1/1/")["joint_meeting"] == Figures(due=1)
    assert figures(path="/1/10/")["joint_meeting"].met == 1
    assert figures(path="/1/")["joint_meeting"] == Figures(met=1, due=1, deeds=1)


def test_a_place_out_of_reach_is_as_if_it_were_not(town):
    neighbour = town.actor("street", "subdistrict", "/1/10/")

    with pytest.raises(NoSuch):
        area(neighbour, path="/1/1/")
    assert area(neighbour, path="/1/").paths == ("/1/10/",)


def test_a_company_sees_its_own_branch_and_estates_only(town):
    from linli.party.models import Coverage

    mine, other = town.company("我的物业", 1), town.company("别家物业", 2)
    estate, away = town.estate("甲小区", "/1/1/"), town.estate("乙小区", "/1/1/")
    town.project(estate, mine)
    town.project(away, other)
    for name, company in (("我的支部", mine), ("别家支部", other)):
        body = organisation("/1/1/", name)
        Coverage.objects.create(
            organisation=body, unit="company", company=company, way="own", since=date(2024, 1, 1),
            updated_at=NOW,
        )  # fmt: skip
        held(body, "theme_day", date(2026, 1, 5))
    secretary = town.actor("secretary", "company", estate.path, mine.organisation)

    found = [cell for cell in made(secretary, path="").cells() if cell.outcome.state != "not_applicable"]

    assert {cell.subject.name for cell in found} == {"我的支部", "甲小区", "我的物业"}
    assert states("theme_day", actor=secretary, path="")[0] == ("我的支部", "2026-01", "met")


def test_the_last_deed_is_named_with_its_line(town):
    branch = organisation("/1/1/")
    held(branch, "theme_day", date(2026, 1, 5), date(2026, 1, 20), activity=9)

    found = looked_up(SYSTEM, PACK.duties, path="/1/", period=SPRING, today=TODAY, duty="theme_day")
    first = next(lines(SYSTEM, found, Asked(states=("met",))))

    assert first.outcome.by.on == date(2026, 1, 20)
    assert first.line == 2


def test_the_statements_do_not_grow_with_the_district(town, django_assert_max_num_queries):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            figures()
        return len(seen)

    town.estate("甲小区", "/1/1/")
    organisation("/1/1/")
    few = asked()
    for n in range(8):
        held(organisation("/1/10/", f"支部{n}"), "theme_day", date(2026, 1, 5))
        town.estate(f"小区{n}", "/1/10/")

    assert asked() == few <= 28


def test_a_district_and_a_count_by_hand_agree(town):
    """Every duty of the calendar over a year, against a plain walk through the journal."""
    for n in range(3):
        branch = organisation("/1/1/" if n else "/1/10/", f"支部{n}", committee=n == 1)
        held(branch, "theme_day", *(date(2025, m, 28) for m in range(1, 13, n + 1)))
        held(branch, "members_meeting", date(2025, 3, 31), date(2025, 4, 1))
        held(branch, "committee_meeting", *(date(2025, m, 1) for m in range(1, 7)))
    found = figures(period=year_of(date(2025, 1, 1)), today=date(2026, 3, 2))

    assert found["theme_day"] == Figures(met=12 + 6 + 4, overdue=0 + 6 + 8, deeds=22)
    assert found["members_meeting"] == Figures(met=6, overdue=6, deeds=6)
    assert found["committee_meeting"] == Figures(met=6, overdue=6, deeds=6)


def test_an_estate_that_moved_takes_what_was_done_with_it(town):
    estate = town.estate("甲小区", "/1/1/")
    deed("meeting.minute", date(2026, 1, 9), path=estate.path)
    estates.move(actor=SYSTEM, estate=estate, to=town.place("/1/10/"), now=NOW)

    assert figures(path="/1/10/")["joint_meeting"].met == 1
    assert figures(path="/1/")["joint_meeting"].met == 1
    assert "甲小区" not in {name for name, _, _ in states("joint_meeting", path="/1/1/")}


def test_nothing_is_owed_for_the_years_before_the_guideline(town):
    organisation("/1/1/", since=date(1996, 1, 1))
    town.estate("甲小区", "/1/1/", mode="self")
    rules = [PACK.duties.get("theme_day"), PACK.duties.get("charter")]
    asked = {"area": area(SYSTEM, path="/1/"), "today": TODAY, "by": PACK.duties}

    before = book(SYSTEM, rules, period=year_of(date(2021, 1, 1)), **asked)
    now = book(SYSTEM, rules, period=SPRING, **asked)

    assert not [cell for cell in before.cells() if cell.duty.id == "theme_day"]
    assert {cell.outcome.due for cell in now.cells() if cell.duty.id == "charter"} == {date(2022, 3, 15)}
