"""The month's page: what stands in it, and what is still owed, by the duties of the pack."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from linli.kernel.actor import Actor
from linli.party.queries import calendar
from linli.party.services import activities as services
from linli.party.services.taking import Held, Present
from linli.rules import packs
from tests.party.life import branch, cover

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 2)
SYSTEM = Actor.system("test")


def month(actor=SYSTEM, day=TODAY, **more):
    duties = packs.load(settings.POLICY).duties
    return calendar.month(actor, day=day, today=TODAY, duties=duties, **more)


def hold(body, now, kind, on):
    held = Held(kind=kind, on=on, topic="学习", attendance=(Present(body.pk, 5),))
    return services.record(actor=SYSTEM, now=now, organisation=body, held=held)


def owed(found):
    return {each.duty.id: (each.owing, each.met) for each in found.owed}


@pytest.mark.clause("F1")
def test_a_month_shows_what_was_held_planned_and_reminded_of(town, now):
    body = branch()
    hold(body, now, "theme_day", date(2026, 3, 1))
    when = datetime(2026, 3, 20, 15, 0, tzinfo=SHANGHAI)
    fields = {"kind": "lecture", "topic": "讲课", "planned_at": when, "remind_on": date(2026, 3, 17)}
    services.plan(actor=SYSTEM, now=now, organisation=body, fields=fields)

    found = month(organisation=body)

    assert [(each.on.day, each.what) for each in found.entries] == [
        (1, "held"),
        (17, "reminder"),
        (20, "planned"),
    ]
    lecture = next(each for each in found.owed if each.duty.id == "lecture")
    assert (lecture.met, lecture.planned, lecture.missing) == (0, 1, [body])


@pytest.mark.clause("F1")
def test_what_is_owed_follows_form_committee_groups_and_the_first_whole_window(town, now):
    whole = branch("全", committee=True, groups=2)
    branch("新", since=date(2026, 2, 15))
    group = branch("组", form="group", members=2)
    hold(whole, now, "members_meeting", date(2026, 1, 1))  # the first day of the quarter
    hold(whole, now, "theme_day", date(2026, 2, 28))  # the day before the month

    found = owed(month(at="/1/"))

    assert found["members_meeting"] == (1, 1)
    assert found["theme_day"] == (2, 0)  # the new branch lives through March, not through the quarter
    assert found["committee_meeting"] == (1, 0)
    assert found["group_meeting"] == (1, 0)
    assert found["courtyard_life"] == (1, 0)
    assert owed(month(organisation=group)).keys() == {"courtyard_life"}
    assert owed(month(organisation=whole, day=date(2026, 2, 1)))["theme_day"] == (1, 1)


def test_a_company_sees_its_own_organisation_only(town, now):
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("禾邻物业")
    own = branch()
    cover(own, company=company)
    hold(branch("光明支部"), now, "theme_day", date(2026, 3, 1))

    found = month(town.actor("wang", "company", estate.path, company.organisation))

    assert (found.organisations, found.entries) == (1, [])


def test_a_month_costs_the_same_for_one_branch_and_for_many(town, now, django_assert_max_num_queries):
    for number in range(30):
        hold(branch(f"支部{number}"), now, "theme_day", date(2026, 3, 1))
    bureau = town.actor("bo", "bureau", "/1/")
    with django_assert_max_num_queries(6):
        found = month(bureau, at="/1/")

    assert len(found.entries) == 30
