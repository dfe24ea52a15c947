"""S1–S4 and S10 from the records: on both sides of every edge, and silent where there is no record."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image

from linli.assessment.facts.base import Frame
from linli.assessment.facts.providers import Records
from linli.base import files
from linli.kernel.actor import Actor
from linli.party.models import Coverage
from linli.party.services import activities, positions, publicity
from linli.party.services.positions import Seen
from linli.party.services.taking import Held, Present
from linli.registry.models import Estate
from linli.registry.services import emergencies
from linli.rules import packs
from linli.rules.scorecard.facts import NOT_APPLICABLE
from linli.tripartite.minuting import Minutes, Point
from linli.tripartite.services import mechanisms, meetings
from linli.tripartite.services.meetings import Call
from tests.conftest import NOW
from tests.party.life import branch, cover

PACK = packs.load("xinhua-2022")
SYSTEM = Actor.system("town")
MEETINGS, THEME_DAYS = "party_life.meetings_held", "party_life.theme_days_held"
HAVES = ("venue", "facilities", "signs", "flag", "rules")
QUARTER = date(2025, 10, 1)


def facts(estate, *, as_of=date(2025, 12, 31), since=QUARTER):
    estates = Estate.objects.order_by().values("pk")
    return Records(Frame(estates, since, as_of, as_of, PACK)).of(estate.pk)


def value(estate, name, **frame):
    found = facts(estate, **frame).get(name)
    return None if found is None else found.value


@pytest.fixture
def home(town):
    """An estate whose company has a branch of its own since 2024."""
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("和邻物业")
    town.project(estate, company)
    return estate, company


@pytest.fixture
def photo(town):
    raw = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(raw, "JPEG")
    words = {"place": "/1/1/", "permission": "estate.view", "name": "a.jpg"}
    return files.store(actor=SYSTEM, now=NOW, raw=raw.getvalue(), **words)


def hold(body, kind, *days, also=()):
    attendance = tuple(Present(each.pk, 3) for each in (body, *also))
    return [
        activities.record(
            actor=SYSTEM,
            now=NOW,
            organisation=body,
            held=Held(kind=kind, on=day, topic="学习细则", attendance=attendance),
        )
        for day in days
    ]


MONTHLY = (date(2025, 10, 10), date(2025, 11, 10), date(2025, 12, 10))


@pytest.mark.clause("S1")
def test_without_an_organisation_on_record_nothing_is_said(home):
    assert value(home[0], MEETINGS) is None


@pytest.mark.clause("S1", "F1")
@pytest.mark.parametrize(("days", "held"), [(3, True), (2, False), (0, False)])
def test_a_quarter_wants_three_themed_days(home, days, held):
    body = branch()
    cover(body, company=home[1])
    done = hold(body, "theme_day", *MONTHLY[:days])

    found = facts(home[0])[THEME_DAYS]

    assert found.value is held
    keys = tuple(f"activity:{each.pk}" for each in done) or (f"organisation:{body.pk}",)
    assert found.evidence == keys
    assert f"应 3 次，开展 {days} 次" in found.note.zh


@pytest.mark.clause("S1", "F1")
def test_only_what_the_branch_has_is_asked_of_it(home):
    body = branch()
    cover(body, company=home[1])
    hold(body, "members_meeting", MONTHLY[0])

    assert value(home[0], MEETINGS) is True  # no committee, no groups, and no lecture in a quarter

    body.committee = True
    body.save()
    assert value(home[0], MEETINGS) is False
    hold(body, "committee_meeting", *MONTHLY)
    assert value(home[0], MEETINGS) is True


@pytest.mark.clause("S1")
def test_while_nothing_is_due_yet_nothing_is_lost(home):
    cover(branch(), company=home[1])

    assert value(home[0], THEME_DAYS, as_of=date(2025, 10, 20)) is NOT_APPLICABLE
    assert value(home[0], THEME_DAYS, as_of=date(2025, 10, 30)) is NOT_APPLICABLE
    assert value(home[0], THEME_DAYS, as_of=date(2025, 10, 31)) is False


@pytest.mark.clause("S1")
def test_a_branch_founded_within_the_period_owes_what_came_after(home):
    cover(branch(since=date(2025, 11, 15)), company=home[1])

    assert "应 1 次" in facts(home[0])[THEME_DAYS].note.zh


@pytest.mark.clause("S1", "H4")
def test_what_was_held_together_counts_for_the_courtyard(town):
    yard = town.estate("幸福里", "/1/1/", mode="self")
    grid, group = branch(form="grid"), branch(form="group")
    cover(group, estate=yard)
    hold(grid, "theme_day", *MONTHLY, also=(group,))

    assert value(yard, THEME_DAYS) is True
    assert value(yard, MEETINGS) is True
    assert value(yard, THEME_DAYS, as_of=date(2026, 1, 31)) is False


@pytest.mark.clause("S1")
def test_coverage_that_ended_is_on_record_as_ended(home):
    tie = cover(branch(), company=home[1])
    Coverage.objects.filter(pk=tie.pk).update(until=date(2025, 12, 1))

    found = facts(home[0])[THEME_DAYS]

    assert found.value is False
    assert "2025-12-01" in found.note.zh
    assert value(home[0], THEME_DAYS, as_of=date(2025, 11, 30)) is False


SEATS = [("community", "周敏", ""), ("committee", "孙桂芳", ""), ("company", "王海宁", "")]


def establish(estate, *, seats=3, rules=True):
    found = mechanisms.establish(
        actor=SYSTEM, now=NOW, estate=estate, since=date(2025, 9, 1), fields={}, seats=SEATS[:seats]
    )
    if rules:
        paper = {"kind": "rules", "title": "议事规则", "text": "一事一议", "issued_on": date(2025, 9, 2)}
        mechanisms.issue(actor=SYSTEM, now=NOW, mechanism=found, fields=paper)
    return found


def meet(estate, on):
    given = Call(title="联席会议", planned_at=NOW, agenda=[Point("楼道")])
    called = meetings.call(actor=SYSTEM, now=NOW, estate=estate, given=given)
    came = {"community": "周敏", "committee": "孙桂芳", "company": "王海宁"}
    said = Minutes(held_on=on, chair="周敏", attendance=came)
    return meetings.minute(actor=SYSTEM, now=NOW, meeting=called, given=said)


@pytest.mark.clause("S2", "G1")
@pytest.mark.parametrize(("seats", "rules", "there"), [(3, True, True), (2, True, False), (3, False, False)])
def test_a_mechanism_wants_three_sides_and_rules(home, seats, rules, there):
    assert value(home[0], "tripartite.mechanism_established") is None
    made = establish(home[0], seats=seats, rules=rules)

    found = facts(home[0])["tripartite.mechanism_established"]

    assert (found.value, found.evidence) == (there, (f"mechanism:{made.pk}",))
    assert value(home[0], "tripartite.mechanism_established", as_of=date(2025, 8, 31)) is None


@pytest.mark.clause("S2", "G6")
def test_joint_meetings_are_counted_once_minuted(home):
    assert value(home[0], "tripartite.activities") is None
    establish(home[0])
    assert value(home[0], "tripartite.activities") == 0
    meet(home[0], date(2025, 9, 30))
    assert value(home[0], "tripartite.activities") == 0
    one, two = meet(home[0], QUARTER), meet(home[0], date(2025, 12, 31))

    found = facts(home[0])["tripartite.activities"]

    assert (found.value, found.evidence) == (2, (f"meeting:{one.pk}", f"meeting:{two.pk}"))
    assert value(home[0], "tripartite.activities", as_of=date(2025, 12, 30)) == 1


def stand(estate, kind="company"):
    fields = {"name": "活动室", "since": date(2024, 1, 1)}
    return positions.register(actor=SYSTEM, now=NOW, kind=kind, estates=[estate], fields=fields)


def look(position, photo, on, *, of=HAVES, absent=()):
    seen = [Seen(each, present=each not in absent, photo=None if each in absent else photo.pk) for each in of]
    return positions.check(actor=SYSTEM, now=NOW, position=position, on=on, elements=seen)


@pytest.mark.clause("S3", "E1")
def test_the_five_haves_follow_from_the_newest_check_while_it_holds(home, photo):
    position = stand(home[0])
    assert value(home[0], "position.flag") is None
    look(position, photo, date(2025, 5, 1), absent=("flag",))
    newest = look(position, photo, date(2025, 7, 1), absent=("rules",))

    found = facts(home[0])

    assert [found[f"position.{have}"].value for have in HAVES] == [True, True, True, True, False]
    assert found["position.flag"].evidence == (f"position_check:{newest.pk}",)
    assert value(home[0], "position.flag", as_of=date(2026, 1, 1)) is True
    assert value(home[0], "position.flag", as_of=date(2026, 1, 2)) is False
    assert value(home[0], "position.flag", as_of=date(2025, 6, 1)) is False


@pytest.mark.clause("S3", "H3")
def test_a_courtyard_shows_three_elements(town, photo):
    yard = town.estate("幸福里", "/1/1/", mode="self")
    look(stand(yard, "courtyard"), photo, date(2025, 12, 1), of=("flag", "signs", "members"))

    found = facts(yard)

    assert {name for name in found if name.startswith("position.")} == {
        "position.flag",
        "position.signs",
        "position.rules",
    }


@pytest.mark.clause("S4")
def test_publicity_counts_while_it_hangs_and_was_seen(home, photo):
    assert value(home[0], "publicity.present") is None
    fields = {"kind": "board", "title": "红色物业", "shown_on": date(2025, 6, 30)}
    row = publicity.show(actor=SYSTEM, now=NOW, estate=home[0], photo=photo, fields=fields)

    assert value(home[0], "publicity.present", as_of=date(2025, 12, 30)) is True
    assert value(home[0], "publicity.present", as_of=date(2025, 12, 31)) is False
    publicity.check(actor=SYSTEM, now=NOW, row=row, on=date(2025, 12, 1), still_there=True)
    found = facts(home[0])["publicity.present"]
    assert (found.value, found.evidence) == (True, (f"publicity:{row.pk}",))


@pytest.mark.clause("S10")
def test_a_drill_counts_for_half_a_year_unless_taken_back(home, photo):
    assert value(home[0], "emergency.drills") is None
    given = {"estate": home[0], "kind": "drills", "photo": photo}
    row = emergencies.record(actor=SYSTEM, now=NOW, on=date(2025, 6, 30), **given)

    assert value(home[0], "emergency.drills", as_of=date(2025, 12, 30)) is True
    assert value(home[0], "emergency.drills", as_of=date(2025, 12, 31)) is False
    assert value(home[0], "emergency.supplies") is None
    emergencies.take_back(actor=SYSTEM, now=NOW, row=row, reason="日期写错")
    assert value(home[0], "emergency.drills") is None
