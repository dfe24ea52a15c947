"""Plans for the uncovered, and names that stay inside the branch."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.party.models import Plan
from linli.party.services import members, plans
from tests.party.conftest import BEGUN, SYSTEM

REASON = "两家相邻，合计4名正式党员"
WORDS = {"reason": REASON, "due_on": date(2026, 6, 1)}


def last(verb: str) -> JournalEntry:
    return JournalEntry.objects.filter(verb=verb).latest("id")


@pytest.mark.clause("D3")
def test_a_person_chooses_a_lawful_way_and_says_what_came_of_it(red, now, today):
    firm, joint = red.company("禾邻物业", 1, full=2), red.organisation("联合党支部", "joint")

    plan = plans.decide(actor=SYSTEM, now=now, body=firm, way="joint", partner=joint, **WORDS)
    with pytest.raises(Refused, match="没办结"):
        plans.decide(actor=SYSTEM, now=now, body=firm, way="develop", **WORDS)
    plans.finish(actor=SYSTEM, now=now, plan=plan, body=firm, on=today, outcome="已并入联合党支部")

    assert (plan.decided_on, plan.done_on) == (today, today)
    assert last("plan.decide").place == firm.paths[0]
    assert last("plan.finish").on == today
    with pytest.raises(Refused, match="已经办结"):
        plans.finish(actor=SYSTEM, now=now, plan=plan, body=firm, on=today, outcome="再写一次")


@pytest.mark.clause("D3")
@pytest.mark.parametrize(
    ("full", "way", "more", "field"),
    [
        (3, "joint", {}, "way"),
        (None, "develop", {}, "way"),
        (0, "attached", {}, "way"),
        (2, "own", {}, "way"),
        (2, "attached", {}, "partner"),
        (2, "joint", {"partner": "grid"}, "partner"),
        (2, "develop", {"reason": " "}, "reason"),
        (2, "develop", {"due_on": date(2026, 3, 1)}, "due_on"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused_at_its_field(red, now, full, way, more, field):
    firm = red.company("禾邻物业", 1, full=full)
    if "partner" in more:
        more = {**more, "partner": red.organisation("网格党支部", more["partner"])}

    with pytest.raises(Refused) as refusal:
        plans.decide(actor=SYSTEM, now=now, body=firm, way=way, **{**WORDS, **more})
    assert refusal.value.fields == (field,)
    assert not Plan.objects.exists()


def test_a_full_joint_branch_is_no_partner(red, now):
    joint = red.organisation("联合党支部", "joint")
    for number in range(1, 6):
        red.tie(red.company(f"第{number}物业", number, full=1), joint, "joint")

    with pytest.raises(Refused, match="已满"):
        plans.decide(
            actor=SYSTEM,
            now=now,
            body=red.company("第六物业", 6, full=1),
            way="joint",
            partner=joint,
            **WORDS,
        )


def test_names_are_sealed_and_every_look_is_written_down(red, town, now):
    branch, firm = red.organisation("禾邻党支部"), red.company("禾邻物业", 1, full=3)
    red.tie(firm, branch, "own")
    red.member(branch, "张三丰", post="书记")
    he = town.actor("he", "company", firm.paths[0], f"company:{firm.key}")

    with pytest.raises(Refused, match="用途"):
        members.look(actor=he, now=now, organisation=branch, purpose=" ")
    rows = members.look(actor=he, now=now, organisation=branch, purpose="核对名册")

    assert [row.name for row in rows] == ["张三丰"]
    line = last("member.view")
    assert (line.actor_name, line.note, line.subject_id) == (he.name, "核对名册", str(branch.pk))
    assert not JournalEntry.objects.filter(change__icontains="张三丰").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM party_member")
        assert "张三丰" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("role", "path"), [("bureau", "/1/"), ("organisation", "/1/"), ("community", "/1/10/")]
)
def test_names_are_for_the_branch_only(red, town, now, role, path):
    branch = red.organisation("禾邻党支部")
    other = town.actor("other", role, path)

    with pytest.raises(NotAllowed):
        members.look(actor=other, now=now, organisation=branch, purpose="看看")


def test_another_companys_people_do_not_look(red, town, now):
    branch, other = red.organisation("禾邻党支部"), red.company("睦安物业", 2, full=1)
    red.tie(red.company("禾邻物业", 1, full=3), branch, "own")
    mu = town.actor("mu", "company", other.paths[0], f"company:{other.key}")

    with pytest.raises(NotAllowed):
        members.look(actor=mu, now=now, organisation=branch, purpose="看看")


def test_a_member_is_listed_once_and_leaves_once(red, now, today):
    branch = red.organisation("禾邻党支部")
    row = red.member(branch, "张三")

    with pytest.raises(Refused, match="已有"):
        red.member(branch, "张 三")
    members.change(actor=SYSTEM, now=now, member=row, standing="full", post="书记")
    with pytest.raises(Refused, match="晚于"):
        members.leave(actor=SYSTEM, now=now, member=row, on=BEGUN)
    members.leave(actor=SYSTEM, now=now, member=row, on=today)
    with pytest.raises(Refused, match="已经转出"):
        members.leave(actor=SYSTEM, now=now, member=row, on=today)
    red.member(branch, "张三")
