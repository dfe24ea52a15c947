"""Resolutions: reported done with proof by the side they are for, judged by a later meeting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.files import store
from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.registry.services import records
from linli.tripartite.minuting import Verdict
from linli.tripartite.models import Resolution
from linli.tripartite.queries import links
from linli.tripartite.queries import resolutions as queries
from linli.tripartite.queries.resolutions import Wanted
from linli.tripartite.services import resolutions
from linli.tripartite.services.resolutions import Done
from tests.conftest import NOW, TODAY
from tests.tripartite.conftest import HELD

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def proof(table, by):
    row = store(
        actor=by, raw=PDF, name="收据.pdf", place=table.estate.path, permission="company.view", now=NOW
    )
    return row.pk


def finish(table, resolution, by, **changed):
    values = {"on": TODAY, "report": "已清理，见附件"}
    if "files" not in changed and "changed" not in changed:
        values["files"] = [proof(table, by)]
    return resolutions.finish(actor=by, now=NOW, resolution=resolution, given=Done(**(values | changed)))


def judged(table, resolution, move, note=""):
    meeting = table.minute(table.call("上次决议"), verdicts=[Verdict(resolution.pk, move, note)])
    resolution.refresh_from_db()
    return meeting


@pytest.mark.clause("G6")
def test_a_company_proves_what_it_did_and_the_next_meeting_accepts_it(table):
    resolution = table.resolved()

    finish(table, resolution, table.manager)
    meeting = judged(table, resolution, "accept")

    assert (resolution.state, resolution.accepted_in_id) == ("accepted", meeting.pk)
    lines = {line.verb: line.on for line in JournalEntry.objects.filter(subject_kind="tripartite.resolution")}
    assert lines == {"resolution.make": HELD, "resolution.finish": TODAY, "resolution.accept": HELD}


def test_a_meeting_sends_back_what_is_not_done_and_says_what_is_missing(table):
    resolution = table.resolved()
    finish(table, resolution, table.manager)

    with pytest.raises(Refused, match="还差什么"):
        judged(table, resolution, "reopen")
    judged(table, resolution, "reopen", "2单元还有")

    assert resolution.state == "open"
    assert JournalEntry.objects.get(verb="resolution.reopen").note == "2单元还有"


def test_each_side_reports_its_own_and_the_community_may_enter_it_for_all(table):
    resolution = table.resolved(side="committee")

    for actor in (table.manager, table.town.actor("hu", "community", "/1/10/")):
        with pytest.raises(NotAllowed):
            finish(table, resolution, actor, files=[], changed="x")
    finish(table, resolution, table.committee)

    again = table.resolved(side="company")
    finish(table, again, table.community)
    assert again.state == "done"


def test_a_company_that_serves_the_estate_no_longer_reports_nothing_there(table):
    resolution = table.resolved()
    stranger = table.town.actor(
        "mo", "company", table.estate.path, table.town.company("别家物业", 7).organisation
    )

    with pytest.raises(NotAllowed):
        finish(table, resolution, stranger)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"report": " "}, "做了什么"),
        ({"on": TODAY + timedelta(days=1)}, "今天之间"),
        ({"on": HELD - timedelta(days=1)}, "今天之间"),
        ({"files": []}, "凭证"),
        ({"files": [], "changed": "disclosure:404"}, "不在这个小区"),
        ({"files": [], "changed": "estate:1"}, "不在这个小区"),
        ({"files": [404]}, "没有存好"),
    ],
)
def test_a_report_without_proof_or_of_a_day_that_cannot_be_is_refused(table, changed, words):
    resolution = table.resolved()

    with pytest.raises(Refused, match=words) as refusal:
        finish(table, resolution, table.manager, **changed)

    assert refusal.value.text.en
    assert Resolution.objects.get().state == "open"


@pytest.mark.clause("G6")
def test_cause_and_change_are_kept_and_shown_both_ways(table):
    shown = records.disclose(
        actor=table.community,
        now=NOW,
        estate=table.estate,
        kinds=("charge_rates",),
        fields={"shown_on": date(2026, 2, 1)},
    )[0]
    resolution = table.resolved("公示收费标准")
    finish(table, resolution, table.manager, files=[], changed=f"disclosure:{shown.pk}")

    whole = queries.whole(table.manager, resolution)
    _, heard = links.heard(table.manager, f"disclosure:{shown.pk}", estate=table.estate)

    assert "收费标准" in whole.changed.words.zh
    assert (whole.changed.url, whole.changed.args) == ("registry:estate", (table.estate.code,))
    assert heard == [resolution]


def test_overdue_ones_are_counted_and_a_company_finds_its_own(table):
    late = table.resolved(due=HELD)
    table.resolved(side="committee")

    found = queries.resolutions(table.manager, Wanted(mine=True), today=TODAY)

    assert queries.overdue(table.community, today=TODAY) == 1
    assert list(found) == [late]
    assert queries.overdue(table.town.actor("hu", "community", "/1/10/"), today=TODAY) == 0


def test_giving_up_wants_a_reason_and_a_meeting_holder(table):
    resolution = table.resolved()

    with pytest.raises(NotAllowed):
        resolutions.drop(actor=table.manager, now=NOW, resolution=resolution, reason="不办了")
    with pytest.raises(Refused):
        resolutions.drop(actor=table.community, now=NOW, resolution=resolution, reason="")
    resolutions.drop(actor=table.community, now=NOW, resolution=resolution, reason="业主撤回")

    assert resolution.state == "dropped"
