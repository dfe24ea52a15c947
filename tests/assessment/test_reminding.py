"""Reminders: to whoever is late, seen in their Today with who and when, once a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.assessment.models import Party, Reminder, RoundEstate, Score
from linli.assessment.queries import reminders
from linli.assessment.services import moving, reminding
from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.publication.queries import today
from tests.assessment.conftest import GOOD
from tests.conftest import NOW


def party(play, kind):
    return Party.objects.get(round=play.round, kind=kind)


def remind(play, kind="subdistrict", *, by=None, now=NOW):
    return reminding.remind_party(actor=by or play.bureau, round=play.round, party=party(play, kind), now=now)


def lines(actor, now=NOW):
    day = today.day(actor, now=now)
    return [*day.late, *day.today, *day.week, *day.later]


@pytest.mark.clause("I1")
def test_a_party_finds_in_its_today_who_reminded_it_and_when(play):
    assert [line.note for line in lines(play.street) if line.url == "assessment:board"] == [None]

    made = remind(play)

    told = next(line for line in lines(play.street) if line.url == "assessment:board")
    assert made.left == 3
    assert made.by_name in told.note.zh
    assert "催办" in told.note.zh
    assert "reminded by" in told.note.en
    line = JournalEntry.objects.order_by("-id").first()
    assert (line.verb, line.place, line.change["left"]) == ("round.remind", "/1/", [None, 3])


def test_nobody_is_reminded_twice_on_one_day(play):
    remind(play)

    with pytest.raises(Refused, match="已经催过"):
        remind(play, now=NOW + timedelta(minutes=30))
    remind(play, kind="community")
    remind(play, now=NOW + timedelta(days=1))

    assert Reminder.objects.count() == 3
    newest = reminders.of_parties(play.bureau, play.round)[party(play, "subdistrict").pk]
    assert newest.on == date(2026, 3, 3)


def test_only_whoever_runs_the_round_reminds_and_only_while_it_takes_entries(play):
    with pytest.raises(NotAllowed):
        remind(play, by=play.street)

    moving.close(actor=play.bureau, round=play.round, now=NOW)
    with pytest.raises(Refused):
        remind(play)

    assert not Reminder.objects.exists()


def test_a_party_that_has_entered_everything_is_left_in_peace(play):
    for name in ("和顺家园", "幸福里", "矿东花园"):
        score = Score.objects.get(subject=play.subject(name), current=True)
        play.enter(name, {fact: raw for fact, raw in GOOD.items() if fact not in score.facts}, sample=214)

    with pytest.raises(Refused, match="不用催"):
        remind(play)


@pytest.mark.clause("I1", "S7")
def test_a_company_is_reminded_of_what_its_estates_wait_for_until_it_is_there(play):
    subject = play.subject("和顺家园")
    assert not [line for line in lines(play.company) if line.note and "催办" in line.note.zh]

    made = reminding.remind_company(actor=play.bureau, subject=subject, now=NOW)

    told = next(line for line in lines(play.company) if line.note and "催办" in line.note.zh)
    assert made.left == 2
    assert made.by_name in told.note.zh
    assert told.args == {"code": subject.code}
    with pytest.raises(Refused, match="已经催过"):
        reminding.remind_company(actor=play.bureau, subject=play.subject("矿东花园"), now=NOW)
    waiting = reminders.lacking(play.company, play.round, company=subject.company_id)
    assert "disclosure.services" in waiting[0].facts
    assert "contract.filed" in waiting[0].facts
    assert "facilities.lifts" not in waiting[0].facts

    Score.objects.filter(round=play.round).update(complete=True)
    assert not [line for line in lines(play.company) if line.note and "催办" in line.note.zh]


def test_an_estate_without_a_company_owes_nothing(play):
    with pytest.raises(Refused, match="不用催"):
        reminding.remind_company(actor=play.bureau, subject=play.subject("幸福里"), now=NOW)


def test_a_company_does_not_see_what_another_owes(play, town):
    other = town.company("别家物业", 2)
    stranger = town.actor("xu", "company", play.subject("矿东花园").path, other.organisation)

    reminding.remind_company(actor=play.bureau, subject=play.subject("和顺家园"), now=NOW)

    assert reminders.to_me(stranger) == []
    assert len(reminders.to_me(play.company)) == 1
    assert RoundEstate.objects.count() == 3
