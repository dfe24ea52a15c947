"""Activities are recorded once, counted for all who took part, and refused where they cannot have been."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from linli.base import files
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused, Stale
from linli.kernel.period import year_of
from linli.party.models import Activity, InstructorAttendance, Participation
from linli.party.queries import activities as queries
from linli.party.queries import attendance
from linli.party.services import activities as services
from linli.party.services.taking import Held, Present
from tests.party.life import branch, count, cover, instructor

SHANGHAI = ZoneInfo("Asia/Shanghai")
FEBRUARY = date(2026, 2, 10)


def held(organisation, present=7, *, kind="theme_day", on=FEBRUARY, topic="学习细则", **more):
    return Held(kind=kind, on=on, topic=topic, attendance=(Present(organisation.pk, present),), **more)


@pytest.fixture
def secretary(town):
    """A company with its own branch in /1/1/, an instructor, and the company's user at its estate."""
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("禾邻物业")
    town.project(estate, company)
    body = branch(committee=True)
    cover(body, company=company)
    actor = town.actor("wang", "company", estate.path, company.organisation)
    return actor, body, instructor(company=company)


@pytest.fixture
def community(town):
    return town.actor("min", "community", "/1/1/")


def record(actor, organisation, now, **more):
    return services.record(actor=actor, now=now, organisation=organisation, held=held(organisation, **more))


def refused(actor, organisation, now, **more):
    with pytest.raises(Refused) as error:
        record(actor, organisation, now, **more)
    assert error.value.text.zh
    assert error.value.text.en
    return error.value


@pytest.mark.clause("F1", "S1")
def test_a_branch_secretary_records_once_and_the_journal_holds_the_day_it_was(secretary, now):
    actor, body, _ = secretary

    activity = record(actor, body, now, minutes="讨论三件事。")

    line = JournalEntry.objects.get(verb="activity.theme_day")
    assert (line.subject_kind, line.subject_id) == ("party.organisation", str(body.pk))
    assert (line.on, line.place) == (FEBRUARY, "/1/1/")
    assert line.change == {
        "activity": [None, activity.pk],
        "present": [None, 7],
        "expected": [None, 9],
        "instructor": [None, False],
    }
    assert "讨论" not in str(line.change)


@pytest.mark.clause("H4")
def test_an_activity_of_several_counts_for_each_that_took_part(town, community, now):
    grid, yard = branch("第六网格支部", form="grid"), branch("滨河院小组", form="group", members=2)
    both = (Present(grid.pk, 6), Present(yard.pk, 2))
    told = Held(kind="theme_day", on=FEBRUARY, topic="清理楼道", attendance=both)

    activity = services.record(actor=community, now=now, organisation=grid, held=told)

    lines = JournalEntry.objects.filter(verb="activity.theme_day")
    assert {line.subject_id for line in lines} == {str(grid.pk), str(yard.pk)}
    assert Activity.objects.count() == 1
    assert list(activity.participations.order_by("pk").values_list("present", "expected")) == [(6, 9), (2, 2)]


@pytest.mark.clause("F2")
def test_an_instructor_who_came_is_counted_and_one_who_did_not_too(secretary, now):
    actor, body, sent = secretary

    record(actor, body, now, instructors=frozenset({sent.pk}))
    record(actor, body, now, on=FEBRUARY + timedelta(days=1))

    line = JournalEntry.objects.get(verb="activity.instructed")
    assert (line.subject_kind, line.subject_id, line.on) == ("party.instructor", str(sent.pk), FEBRUARY)
    assert Participation.objects.filter(instructor_present=True).count() == 1
    (rate,) = attendance.by_instructor(actor, at="", period=year_of(FEBRUARY))
    assert (rate.name, rate.unit, rate.came, rate.due, rate.percent) == ("田国栋", "禾邻物业", 1, 2, "50.0")
    assert attendance.by_unit(Actor.system("t"), at="/1/1/", period=year_of(FEBRUARY))[0].percent == "50.0"


def test_without_an_instructor_there_is_nothing_to_attend(community, now):
    body = branch()
    record(community, body, now)

    assert Participation.objects.get().instructor_present is None
    assert not InstructorAttendance.objects.exists()
    assert refused(community, body, now, kind="lecture", instructors=frozenset({99})).fields == (
        "instructors",
    )


