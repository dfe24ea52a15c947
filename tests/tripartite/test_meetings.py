"""Joint meetings: called, minuted, corrected, approved, cancelled, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.base import journal
from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.kernel.lifecycle import IllegalMove
from linli.tripartite.minuting import MOST, Decision, Point
from linli.tripartite.models import Meeting
from linli.tripartite.services import meetings
from tests.conftest import NOW, TODAY
from tests.tripartite.conftest import DUE, HELD, minutes


@pytest.mark.clause("G6", "S2")
def test_a_meeting_is_called_minuted_and_approved_and_each_step_is_in_the_journal(table):
    meeting = table.minute(
        table.call("楼道堆物", "电梯维修"),
        outcomes={1: "一致同意", 2: "继续征求意见"},
        decisions=[Decision("清理3号楼楼道", "company", DUE, owner="王海宁", number=1)],
    )
    meetings.approve(actor=table.community, now=NOW, meeting=meeting)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.held_on, meeting.approved_by_name) == ("approved", HELD, "Zhou")
    assert list(meeting.agenda.values_list("number", "outcome")) == [(1, "一致同意"), (2, "继续征求意见")]
    resolution = meeting.resolutions.get()
    assert (resolution.item.number, resolution.state, resolution.due_on) == (1, "open", DUE)
    lines = JournalEntry.objects.filter(subject_kind="tripartite.meeting").order_by("id")
    assert [line.verb for line in lines] == ["meeting.call", "meeting.minute", "meeting.approve"]
    minuted = lines[1]
    assert (minuted.on, minuted.place, minuted.clause) == (HELD, table.estate.path, "G6")
    assert minuted.change["sides"] == [None, ["committee", "community", "company"]]
    made = JournalEntry.objects.get(verb="resolution.make")
    assert (made.on, made.subject_id) == (HELD, str(resolution.pk))
    assert list(journal.verify()) == []


def test_a_committee_holds_meetings_but_does_not_approve_them(table):
    meeting = table.minute(table.call(by=table.committee), by=table.committee)

    with pytest.raises(NotAllowed):
        meetings.approve(actor=table.committee, now=NOW, meeting=meeting)
    meetings.approve(actor=table.community, now=NOW, meeting=meeting)


def test_neither_a_company_nor_a_neighbour_nor_the_organisation_department_holds_meetings(table):
    neighbour = table.town.actor("hu", "community", "/1/10/")
    department = table.town.actor("he", "organisation", "/1/")

    for actor in (table.manager, neighbour, department):
        with pytest.raises(NotAllowed):
            table.call(by=actor)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"attendance": {"community": "周敏"}}, "不足两方"),
        ({"attendance": {}}, "不足两方"),
        ({"decisions": [Decision("清理", "", DUE)]}, "由哪一方"),
        ({"decisions": [Decision("清理", "company", None)]}, "完成期限"),
        ({"decisions": [Decision("清理", "company", HELD - timedelta(days=1))]}, "完成期限"),
        ({"decisions": [Decision("清理", "company", HELD + timedelta(days=900))]}, "完成期限"),
        ({"photos": [404]}, "没有存好"),
    ],
)
@pytest.mark.clause("G6")
def test_minutes_that_cannot_be_are_refused_in_both_languages_and_nothing_is_written(table, changed, words):
    meeting = table.call()

    with pytest.raises(Refused, match=words) as refusal:
        table.minute(meeting, **changed)

    assert refusal.value.text.en
    assert refusal.value.text.en != refusal.value.text.zh
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.held_on) == ("called", None)
    assert not meeting.attendance.exists()


def test_a_side_the_estate_has_not_does_not_come(table):
    community = table.town.actor("hu", "community", "/1/10/")
    meeting = meetings.call(
        actor=community,
        now=NOW,
        estate=table.other,
        given=meetings.Call(title="会", planned_at=NOW, agenda=[Point("章程")]),
    )

    with pytest.raises(Refused, match="没有物业服务企业"):
        meetings.minute(actor=community, now=NOW, meeting=meeting, given=minutes())
    two = minutes(attendance={"community": "", "committee": ""})
    meetings.minute(actor=community, now=NOW, meeting=meeting, given=two)


@pytest.mark.parametrize("titles", [[""], ["题"] * (MOST + 1)])
def test_an_agenda_of_nothing_or_without_end_is_refused(table, titles):
    with pytest.raises(Refused, match="议题"):
        table.call(agenda=[Point(title) for title in titles])


def test_a_meeting_more_than_a_year_ahead_is_a_slip_of_the_year(table):
    with pytest.raises(Refused, match="核对年份"):
        table.call(planned_at=NOW + timedelta(days=400))


def test_what_came_up_goes_on_the_agenda_with_its_decision(table):
    meeting = table.minute(
        table.call("楼道堆物"),
        more=[Point("充电桩", outcome="同意安装")],
        decisions=[Decision("报装充电桩", "community", DUE, number=2)],
    )

    item = meeting.agenda.get(number=2)
    assert (item.title, item.outcome, item.resolutions.get().side) == ("充电桩", "同意安装", "community")


def test_a_correction_replaces_what_was_said_and_keeps_what_it_drops(table):
    meeting = table.minute(
        table.call(),
        decisions=[Decision("清理楼道", "company", DUE, number=1), Decision("换灯", "company", DUE)],
    )
    first, second = meeting.resolutions.order_by("number")

    meetings.correct(
        actor=table.community,
        now=NOW + timedelta(hours=1),
        meeting=meeting,
        given=minutes(
            attendance={"community": "周敏", "company": ""},
            decisions=[
                Decision("清理3号楼楼道", "committee", DUE, pk=first.pk),
                Decision("", "company", DUE, pk=second.pk),
            ],
        ),
        seen=NOW,
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.text, first.side, first.state) == ("清理3号楼楼道", "committee", "open")
    assert second.state == "dropped"
    assert set(meeting.attendance.values_list("side", flat=True)) == {"community", "company"}
    assert JournalEntry.objects.filter(verb="meeting.correct", on=HELD).count() == 1


def test_the_slower_of_two_corrections_is_told_so(table):
    meeting = table.minute(table.call())

    with pytest.raises(Stale):
        meetings.correct(
            actor=table.community, now=NOW, meeting=meeting, given=minutes(), seen=NOW - timedelta(hours=1)
        )


def test_approved_minutes_change_no_more(table):
    meeting = table.minute(table.call())
    meetings.approve(actor=table.community, now=NOW, meeting=meeting)

    with pytest.raises(IllegalMove):
        meetings.correct(actor=table.community, now=NOW, meeting=meeting, given=minutes())


@pytest.mark.parametrize("outcome", ["由王海宁负责", "请打13812345678联系", "身份证410402199001011234核对过"])
@pytest.mark.clause("G6")
def test_what_names_a_person_is_not_published(table, outcome):
    meeting = table.minute(table.call(), outcomes={1: outcome})

    with pytest.raises(Refused, match="不能公开"):
        meetings.approve(actor=table.community, now=NOW, meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.state == "minuted"


def test_a_meeting_is_called_off_with_a_reason_only(table):
    meeting = table.call()

    with pytest.raises(Refused, match="理由"):
        meetings.cancel(actor=table.community, now=NOW, meeting=meeting, reason=" ")
    meetings.cancel(actor=table.community, now=NOW, meeting=meeting, reason="暴雨")

    assert JournalEntry.objects.get(verb="meeting.cancel").note == "暴雨"
    assert meeting.agenda.count() == 1
