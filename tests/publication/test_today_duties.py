"""What duties ask on the first page: one line for each thing to do, one for many to oversee."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.party.models import Coverage, Instructor
from linli.publication.queries.today.obligations import LIMIT, duty_lines
from tests.duties.made import NOW, held, organisation

SPRING = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)


def titles(actor, now=SPRING):
    return [line.title.zh for line in duty_lines(actor, now=now)]


@pytest.fixture
def branch(town):
    """A branch that covers a company with one estate."""
    company = town.company("安居物业")
    estate = town.estate("甲小区", "/1/1/")
    town.project(estate, company)
    body = organisation("/1/1/", "安居党支部")
    Coverage.objects.create(
        organisation=body, unit="company", company=company, way="own", since=body.since, updated_at=NOW
    )
    return body, company, estate


@pytest.mark.clause("F1")
def test_a_secretary_sees_this_months_theme_day_until_it_is_held(town, branch):
    body, company, estate = branch
    secretary = town.actor("secretary", "company", estate.path, company.organisation)
    held(body, "theme_day", datetime(2026, 2, 5).date())  # noqa: DTZ001

    (line,) = [line for line in duty_lines(secretary, now=SPRING) if "主题党日" in line.title.zh]
    held(body, "theme_day", SPRING.date())

    assert line.title.zh == "2026年3月支部主题党日：安居党支部"
    assert line.due.isoformat() == "2026-03-31"
    assert (line.url, line.args["key"]) == ("duties:do", body.pk)
    assert not [title for title in titles(secretary) if "主题党日" in title]


def test_last_months_theme_day_is_late_after_the_grace(town, branch):
    _, company, estate = branch
    secretary = town.actor("secretary", "company", estate.path, company.organisation)

    late = [line for line in duty_lines(secretary, now=SPRING) if "2026年2月支部主题党日" in line.title.zh]

    assert [line.tone for line in late] == ["late"]


@pytest.mark.clause("F1", "A3")
def test_a_subdistrict_sees_one_line_for_a_dozen_branches(town):
    for n in range(12):
        organisation("/1/1/", f"支部{n}")
    street = town.actor("street", "subdistrict", "/1/1/")

    lines = [line for line in duty_lines(street, now=SPRING) if "2026年2月支部主题党日" in line.title.zh]

    assert [line.title.zh for line in lines] == ["2026年2月支部主题党日：12 个党组织没有完成"]
    assert lines[0].query == {"duty": "theme_day", "state": "open", "period": "2026-02"}


def test_an_overseer_hears_of_the_running_month_only_at_its_end(town):
    organisation("/1/1/")
    street = town.actor("street", "subdistrict", "/1/1/")
    march = "2026年3月支部主题党日"

    assert not [title for title in titles(street) if march in title]
    assert [title for title in titles(street, SPRING.replace(day=21)) if march in title]


@pytest.mark.clause("F2", "D1")
def test_an_instructor_sees_his_own_visits_and_nobody_elses(town, branch):
    _, company, _ = branch
    user = town.person("guide", "instructor", "/1/1/")
    for name, who in (("自己", user), ("别人", None)):
        Instructor.objects.create(
            unit="company", company=company, user=who, name=name, path="/1/1/", since=branch[0].since,
            updated_at=NOW,
        )  # fmt: skip
    found = titles(town.actor("guide", "instructor", "/1/1/"))

    assert any("自己" in title for title in found)
    assert not any("别人" in title for title in found)


def test_what_has_a_line_of_its_own_is_not_said_twice_to_whoever_does_it(town, branch):
    from linli.tripartite.models import Meeting, Resolution

    _, company, estate = branch
    meeting = Meeting.objects.create(
        estate=estate, title="一季度", planned_at=NOW, held_on=NOW.date(), state="minuted",
        called_by_name="王", updated_at=NOW,
    )  # fmt: skip
    Resolution.objects.create(
        meeting=meeting, estate=estate, number=1, text="修好路灯", side="company", due_on=NOW.date(),
        updated_at=NOW,
    )  # fmt: skip
    secretary = town.actor("secretary", "company", estate.path, company.organisation)
    street = town.actor("street", "subdistrict", "/1/1/")

    assert not any("决议" in title for title in titles(secretary))
    assert "按期落实会议决议：1 个决议没有完成" in titles(street)


def test_no_first_page_holds_more_than_a_dozen_duties_and_a_rest(town):
    for n in range(40):
        organisation(f"/1/{n}/" if n in (1, 10) else "/1/1/", f"支部{n}", committee=True, groups=1)
    town.estate("甲小区", "/1/1/")
    town.estate("乙小区", "/1/1/", mode="self")
    found = titles(town.actor("community", "community", "/1/1/"))

    assert len(found) == LIMIT + 1
    assert found[-1].startswith("还有")


def test_the_statements_of_the_first_page_do_not_grow(town):
    street = town.actor("street", "subdistrict", "/1/1/")

    def asked():
        with CaptureQueriesContext(connection) as seen:
            titles(street)
        return len(seen)

    organisation("/1/1/")
    few = asked()
    for n in range(6):
        organisation("/1/1/", f"支部{n}")
        town.estate(f"小区{n}", "/1/1/")

    assert asked() == few