@pytest.mark.clause("F1")
@pytest.mark.parametrize(
    ("facts", "told", "field"),
    [
        ({}, {"on": date(2026, 3, 3)}, "on"),
        ({}, {"on": date(2024, 12, 31)}, "on"),
        ({"until": date(2026, 2, 1)}, {"on": date(2026, 2, 1)}, "on"),
        ({"elected_on": date(2026, 2, 11)}, {"on": date(2026, 2, 10)}, "on"),
        ({"term_until": date(2026, 2, 10)}, {"on": date(2026, 2, 10)}, "on"),
        ({}, {"present": 10}, "present"),
        ({}, {"present": 0}, "present"),
        ({}, {"kind": "committee_meeting"}, "kind"),
        ({}, {"kind": "group_meeting"}, "kind"),
        ({}, {"topic": "  "}, "topic"),
    ],
)
def test_what_cannot_have_been_is_refused_with_the_reason(community, now, facts, told, field):
    body = branch(**facts)

    assert refused(community, body, now, **told).fields == (field,)
    assert not Activity.objects.exists()


def test_a_committee_and_groups_may_meet_where_there_are_any(community, now):
    body = branch(committee=True, groups=2)

    record(community, body, now, kind="committee_meeting", present=3)
    record(community, body, now, kind="group_meeting", present=4)

    assert list(Participation.objects.order_by("pk").values_list("expected", flat=True)) == [3, 4]


def test_the_newest_count_up_to_the_day_is_what_attendance_is_held_against(community, now):
    body = branch(members=9)
    count(body, 5, as_of=date(2026, 2, 1))

    assert refused(community, body, now, present=6).fields == ("present",)
    record(community, body, now, present=5)
    record(community, body, now, present=9, on=date(2026, 1, 20))


def test_a_branch_that_never_counted_itself_has_the_members_of_its_units(town, community, now):
    body = branch(members=None)
    company = town.company("清和物业", 2)
    cover(body, company=company)
    row = count(body, 4)
    type(row).objects.filter(pk=row.pk).update(organisation=None, unit="company", company=company)

    assert refused(community, body, now, present=5).fields == ("present",)


@pytest.mark.clause("F1")
def test_a_second_theme_day_on_the_same_day_is_asked_about_first(community, now):
    body = branch()
    record(community, body, now)

    assert refused(community, body, now).fields == ("again",)
    record(community, body, now, again=True)

    assert Activity.objects.count() == 2


def test_only_who_acts_for_an_organisation_records_for_it(town, secretary, community, now):
    actor, body, _ = secretary
    other = branch("光明支部", "/1/10/")

    for outsider, place in ((actor, other), (community, other)):
        with pytest.raises(NotAllowed):
            record(outsider, place, now)
    with pytest.raises(NotAllowed):  # the department only reads
        record(town.actor("he", "organisation", "/1/"), body, now)
    two = (Present(body.pk, 3), Present(other.pk, 3))
    told = Held(kind="theme_day", on=FEBRUARY, topic="共建", attendance=two)
    with pytest.raises(NotAllowed):
        services.record(actor=actor, now=now, organisation=body, held=told)
    record(community, body, now)


def test_an_instructor_records_for_the_units_he_is_sent_to(town, now):
    company = town.company("禾邻物业")
    body = branch(path="/1/10/")
    cover(body, company=company)
    user = town.person("tian", "instructor", "/1/1/")
    actor = town.actor("tian", "instructor", "/1/1/")
    with pytest.raises(NotAllowed):
        record(actor, body, now)

    instructor(user=user, company=company)
    found = record(actor, body, now)

    assert queries.activity(actor, pk=found.pk, today=date(2026, 3, 2)) == found
    assert list(queries.recordable(actor, today=date(2026, 3, 2))) == [body]


@pytest.mark.clause("F1")
def test_a_plan_is_held_or_called_off_but_only_once(secretary, now):
    actor, body, _ = secretary
    when = datetime(2026, 3, 12, 15, 0, tzinfo=SHANGHAI)
    fields = {"kind": "lecture", "topic": "讲细则", "planned_at": when, "remind_on": date(2026, 3, 10)}
    planned = services.plan(actor=actor, now=now, organisation=body, fields=fields)
    later = when + timedelta(hours=3)

    told = held(body, kind="lecture", on=date(2026, 3, 12), topic="讲细则")
    services.record(actor=actor, now=later, organisation=body, held=told, planned=planned)

    assert Activity.objects.get().held_on == date(2026, 3, 12)
    with pytest.raises(Stale):
        services.cancel(actor=actor, now=later, activity=planned, reason="下雨")
    other = services.plan(
        actor=actor, now=now, organisation=body, fields={**fields, "planned_at": when + timedelta(days=1)}
    )
    with pytest.raises(Refused):
        services.cancel(actor=actor, now=now, activity=other, reason=" ")
    services.cancel(actor=actor, now=now, activity=other, reason="下雨")
    assert JournalEntry.objects.get(verb="activity.cancel").note == "下雨"


