"""Tying units to organisations: in a lawful way, once, with a delegate who is one."""

from __future__ import annotations

from datetime import date

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.party.models import Coverage, Headcount
from linli.party.queries import units
from linli.party.services import coverage
from linli.registry.services import projects
from tests.party.conftest import BEGUN, SYSTEM


def last(verb: str) -> JournalEntry:
    return JournalEntry.objects.filter(verb=verb).latest("id")


@pytest.mark.clause("D2")
def test_three_full_members_owe_a_branch_of_their_own(red):
    firm = red.company("禾邻物业", 1, full=3)
    joint, branch = red.organisation("联合党支部", "joint"), red.organisation("禾邻党支部")

    with pytest.raises(Refused, match="够3名"):
        red.tie(firm, joint, "joint")
    row = red.tie(firm, branch, "own")

    line = last("coverage.tie")
    assert (line.subject_kind, line.subject_id, line.on) == ("party.coverage", str(row.pk), BEGUN)


@pytest.mark.clause("D2")
def test_a_second_branch_for_the_same_company_is_refused(red):
    firm = red.company("禾邻物业", 1, full=3)
    red.tie(firm, red.organisation("禾邻党支部"), "own")

    with pytest.raises(Refused, match="禾邻党支部") as refusal:
        red.tie(firm, red.organisation("第二党支部"), "own")
    assert refusal.value.fields == ("organisation",)


@pytest.mark.clause("D3")
def test_two_full_members_may_join_or_attach_but_not_stand_alone(red):
    firm, attached = red.company("禾邻物业", 1, full=2), red.company("睦安物业", 2, full=1)

    with pytest.raises(Refused, match="只有2名"):
        red.tie(firm, red.organisation("禾邻党支部"), "own")
    red.tie(firm, red.organisation("联合党支部", "joint"), "joint")
    red.tie(attached, red.organisation("网格党支部", "grid"), "attached")

    assert Coverage.objects.count() == 2


@pytest.mark.clause("D3")
def test_a_joint_branch_takes_in_five_and_no_sixth(red):
    joint = red.organisation("联合党支部", "joint")
    firms = [red.company(f"第{number}物业", number, full=1) for number in range(1, 7)]
    for firm in firms[:5]:
        red.tie(firm, joint, "joint")

    with pytest.raises(Refused, match="不超过5个"):
        red.tie(firms[5], joint, "joint")


def test_one_branch_of_its_own_is_of_one_company(red):
    branch = red.organisation("禾邻党支部")
    red.tie(red.company("禾邻物业", 1, full=3), branch, "own")

    with pytest.raises(Refused, match="别的单位"):
        red.tie(red.company("睦安物业", 2, full=3), branch, "own")


def test_nobody_is_tied_before_the_members_are_counted(red):
    with pytest.raises(Refused, match="还没有报党员人数"):
        red.tie(red.company("禾邻物业", 1), red.organisation("联合党支部", "joint"), "joint")


def test_the_head_counts_of_the_projects_stand_in_for_a_report(red, now):
    firm = red.company("禾邻物业", 1)
    project = firm.company.projects.get()
    heads = {"order": 9, "party_members": 3, "probationary": 1}
    projects.count_staff(actor=SYSTEM, now=now, project=project, as_of=date(2026, 1, 1), fields=heads)

    counted = units.count(SYSTEM, firm, on=date(2026, 3, 1))
    assert (counted.full, counted.probationary, counted.staffing) == (3, 1, True)
    assert units.count(SYSTEM, firm, on=date(2025, 12, 31)).full is None
    red.tie(firm, red.organisation("禾邻党支部"), "own")


@pytest.mark.clause("H2")
def test_a_courtyard_gets_a_group_with_a_member_of_the_grid_branch(red):
    yard, grid = red.courtyard("柳林小区", full=1), red.organisation("网格党支部", "grid")
    red.member(grid, "赵 明远")
    group = red.organisation("柳林党小组", "group", parent=grid)

    with pytest.raises(Refused, match="不是“网格党支部”的党员") as refusal:
        red.tie(yard, group, "group", delegate="钱无名")
    assert refusal.value.fields == ("delegate",)
    row = red.tie(yard, group, "group", delegate="赵明远")

    assert row.delegate == "赵明远"
    assert last("coverage.tie").clause == "H2"
    assert "赵明远" not in str(last("coverage.tie").change)


