"""Positions count by what was seen of them, with a photo, not longer ago than the pack allows."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from linli.base import files
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.party.queries import positions as queries
from linli.party.services import positions as services
from linli.party.services.positions import Seen
from linli.rules import packs
from linli.rules.party_life import oldest_that_holds

TODAY = date(2026, 3, 2)
SYSTEM = Actor.system("test")
HAVES = ("venue", "facilities", "signs", "flag", "rules")
YARD = ("flag", "signs", "members")
OLDEST = date(2025, 9, 2)


@pytest.fixture
def photo(town, now):
    raw = BytesIO()
    Image.new("RGB", (40, 30), "red").save(raw, "PNG")
    words = {"place": "/1/1/", "permission": "party.view", "name": "a.png"}
    return files.store(actor=SYSTEM, now=now, raw=raw.getvalue(), **words)


@pytest.fixture
def home(town):
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("禾邻物业")
    town.project(estate, company)
    return estate, company


@pytest.fixture
def position(home, now):
    return stand(home[0], now=now)


def stand(*estates, now, kind="company", actor=SYSTEM, **more):
    fields = {"name": "党员活动室", "since": date(2024, 1, 1), **more}
    return services.register(actor=actor, now=now, kind=kind, estates=estates, fields=fields)


def look(position, now, photo, *, on=TODAY, absent=(), of=HAVES, actor=SYSTEM):
    elements = [
        Seen(each, present=each not in absent, photo=None if each in absent else photo.pk) for each in of
    ]
    return services.check(actor=actor, now=now, position=position, on=on, elements=elements)


def standing(position):
    return queries.standing(SYSTEM, pk=position.pk, today=TODAY, oldest=OLDEST)


@pytest.mark.clause("E1", "S3")
def test_the_five_haves_count_with_a_photo_each(position, photo, now):
    assert [each.state for each in standing(position).elements] == ["never"] * 5

    look(position, now, photo)

    found = standing(position)
    assert (found.present, found.is_complete, found.on) == (5, True, TODAY)
    assert {each.photo for each in found.elements} == {photo.pk}


@pytest.mark.clause("E1")
def test_a_check_leaves_a_line_for_each_estate_it_serves_on_its_day(town, home, photo, now):
    other = town.estate("文园雅居", "/1/1/")
    position = stand(home[0], other, now=now)

    made = look(position, now, photo, on=date(2026, 2, 27))

    lines = JournalEntry.objects.filter(verb="position.check").order_by("id")
    assert [(each.subject_kind, each.subject_id) for each in lines] == [
        ("registry.estate", str(home[0].pk)),
        ("registry.estate", str(other.pk)),
    ]
    assert {each.on for each in lines} == {date(2026, 2, 27)}
    assert {str(each.change) for each in lines} == {str({"position_check": [None, made.pk]})}


@pytest.mark.clause("H3")
def test_a_courtyard_has_three_elements_and_a_position_of_its_own(town, home, photo, now):
    yard = town.estate("滨河院", "/1/1/", mode="self")
    for estate, kind in ((yard, "company"), (home[0], "courtyard")):
        with pytest.raises(Refused):
            stand(estate, now=now, kind=kind)
    position = stand(yard, now=now, kind="courtyard")

    look(position, now, photo, of=YARD, absent=("members",))

    assert [(str(each.element), each.state) for each in standing(position).elements] == [
        ("flag", "ok"),
        ("signs", "ok"),
        ("members", "absent"),
    ]


@pytest.mark.clause("S3")
def test_a_check_older_than_the_pack_allows_counts_as_not_shown(home, position, photo, now):
    look(position, now, photo, on=date(2025, 9, 1))
    assert [each.state for each in standing(position).elements] == ["expired"] * 5
    assert queries.shown(SYSTEM, [home[0].pk], on=TODAY, oldest=OLDEST) == {home[0].pk: {}}

    made = look(position, now, photo, on=date(2025, 9, 2), absent=("flag",))

    assert standing(position).present == 4
    counted = queries.shown(SYSTEM, [home[0].pk], on=TODAY, oldest=OLDEST)
    assert counted == {home[0].pk: dict.fromkeys(["venue", "facilities", "signs", "rules"], made.pk)}


@pytest.mark.parametrize(
    ("today", "oldest"),
    [
        (date(2026, 3, 2), date(2025, 9, 2)),
        (date(2026, 8, 31), date(2026, 3, 1)),  # from 28 February six months end on 28 August
        (date(2026, 2, 28), date(2025, 8, 28)),
        (date(2026, 3, 1), date(2025, 9, 1)),
    ],
)
def test_six_months_end_on_the_same_day_number(today, oldest):
    limit = packs.load(settings.POLICY).deadlines["position_check"]

    assert limit.discretion
    assert oldest_that_holds(today, count=limit.count, unit=limit.unit) == oldest


@pytest.mark.parametrize("state", queries.STATES)
def test_the_list_is_narrowed_by_what_counts(home, photo, now, state):
    rows = {name: stand(home[0], now=now, name=name) for name in queries.STATES}
    look(rows["complete"], now, photo)
    look(rows["gaps"], now, photo, absent=("rules",))
    look(rows["expired"], now, photo, on=date(2025, 1, 2))
    stand(home[0], now=now, name="gone", until=date(2025, 1, 1))

    found = queries.positions(SYSTEM, today=TODAY, oldest=OLDEST, at="/1/", kind="company", state=state)

    assert [row.name for row in found] == [state]


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": date(2026, 3, 3)},
        {"on": date(2023, 12, 31)},
        {"of": HAVES[:4]},
        {"of": (*HAVES, "members")},
    ],
)
def test_a_check_that_cannot_be_is_refused(position, photo, now, wrong):
    with pytest.raises(Refused):
        look(position, now, photo, **wrong)


def test_what_is_present_needs_a_picture(position, photo, now):
    words = {"place": "/1/1/", "permission": "party.view", "name": "a.txt", "media_type": "text/plain"}
    paper = files.keep(actor=SYSTEM, now=now, raw=b"x", **words)
    for proof in (None, paper.pk):
        elements = [Seen(each, present=True, photo=proof or photo.pk) for each in HAVES[1:]]
        with pytest.raises(Refused) as refusal:
            services.check(
                actor=SYSTEM,
                now=now,
                position=position,
                on=TODAY,
                elements=[Seen("venue", present=True, photo=proof), *elements],
            )
        assert "venue-photo" in refusal.value.fields


@pytest.mark.parametrize("wrong", [{"name": " "}, {"since": date(2026, 3, 3)}, {"until": date(2024, 1, 1)}])
def test_a_position_has_a_name_and_a_life(home, now, wrong):
    with pytest.raises(Refused):
        stand(home[0], now=now, **wrong)


def test_a_company_checks_where_it_serves_and_nowhere_else(town, home, position, photo, now):
    estate, company = home
    other = town.company("清和物业", 2)
    mine = town.actor("wang", "company", estate.path, company.organisation)
    theirs = town.actor("su", "company", estate.path, other.organisation)

    look(position, now, photo, actor=SYSTEM)
    assert queries.to_check(mine, pk=position.pk) == position
    with pytest.raises(NoSuch):
        queries.to_check(theirs, pk=position.pk)
    with pytest.raises(NotAllowed):
        stand(estate, now=now, actor=theirs)
    with pytest.raises(NotAllowed):  # the department only reads
        stand(estate, now=now, actor=town.actor("he", "organisation", "/1/"))
    services.change(actor=mine, now=now, position=position, fields={"until": TODAY})
    assert not queries.positions(mine, today=TODAY, oldest=OLDEST)
