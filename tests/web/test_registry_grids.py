"""The page of grids: few and small answers whatever the size, Excel out, and the forms of a grid."""

from __future__ import annotations

import io

import openpyxl
import pytest

from linli.base.models import JournalEntry
from linli.people.models import Place, PlaceName
from linli.people.services import places

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B3")]
QUERIES, BYTES = 12, 60 * 1024


@pytest.fixture
def community(town, client):
    town.place("/1/1/g01/", name="第一网格", level="grid")
    town.place("/1/1/g02/", name="第二网格", level="grid")
    town.estate("祥和苑", "/1/1/g01/")
    town.estate("锦绣家园", "/1/1/g01/")
    town.estate("翠湖花园", "/1/1/")
    town.person("gao", "grid", "/1/1/g01/")
    client.force_login(town.person("bo", "community", "/1/1/"))
    client.get("/desk/estates/")  # the first page of a session also writes down that it began
    return client


def text(answer) -> str:
    return answer.content.decode()


def test_the_list_counts_estates_and_leads_to_them(community):
    page = text(community.get("/desk/estates/grids/"))

    assert "第一网格" in page
    assert "Gao" in page
    assert 'href="/desk/estates/?at=/1/1/g01/">2</a>' in page
    assert 'href="/desk/estates/?at=/1/1/&amp;grid=none">1</a>' in page
    assert "祥和苑" not in page


def test_estates_are_listed_by_grid_and_by_being_in_none(community):
    one = text(community.get("/desk/estates/?at=/1/1/g01/"))
    none = text(community.get("/desk/estates/?at=/1/1/&grid=none"))

    assert ("祥和苑" in one, "翠湖花园" in one) == (True, False)
    assert ("祥和苑" in none, "翠湖花园" in none) == (False, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=第二", {"第二网格"}),
        ("q=Gao", {"第一网格"}),
        ("state=unmanned", {"第二网格"}),
        ("state=empty", {"第二网格"}),
        ("state=loose", {"未归入网格"}),
        ("at=/1/1/g01/", {"第一网格"}),
        ("at=/1/10/", set()),
        ("q=nothing", set()),
    ],
)
def test_filters_narrow_the_list(community, query, found):
    page = text(community.get(f"/desk/estates/grids/?{query}"))

    table = page.partition("<tbody>")[2]
    assert {words for words in ("第一网格", "第二网格", "未归入网格") if words in table} == found


def test_many_grids_and_estates_ask_and_weigh_no_more(town, client, django_assert_max_num_queries):
    for number in range(70):
        town.place(f"/1/1/g{number:02d}/", name=f"第{number}网格", level="grid")
        town.estate(f"小区{number}", f"/1/1/g{number:02d}/")
    client.force_login(town.person("bo", "bureau", "/1/"))
    client.get("/desk/estates/")

    for query in ("", "?q=网格", "?state=unmanned", "?state=loose", "?page=2"):
        with django_assert_max_num_queries(QUERIES):
            page = client.get(f"/desk/estates/grids/{query}")
        assert page.status_code == 200
        assert len(page.content) <= BYTES
    with django_assert_max_num_queries(QUERIES):
        assert client.get("/desk/estates/grids/list.xlsx").status_code == 200


def test_the_workbook_names_every_estate_with_its_grid_and_workers(community):
    answer = community.get("/desk/estates/grids/list.xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    said = {(row[2] or "", row[4] or "", row[5] or "") for row in rows}
    assert {("01", "Gao", "祥和苑"), ("01", "Gao", "锦绣家园"), ("02", "", ""), ("", "", "翠湖花园")} <= said


def test_a_grid_is_set_up_renamed_and_closed(community):
    community.post("/desk/estates/grids/new/", {"community": "/1/1/", "name": "第三网格", "number": ""})
    grid = Place.objects.get(path="/1/1/g03/")
    community.post(f"/desk/estates/grids/{grid.pk}/edit/", {"name": "东网格"})
    grid.refresh_from_db()
    assert grid.name == "东网格"
    assert list(PlaceName.objects.filter(place=grid).order_by("pk").values_list("name", flat=True)) == [
        "第三网格",
        "东网格",
    ]

    community.post(f"/desk/estates/grids/{grid.pk}/close/")

    grid.refresh_from_db()
    assert grid.until is not None
    lines = JournalEntry.objects.filter(subject_kind="people.place", subject_id=str(grid.pk)).order_by("pk")
    assert [line.verb for line in lines] == [
        "grid.open",
        "grid.rename",
        "grid.end",
    ]
    assert community.get(f"/desk/estates/grids/{grid.pk}/edit/").status_code == 404


def test_a_grid_with_estates_or_people_in_it_is_not_closed(community, town, now):
    full = Place.objects.get(path="/1/1/g01/")
    town.person("guo", "grid", "/1/1/g02/")
    manned = Place.objects.get(path="/1/1/g02/")

    for grid, why in ((full, "2 个小区"), (manned, "1 个在任岗位")):
        answer = community.post(f"/desk/estates/grids/{grid.pk}/close/")
        assert (answer.status_code, why in text(answer)) == (422, True)
        grid.refresh_from_db()
        assert grid.until is None


def test_a_taken_number_and_an_empty_name_are_refused_beside_the_field(community):
    form = {"community": "/1/1/", "name": "再一个", "number": "01"}

    assert community.post("/desk/estates/grids/new/", form).status_code == 422
    assert community.post("/desk/estates/grids/new/", {**form, "number": "9", "name": " "}).status_code == 422


@pytest.mark.parametrize(("taken", "following"), [((), "01"), (("01", "03"), "04"), (("a", "99"), "100")])
def test_the_next_number_follows_the_highest(taken, following):
    assert places.next_number(taken) == following