@pytest.mark.clause("H2")
def test_a_grid_branch_with_a_committee_delegates_one_of_the_committee(red):
    yard = red.courtyard("柳林小区", full=0)
    grid = red.organisation("网格党支部", "grid", full=9, committee=True)
    red.member(grid, "赵明远")
    red.member(grid, "周敏", post="组织委员")
    group = red.organisation("柳林党小组", "group", parent=grid)

    with pytest.raises(Refused, match="委员"):
        red.tie(yard, group, "group", delegate="赵明远")
    red.tie(yard, group, "group", delegate="周敏")


@pytest.mark.clause("H2")
def test_a_group_of_another_branch_has_nobody_to_delegate(red):
    group = red.organisation("柳林党小组", "group", parent=red.organisation("某党支部"))

    with pytest.raises(Refused, match="隶属于网格党支部"):
        red.tie(red.courtyard("柳林小区", full=0), group, "group", delegate="赵明远")


@pytest.mark.clause("H1")
def test_a_courtyard_of_three_owes_a_branch_of_its_own(red):
    yard = red.courtyard("柳林小区", full=3)

    red.tie(yard, red.organisation("柳林党支部"), "own")
    assert units.standing(SYSTEM, yard, on=date(2026, 3, 1)).verdict == "met"


def test_days_that_do_not_hold_are_refused(red, now):
    firm = red.company("禾邻物业", 1, full=2)
    joint = red.organisation("联合党支部", "joint", since=date(2025, 1, 1))

    for since, words in ((date(2024, 6, 1), "不存在"), (date(2026, 3, 3), "还没到")):
        with pytest.raises(Refused, match=words):
            red.tie(firm, joint, "joint", since=since)
    row = red.tie(firm, joint, "joint", since=date(2025, 1, 1))
    coverage.end(actor=SYSTEM, now=now, tie=row, until=date(2025, 6, 1), reason="调整")
    with pytest.raises(Refused, match="上一段"):
        red.tie(firm, joint, "joint", since=date(2025, 5, 31))
    with pytest.raises(Refused, match="已经结束"):
        coverage.end(actor=SYSTEM, now=now, tie=row, until=date(2025, 7, 1), reason="调整")
    red.tie(firm, joint, "joint", since=date(2025, 6, 1))


def test_a_community_covers_what_is_its_own(red, town, now):
    here, there = red.company("禾邻物业", 1, full=2), red.company("睦安物业", 2, full=2, at="/1/10/")
    joint = red.organisation("联合党支部", "joint")
    zhou = town.actor("zhou", "community", "/1/1/")
    words = {"organisation": joint, "way": "joint", "since": BEGUN}

    coverage.tie(actor=zhou, now=now, body=here, **words)
    with pytest.raises(NotAllowed):
        coverage.tie(actor=zhou, now=now, body=there, **words)
    with pytest.raises(NoSuch):
        units.body(zhou, unit="company", key=there.key)


def test_a_company_reports_its_own_members_and_sees_no_other(red, town, now):
    firm, other = red.company("禾邻物业", 1), red.company("睦安物业", 2)
    he = town.actor("he", "company", firm.paths[0], f"company:{firm.key}")

    coverage.report(actor=he, now=now, body=firm, as_of=date(2026, 3, 1), full=2, probationary=1)

    row = Headcount.objects.get()
    assert (row.full, row.probationary, row.path) == (2, 1, "/1/")
    with pytest.raises(NotAllowed):
        coverage.report(actor=he, now=now, body=other, as_of=date(2026, 3, 1), full=2)
    with pytest.raises(NoSuch):
        units.body(he, unit="company", key=other.key)


def test_the_organisation_department_only_reads(red, town, now):
    firm, branch = red.company("禾邻物业", 1, full=3), red.organisation("禾邻党支部")
    ho = town.actor("ho", "organisation", "/1/")

    assert units.body(ho, unit="company", key=firm.key) == firm
    with pytest.raises(NotAllowed):
        coverage.tie(actor=ho, now=now, body=firm, organisation=branch, way="own", since=BEGUN)
    with pytest.raises(NotAllowed):
        coverage.report(actor=ho, now=now, body=firm, as_of=date(2026, 3, 1), full=2)
