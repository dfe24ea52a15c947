"""Estates: registered, changed, moved, closed; served one way after another."""

from __future__ import annotations

from datetime import date

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.registry.models import EstateMode
from linli.registry.services import estates


@pytest.mark.clause("B2")
def test_an_estate_gets_a_code_a_place_a_history_and_a_line(town):
    estate = town.estate("祥和苑（一期）", "/1/1/", households=320)

    assert (estate.code, estate.path, estate.initials) == ("1-001", "/1/1/e1-001/", "xhyyq")
    assert estate.place.level == "estate"
    assert list(estate.modes.values_list("mode", "since", "until")) == [("market", date(2020, 1, 1), None)]
    line = JournalEntry.objects.latest("id")
    assert (line.verb, line.place, line.clause) == ("estate.register", estate.path, "B2")
    assert line.change["households"] == [None, 320]


def test_codes_of_communities_with_the_same_code_do_not_clash(town):
    assert [town.estate("甲", "/1/1/").code, town.estate("乙", "/2/1/").code] == ["1-001", "1-002"]


@pytest.mark.parametrize("again", ["祥和苑(一期)", "祥和苑 （一期）", "祥和苑【一期】"])
def test_the_same_name_in_other_clothes_is_a_repetition(town, again):
    town.estate("祥和苑（一期）", "/1/1/")

    with pytest.raises(Refused, match="已有"):
        town.estate(again, "/1/1/")
    assert town.estate(again, "/1/10/")


def test_only_who_may_edit_there_registers_there(town, now):
    hu = town.actor("hu", "community", "/1/1/")
    fields = {"name": "翠湖花园"}

    assert estates.register(actor=hu, now=now, parent=town.place("/1/1/"), mode="none", fields=fields)
    with pytest.raises(NotAllowed):
        estates.register(actor=hu, now=now, parent=town.place("/1/10/"), mode="none", fields=fields)


def test_an_estate_does_not_stand_in_a_district(town):
    with pytest.raises(Refused, match="社区"):
        town.estate("翠湖花园", "/1/")


def test_a_change_on_an_old_page_is_told_so(town, now):
    estate = town.estate("翠湖花园", "/1/1/")
    bo = town.actor("bo", "bureau", "/1/")
    seen = estate.updated_at
    later = now.replace(hour=2)
    estates.change(actor=bo, now=later, estate=estate, fields={"lifts": 4}, seen=seen)

    with pytest.raises(Stale):
        estates.change(actor=bo, now=later, estate=estate, fields={"lifts": 5}, seen=seen)
    estate.refresh_from_db()
    assert estate.lifts == 4
    assert JournalEntry.objects.latest("id").change == {"lifts": [None, 4]}


def test_a_moved_estate_keeps_its_code_and_takes_its_postings_along(town, now):
    estate = town.estate("翠湖花园", "/1/1/")
    town.person("wu", "owner", estate.path)
    bo = town.actor("bo", "bureau", "/1/")

    estates.move(actor=bo, now=now, estate=estate, to=town.place("/1/10/"))

    assert (estate.code, estate.path) == ("1-001", "/1/10/e1-001/")
    assert estate.place.__class__.objects.get(pk=estate.place_id).path == estate.path
    assert JournalEntry.objects.latest("id").change == {"path": ["/1/1/e1-001/", "/1/10/e1-001/"]}


def test_moving_wants_both_ends(town, now):
    estate = town.estate("翠湖花园", "/1/1/")
    hu = town.actor("hu", "community", "/1/1/")

    with pytest.raises(NotAllowed):
        estates.move(actor=hu, now=now, estate=estate, to=town.place("/1/10/"))


@pytest.mark.clause("K3")
def test_a_new_way_of_service_closes_the_old_one_on_the_same_day(town, now):
    estate = town.estate("翠湖花园", "/1/1/", mode="none")
    bo = town.actor("bo", "bureau", "/1/")

    estates.change_mode(
        actor=bo, now=now, estate=estate, mode="self", since=date(2026, 1, 1), reason="业主大会决定"
    )

    rows = list(EstateMode.objects.order_by("since").values_list("mode", "since", "until"))
    assert rows == [("none", date(2020, 1, 1), date(2026, 1, 1)), ("self", date(2026, 1, 1), None)]
    assert estate.mode == "self"
    with pytest.raises(Refused, match="晚于"):
        estates.change_mode(actor=bo, now=now, estate=estate, mode="none", since=date(2026, 1, 1))


def test_closing_says_why_and_deletes_nothing(town, now, today):
    estate = town.estate("翠湖花园", "/1/1/")
    bo = town.actor("bo", "bureau", "/1/")

    with pytest.raises(Refused, match="理由"):
        estates.close(actor=bo, now=now, estate=estate, on=today, reason=" ")
    estates.close(actor=bo, now=now, estate=estate, on=today, reason="整体拆迁")

    assert (estate.closed_on, JournalEntry.objects.latest("id").note) == (today, "整体拆迁")
