"""The two coverages equal a count by hand, on any day, whatever was tied and ended before."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.party.models import Coverage, Instructor
from linli.party.queries import coverage as queries
from linli.party.queries.picture import (
    CommitteeSpan,
    EstateSpan,
    Picture,
    ProjectSpan,
    SentSpan,
    Span,
    TieSpan,
)
from linli.party.services import coverage, instructors
from linli.registry.models import Estate, EstateMode, ServiceProject
from linli.registry.services import projects
from tests.party.conftest import BEGUN, SYSTEM

DAY = date(2026, 3, 1)


def spans(*, last: int = 30):
    def span(pair):
        since = date(2026, 1, 1) + timedelta(days=pair[0])
        return Span(since, None if pair[1] is None else since + timedelta(days=pair[1]))

    return st.tuples(st.integers(0, last), st.none() | st.integers(1, last)).map(span)


@st.composite
def pictures(draw):
    """A district of up to six estates in all modes, with companies, ties and instructors in any order."""
    modes = draw(st.lists(st.sampled_from(["market", "self", "none"]), max_size=6))
    estates = [
        EstateSpan(n, f"c{n}", f"n{n}", f"/1/{n}/", mode, draw(spans())) for n, mode in enumerate(modes)
    ]
    served = [ProjectSpan(row.key, draw(st.integers(0, 2)), draw(spans())) for row in estates]
    units = [("company", n) for n in range(3)]
    units += [(unit, row.key) for row in estates for unit in ("estate", "committee")]
    tie = st.builds(lambda span: TieSpan(1, 1, "b", "branch", "own", "", span), spans())
    sent = st.builds(lambda span: SentSpan(1, "i", span), spans())
    return Picture(
        estates=estates,
        projects=served,
        companies={},
        committees=[CommitteeSpan(row.key, draw(spans())) for row in estates if draw(st.booleans())],
        ties={unit: draw(st.lists(tie, max_size=2)) for unit in units},
        sent={unit: draw(st.lists(sent, max_size=2)) for unit in units},
    )


def by_hand(picture: Picture, day: date) -> dict[str, tuple[int, int, int]]:
    """Count with nothing but loops."""

    def within(row):
        return row.span.since <= day and (row.span.until is None or row.span.until > day)

    tied = {unit for unit, rows in picture.ties.items() if any(map(within, rows))}
    sent = {unit for unit, rows in picture.sent.items() if any(map(within, rows))}
    units: dict[str, list[object]] = {what: [] for what in queries.WHAT}
    for estate in filter(within, picture.estates):
        serving = [p for p in picture.projects if p.estate == estate.key and within(p)]
        company = ("company", serving[-1].company) if serving else None
        units["estate"].append(company if estate.mode == "market" else ("estate", estate.key))
        units["courtyard"] += [("estate", estate.key)] if estate.mode == "self" else []
        units["project"] += [company] if company else []
        chosen = [c for c in picture.committees if c.estate == estate.key and within(c)]
        units["committee"] += [("committee", estate.key)] if chosen else []
    units["company"] = list(set(units["project"]))
    return {
        what: (len(rows), len([u for u in rows if u in tied]), len([u for u in rows if u in tied | sent]))
        for what, rows in units.items()
    }


@pytest.mark.clause("A1", "D4")
@given(picture=pictures(), ahead=st.integers(0, 70))
def test_coverage_equals_a_count_by_hand(picture, ahead):
    day = date(2026, 1, 1) + timedelta(days=ahead)
    snapshot = picture.on(day)

    found = {what: snapshot.figure(what) for what in queries.WHAT}

    assert {what: (f.of, f.organisation, f.work) for what, f in found.items()} == by_hand(picture, day)


@pytest.fixture
def district(red, town, now):
    """Ten estates in three communities, tied at random, the same at every run."""
    dice = Random(7)  # noqa: S311
    town.place("/1/1/1/")
    grid = red.organisation("网格党支部", "grid", path="/1/")
    red.member(grid, "赵明远")
    for number in range(1, 7):
        firm = red.company(
            f"第{number}物业", number, full=dice.randint(1, 2), at=("/1/1/", "/1/10/")[number % 2]
        )
        more = town.estate(f"第{number}小区二期", "/1/10/")
        town.project(more, firm.company)
        firm = red.body("company", firm.key)
        if number % 3:
            row = red.tie(firm, grid, "attached", since=date(2025, number, 1))
            if number == 5:
                coverage.end(actor=SYSTEM, now=now, tie=row, until=date(2025, 12, 1), reason="调整")
        if number % 2:
            instructors.appoint(
                actor=SYSTEM, now=now, body=firm, path="/1/", name="田国栋", since=date(2025, 9, 1)
            )
    yard = red.courtyard("柳林小区", full=0, at="/1/10/")
    red.tie(yard, red.organisation("柳林党小组", "group", parent=grid), "group", delegate="赵明远")
    red.courtyard("和平里", full=1)
    red.courtyard("南坡院", mode="none")
    return town


def counted_in_the_tables(day: date) -> dict[str, tuple[int, int]]:
    """Count with the ORM, estate by estate."""

    def holds(row):
        return row.since <= day and (row.until is None or row.until > day)

    def covered(**where):
        return any(holds(row) for row in Coverage.objects.filter(**where))

    def sent(**where):
        return any(holds(row) for row in Instructor.objects.filter(**where))

    hand = {"company": [0, 0, 0], "project": [0, 0, 0], "estate": [0, 0, 0]}
    companies = set()
    for estate in Estate.objects.filter(closed_on=None):
        mode = [row for row in EstateMode.objects.filter(estate=estate) if holds(row)]
        if not mode:
            continue
        serving = [row for row in ServiceProject.objects.filter(estate=estate) if holds(row)]
        where = {"company": serving[0].company} if serving else {"estate": estate, "unit": "estate"}
        tied, work = covered(**where), covered(**where) or sent(**where)
        kinds = ["estate"] + (["project"] if serving else [])
        if serving and serving[0].company_id not in companies:
            companies.add(serving[0].company_id)
            kinds.append("company")
        for kind in kinds:
            hand[kind] = [hand[kind][0] + 1, hand[kind][1] + tied, hand[kind][2] + work]
    return {kind: tuple(numbers) for kind, numbers in hand.items()}


@pytest.mark.clause("A1", "D4")
@pytest.mark.parametrize(
    "day", [date(2024, 6, 30), date(2025, 3, 31), date(2025, 11, 30), date(2025, 12, 1), DAY]
)
def test_the_figures_of_the_tables_equal_a_count_by_hand(district, day):
    found = queries.figures(SYSTEM, on=day)

    hand = counted_in_the_tables(day)
    figures = {what: getattr(found, what) for what in hand}
    assert {what: (one.of, one.organisation, one.work) for what, one in figures.items()} == hand


def test_the_places_below_add_up_and_a_company_counts_once_in_the_whole(district, town):
    bo = town.actor("bo", "bureau", "/1/")

    whole, below = queries.overview(bo, at="/1/", on=DAY)

    assert [row.path for row in below] == ["/1/1/", "/1/10/"]
    assert sum(row.estate.of for row in below) == whole.estate.of == 15
    assert sum(row.estate.organisation for row in below) == whole.estate.organisation
    assert whole.company.of == 6
    assert [row.company.of for row in below] == [3, 6]


def test_who_is_posted_to_one_community_counts_that_one(district, town):
    zhou = town.actor("zhou", "community", "/1/1/")

    assert queries.figures(zhou, on=DAY) == queries.figures(SYSTEM, at="/1/1/", on=DAY)
    assert queries.figures(zhou, at="/1/10/", on=DAY).estate.of == 0


def test_the_trend_is_the_figure_of_each_month_end(district):
    rows = queries.trend(SYSTEM, on=DAY)

    assert [row.day for row in rows][-3:] == [date(2026, 1, 31), date(2026, 2, 28), DAY]
    assert len(rows) == 13
    assert all(row == queries.figures(SYSTEM, on=row.day) for row in rows)


@pytest.mark.clause("D2", "D3", "D4")
def test_the_list_names_each_gap_with_what_is_due_and_since_when(district):
    rows = queries.rows(SYSTEM, what="company", on=DAY, missing="organisation")

    whole = queries.figures(SYSTEM, on=DAY).company
    assert len(rows) == whole.of - whole.organisation == 3
    by_name = {row.name: row for row in rows}
    assert by_name["第5物业"].since == date(2025, 12, 1)  # the day after its coverage ended
    assert by_name["第3物业"].since == BEGUN
    assert {row.due for row in rows} == {"organisation"}
    assert {row.verdict for row in rows} == {"missing"}


@pytest.mark.parametrize("what", queries.WHAT)
@pytest.mark.parametrize("missing", ["organisation", "work"])
def test_every_figure_has_exactly_the_uncovered_under_it(district, what, missing):
    figure = getattr(queries.figures(SYSTEM, on=DAY), what)

    rows = queries.rows(SYSTEM, what=what, on=DAY, missing=missing)

    assert len(rows) == figure.of - getattr(figure, missing)
    assert len(queries.rows(SYSTEM, what=what, on=DAY)) == figure.of


def test_a_company_that_grew_owes_its_own_branch_from_the_day_it_was_counted(district, red, now):
    firm = red.body("company", Coverage.objects.filter(until=None, company__isnull=False).first().company_id)
    coverage.report(actor=SYSTEM, now=now, body=firm, as_of=date(2026, 2, 1), full=3)
    coverage.report(actor=SYSTEM, now=now, body=firm, as_of=date(2026, 2, 20), full=4)

    (row,) = queries.rows(SYSTEM, what="company", on=DAY, missing="form")

    assert (row.due, row.verdict, row.since) == ("branch", "other_form", date(2026, 2, 1))


@pytest.mark.clause("J6")
def test_members_tied_to_community_organisations_are_counted(district):
    found = queries.tied(SYSTEM, on=DAY)

    rows = queries.rows(SYSTEM, what="company", on=DAY)
    assert found.company_members == sum(row.count.full for row in rows)
    assert found.company_tied == sum(row.count.full for row in rows if row.tie)
    assert 0 < found.company_tied < found.company_members


@pytest.mark.parametrize(("ask", "most"), [("overview", 6), ("trend", 5), ("list", 9), ("tied", 9)])
def test_the_number_of_statements_does_not_grow(district, red, ask, most, django_assert_max_num_queries):
    asked = {
        "overview": lambda: queries.overview(SYSTEM, on=DAY),
        "trend": lambda: queries.trend(SYSTEM, on=DAY),
        "list": lambda: queries.rows(SYSTEM, what="estate", on=DAY),
        "tied": lambda: queries.tied(SYSTEM, on=DAY),
    }
    for number in range(20, 24):
        red.company(f"第{number}物业", number, full=1)

    with django_assert_max_num_queries(most):
        asked[ask]()


def test_a_project_that_ended_no_longer_counts(district, now):
    project = ServiceProject.objects.filter(estate__name="第1小区二期").get()
    projects.end(actor=SYSTEM, now=now, project=project, until=date(2026, 2, 1), reason="合同到期")

    before, after = (queries.figures(SYSTEM, on=day) for day in (date(2026, 1, 31), date(2026, 2, 1)))

    assert before.project.of - after.project.of == 1
    assert before.estate.of == after.estate.of
    (row,) = [row for row in queries.rows(SYSTEM, what="estate", on=DAY) if not row.unit]
    assert (row.name, row.verdict) == ("第1小区二期", "missing")
