"""What a meeting should take up is proposed from what is open, expiring, missing or noted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.registry.services import committees, records
from linli.tripartite.minuting import Decision, Point
from linli.tripartite.queries import agenda, dossier, public
from linli.tripartite.queries import meetings as queries
from linli.tripartite.queries.meetings import Wanted
from linli.tripartite.services import appointments, meetings
from linli.tripartite.services.appointments import Term
from tests.conftest import NOW, TODAY
from tests.tripartite.conftest import HELD


def sources(table, actor=None):
    found = agenda.proposals(actor or table.community, table.estate, today=TODAY)
    return {one.source.partition(":")[0] for one in found}


@pytest.fixture
def full(table):
    """An estate where every source has something to say."""
    project = table.estate.projects.get()
    records.sign(
        actor=table.street,
        now=NOW,
        project=project,
        fields={
            "kind": "first",
            "signed_on": date(2024, 1, 1),
            "start": date(2024, 1, 1),
            "end": date(2026, 4, 1),
        },
    )
    plan = {
        "kind": "greening_plan",
        "title": "绿化计划",
        "issued_on": date(2025, 1, 1),
        "valid_until": date(2026, 4, 1),
    }
    records.issue(actor=table.street, now=NOW, estate=table.estate, project=project, fields=plan)
    term = {"kind": "committee", "elected_on": date(2021, 4, 1), "term_until": date(2026, 4, 1), "members": 7}
    committees.elect(actor=table.street, now=NOW, estate=table.estate, fields=term)
    table.resolved()
    row = appointments.direct(
        actor=table.street, now=NOW, estate=table.estate, term=Term(name="李红", since=date(2026, 1, 1))
    )
    appointments.note(actor=table.community, now=NOW, appointment=row, on=TODAY, text="地库积水")
    return table


@pytest.mark.clause("G6")
def test_every_source_proposes_and_urgent_ones_come_first(full, django_assert_max_num_queries):
    with django_assert_max_num_queries(len(agenda.SOURCES) + 2):
        found = agenda.proposals(full.community, full.estate, today=TODAY)

    assert sources(full) == {
        "mechanism", "resolution", "contract", "missing", "document", "committee", "note",
    }  # fmt: skip
    assert [one.urgent for one in found] == sorted((one.urgent for one in found), reverse=True)
    assert all(one.why.en for one in found)


def test_what_is_on_the_agenda_of_a_called_meeting_is_not_proposed_again(full):
    before = agenda.proposals(full.community, full.estate, today=TODAY)
    listed = next(one for one in before if one.source.startswith("contract:"))

    full.call(agenda=[Point(listed.title, listed.source)])

    assert "contract" not in sources(full)


def test_a_contract_that_is_renewed_is_no_concern(full):
    records.sign(
        actor=full.street,
        now=NOW,
        project=full.estate.projects.get(),
        fields={
            "kind": "renewal",
            "signed_on": date(2026, 2, 1),
            "start": date(2026, 4, 1),
            "end": date(2028, 4, 1),
        },
    )

    assert "contract" not in sources(full)


@pytest.mark.clause("G6")
def test_the_cause_of_an_item_goes_on_to_its_resolution(full):
    meeting = full.call(agenda=[Point("收费标准", "missing:charge_rates")])
    full.minute(meeting, decisions=[Decision("上墙公示", "company", TODAY, number=1)])

    whole = queries.whole(full.community, meeting)
    assert whole.resolutions[0].source == "missing:charge_rates"
    assert "收费标准" in whole.items[0].source.words.zh


@pytest.mark.clause("G6")
def test_the_public_reads_approved_meetings_by_side_and_no_name(full):
    assert public.approved(full.manager, estate_code=full.estate.code, today=TODAY) == []
    meeting = full.estate.meetings.get()
    meetings.approve(actor=full.community, now=NOW, meeting=meeting)

    (shown,) = public.approved(full.manager, estate_code=full.estate.code, today=TODAY)

    assert (shown.held_on, len(shown.sides), len(shown.resolutions)) == (HELD, 3, 1)
    assert not any(name in repr(shown) for name in ("周敏", "孙桂芳", "王海宁"))


def test_lists_and_the_dossier_ask_little_however_much_there_is(full, django_assert_max_num_queries):
    for _ in range(12):
        full.resolved()

    with django_assert_max_num_queries(6):
        found = list(queries.meetings(full.community, Wanted(), now=NOW))
        rows = queries.rows(full.community, found)
    with django_assert_max_num_queries(3):
        part = dossier.dossier_part(full.community, full.estate, today=TODAY)

    assert len(rows) == 13
    assert {row.resolutions for row in rows} == {1}
    assert (part.director, len(part.meetings), len(part.resolutions)) == ("李红", 3, 6)
    assert dossier.dossier_part(full.town.actor("ad", "admin", "/1/"), full.estate, today=TODAY) is None


def test_an_owner_finds_approved_meetings_only(full):
    owner = full.town.actor("liu", "owner", full.estate.path)
    meeting = full.estate.meetings.get()

    assert list(queries.meetings(owner, Wanted(), now=NOW)) == []
    meetings.approve(actor=full.community, now=NOW, meeting=meeting)

    assert list(queries.meetings(owner, Wanted(), now=NOW)) == [meeting]
    assert queries.whole(owner, meeting).photos == ()


def test_the_next_meeting_is_told_to_the_public_until_it_is_over(full):
    full.call(planned_at=NOW + timedelta(days=3), title="下季度会议")

    code = full.estate.code
    assert public.coming(full.manager, estate_code=code, now=NOW).title == "下季度会议"
    assert public.coming(full.manager, estate_code=code, now=NOW + timedelta(days=4)) is None
