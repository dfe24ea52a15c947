"""The pages of duties: the clauses, the ledger, the way to the form, and the summary."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import get_resolver
from django.utils import timezone
from docx import Document

from linli.base.models import JournalEntry
from linli.duties.queries import standing
from linli.duties.sheets import Figures
from linli.kernel.period import quarter_of
from linli.web.duties import addresses
from tests.duties.made import PACK, SYSTEM, deed, held, organisation

TODAY = timezone.localdate
CLAUSES = "/desk/duties/"
LEDGER = "/desk/duties/ledger/"


@pytest.fixture
def desk(client, town):
    def sign_in(name="street", role="subdistrict", path="/1/1/", organisation=""):
        client.force_login(town.person(name, role, path, organisation))
        return client

    town.place("/1/", level="district")
    for path in ("/1/1/", "/1/10/"):
        place = town.place(path)
        place.level = "subdistrict"
        place.save()
    return sign_in


def words(response):
    return response.content.decode()


@pytest.mark.clause("A3", "F1")
def test_the_clause_page_says_of_every_clause_how_it_stands(desk, town):
    branch = organisation("/1/1/")
    held(branch, "members_meeting", TODAY())

    page = words(desk().get(CLAUSES))

    assert all(clause.clause_zh in page for clause in PACK.clauses)
    assert "支部党员大会" in page
    assert "已落实" in page
    assert "没有定期要求" in page


def test_a_neighbours_place_and_no_place_at_all_are_not_found(desk, town):
    town.place("/1/10/7/", level="community")
    client = desk()

    for address in (CLAUSES, LEDGER, f"{CLAUSES}places/", f"{LEDGER}export/"):
        assert client.get(address, {"place": "/1/10/"}).status_code == 404
        assert client.get(address, {"place": "nowhere"}).status_code == 404
        assert client.get(address, {"place": "/1/1/"}).status_code == 200


@pytest.mark.parametrize("period", ["2026Q9", "x", "2099"])
def test_a_period_that_is_none_or_has_not_begun_is_refused_with_the_reason(desk, period):
    answer = desk().get(CLAUSES, {"period": period})

    assert answer.status_code == 422
    assert "时段" in words(answer)


def test_what_is_done_shows_at_once_though_the_figures_are_remembered(desk, town):
    branch = organisation("/1/1/")
    client = desk()
    rule = {"path": "/1/1/", "period": quarter_of(TODAY()), "today": TODAY()}

    before = standing.figures(SYSTEM, PACK, **rule)["members_meeting"]
    again = standing.figures(SYSTEM, PACK, **rule)["members_meeting"]
    held(branch, "members_meeting", TODAY())
    after = standing.figures(SYSTEM, PACK, **rule)["members_meeting"]

    assert before == again == Figures(due=1)
    assert after == Figures(met=1, deeds=1)
    assert client.get(CLAUSES).status_code == 200


def test_remembered_figures_cost_few_statements_and_survive_what_happens_elsewhere(
    desk, town, django_assert_num_queries
):
    organisation("/1/1/")
    deed("estate.change", TODAY(), path="/1/1/")
    rule = {"path": "/1/1/", "period": quarter_of(TODAY()), "today": TODAY()}
    standing.figures(SYSTEM, PACK, **rule)
    deed("meeting.minute", TODAY(), path="/1/10/")

    with django_assert_num_queries(3):
        standing.figures(SYSTEM, PACK, **rule)


@pytest.mark.clause("F1")
def test_the_ledger_leads_from_what_is_open_to_its_form_and_from_what_is_done_to_its_record(desk, town):
    mine = town.company("安居物业")
    town.place("/1/1/7/", level="community")
    estate = town.estate("甲小区", "/1/1/7/")
    town.project(estate, mine)
    client = desk("secretary", "company", estate.path, mine.organisation)

    page = words(client.get(LEDGER, {"duty": "staffing", "place": estate.path}))

    assert f"/desk/duties/do/staffing/estate/{estate.pk}/" in page
    assert client.get(f"/desk/duties/do/staffing/estate/{estate.pk}/").url == f"/desk/estates/{estate.code}/"


def test_a_form_for_what_does_not_exist_is_not_found(desk, town):
    client = desk()

    assert client.get("/desk/duties/do/theme_day/organisation/999/").status_code == 404
    assert client.get("/desk/duties/do/dance/organisation/1/").status_code == 404
    assert client.get("/desk/duties/do/theme_day/mayor/1/").status_code == 404


def test_the_ledger_of_one_subject_and_state_shows_nothing_else(desk, town):
    one, other = organisation("/1/1/", "甲支部"), organisation("/1/1/", "乙支部")
    held(one, "members_meeting", TODAY())
    client = desk()

    subject = words(client.get(LEDGER, {"subject": f"organisation:{one.pk}"}))
    open_ = words(client.get(LEDGER, {"duty": "members_meeting", "state": "open"}))

    assert "乙支部" not in subject
    assert "甲支部" in subject
    assert "甲支部" not in open_
    assert "乙支部" in open_
    assert other.name == "乙支部"


def test_the_export_holds_what_the_page_holds(desk, town):
    import python_calamine

    branch = organisation("/1/1/", "甲支部")
    held(branch, "members_meeting", TODAY())
    answer = desk().get(f"{LEDGER}export/", {"duty": "members_meeting"})

    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    (line,) = rows.to_python()[1:]

    assert line[:2] == ["F1", "支部党员大会"]
    assert line[4] == "甲支部"
    assert line[8:10] == ["已落实", TODAY()]


@pytest.mark.clause("A3")
def test_the_summary_says_what_the_page_says_and_meets_its_own_duty(desk, town):
    for n, path in enumerate(("/1/1/", "/1/10/")):
        branch = organisation(path, f"支部{n}")
        held(branch, "theme_day", date(2025, 1, 5), date(2025, 2, 5))
    client = desk("bureau", "bureau", "/1/")

    answer = client.post(f"{CLAUSES}summary/", {"place": "/1/1/", "period": "2025H1"})
    document = Document(BytesIO(answer.content))
    cells = {
        row.cells[1].text: [cell.text for cell in row.cells[2:]]
        for table in document.tables
        for row in table.rows
        if len(row.cells) == 6
    }
    found = standing.figures(
        SYSTEM, PACK, path="/1/1/", period=quarter_of(TODAY()).__class__(date(2025, 1, 1), date(2025, 7, 1)),
        today=TODAY(),
    )  # fmt: skip

    for duty in PACK.duties.rules:
        if duty.name.zh in cells:
            figures = found[duty.id]
            assert (
                cells[duty.name.zh]
                == [str(each) for each in (figures.owed, figures.met, figures.due, figures.overdue)]
                or duty.id == "summary"
            )
    assert cells["支部主题党日"] == ["6", "2", "0", "4"]
    assert found["summary"].met == 1
    assert JournalEntry.objects.filter(verb="summary.make", place="/1/1/", on=date(2025, 6, 30)).exists()


def test_a_community_cannot_sum_up_a_subdistrict(desk, town):
    client = desk("community", "community", "/1/1/")

    assert client.post(f"{CLAUSES}summary/", {"place": "/1/1/", "period": "2025"}).status_code == 403


def test_a_summary_of_a_community_is_refused_with_the_reason(desk, town):
    town.place("/1/1/7/", level="community")
    answer = desk().post(f"{CLAUSES}summary/", {"place": "/1/1/7/", "period": "2025"})

    assert answer.status_code == 422
    assert "街道" in words(answer)


def test_the_places_are_set_side_by_side_the_most_overdue_first(desk, town):
    organisation("/1/1/", "甲支部")
    organisation("/1/10/", "乙支部", committee=True)
    page = words(desk("bureau", "bureau", "/1/").get(f"{CLAUSES}places/", {"period": "2025Q1"}))

    assert page.index(">place /1/10/</a>") < page.index(">place /1/1/</a>")


@pytest.mark.parametrize(
    "page", [*addresses.FORMS.values(), *addresses.RECORDS.values()], ids=lambda p: p.name
)
def test_every_page_the_table_names_is_there(page):
    spaces = {pattern.namespace for pattern in get_resolver().url_patterns if hasattr(pattern, "namespace")}
    if page.name.partition(":")[0] not in spaces:
        pytest.skip("this installation has no such pages")

    assert page.href(key=7, code="410402-001", place="/1/")