@pytest.mark.parametrize(
    "wrong",
    [
        {"planned_at": datetime(2026, 3, 2, 8, 0, tzinfo=SHANGHAI)},
        {"remind_on": date(2026, 3, 13)},
        {"remind_on": date(2026, 3, 1)},
        {"topic": ""},
        {"kind": "group_meeting"},
        {"planned_at": datetime(2028, 1, 1, 8, 0, tzinfo=SHANGHAI)},
    ],
)
def test_a_plan_lies_ahead_within_the_term(community, now, wrong):
    body = branch(term_until=date(2028, 1, 1))
    fields = {
        "kind": "lecture",
        "topic": "讲细则",
        "planned_at": datetime(2026, 3, 12, 15, 0, tzinfo=SHANGHAI),
        "remind_on": date(2026, 3, 10),
        **wrong,
    }

    with pytest.raises(Refused):
        services.plan(actor=community, now=now, organisation=body, fields=fields)


@pytest.mark.clause("F1")
def test_a_correction_keeps_before_and_after_and_stays_in_its_month(secretary, now):
    actor, body, _ = secretary
    activity = record(actor, body, now)
    write = {"actor": actor, "now": now, "activity": activity}

    services.correct(
        **write, fields={"held_on": date(2026, 2, 11), "minutes": "补记"}, present={body.pk: (6, 9)}
    )

    line = JournalEntry.objects.get(verb="activity.correct")
    assert line.change[f"present:{body.pk}"] == ["7/9", "6/9"]
    assert line.change["held_on"] == ["2026-02-10", "2026-02-11"]
    assert "补记" not in str(line.change)
    for wrong in ({"held_on": date(2026, 1, 31)}, {"topic": ""}):
        with pytest.raises(Refused):
            services.correct(**write, fields=wrong, present={})
    with pytest.raises(Refused):
        services.correct(**write, fields={}, present={body.pk: (10, 10)})


def picture() -> bytes:
    raw = BytesIO()
    Image.new("RGB", (40, 30), "red").save(raw, "JPEG")
    return raw.getvalue()


def test_photos_are_kept_and_other_files_refused(secretary, now):
    actor, body, _ = secretary
    where = {"actor": actor, "now": now, "place": actor.place, "permission": "party.view"}
    photo = files.store(**where, raw=picture(), name="会场.jpg")
    paper = files.keep(**where, raw=b"words", name="a.txt", media_type="text/plain")

    assert refused(actor, body, now, photos=(photo.pk, paper.pk)).fields == ("photos",)
    activity = record(actor, body, now, photos=(photo.pk,))

    found = queries.detail(actor, activity, today=date(2026, 3, 2))
    assert (found.photos, found.photo_count, found.may_record) == ([photo], 1, True)


def test_a_neighbour_sees_nothing_and_a_participant_elsewhere_sees_what_it_joined(town, now):
    system, today = Actor.system("t"), date(2026, 3, 2)
    grid, yard = branch("网格支部", "/1/1/"), branch("院小组", "/1/10/", form="group")
    alone = record(system, grid, now)
    both = (Present(grid.pk, 6), Present(yard.pk, 2))
    told = Held(kind="lecture", on=FEBRUARY, topic="党课", attendance=both)
    joined = services.record(actor=system, now=now, organisation=grid, held=told)
    near = town.actor("li", "community", "/1/10/")

    assert list(queries.seen(near, today=today)) == [joined]
    with pytest.raises(NoSuch):
        queries.activity(near, pk=alone.pk, today=today)
    with pytest.raises(NoSuch):
        queries.own_activity(near, pk=joined.pk, today=today)


@pytest.mark.clause("H2")
def test_a_courtyards_group_counts_the_member_its_grid_branch_delegated(town, community, now):
    yard = town.estate("滨河院", "/1/1/", mode="self")
    group = branch("滨河院小组", form="group", members=None)
    tie = cover(group, estate=yard, way="group")
    type(tie).objects.filter(pk=tie.pk).update(delegate="赵立新")
    row = count(group, 2)
    type(row).objects.filter(pk=row.pk).update(organisation=None, unit="estate", estate=yard)

    assert refused(community, group, now, present=4).fields == ("present",)
    record(community, group, now, present=3)
