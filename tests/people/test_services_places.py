from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path

import pytest

from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import divisions
from linli.people.divisions import table
from linli.people.models import Place, PlaceName
from linli.people.queries import places as queries
from linli.people.services import places

SYSTEM = Actor.system("test")
HEAD = "code,code12,name,level,parent_code\n"


def file(*units):
    """units: (code, name); the level and the parent follow from the code, as in the published table"""
    levels = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}
    above = {4: 2, 6: 4, 9: 6, 12: 9}
    rows = [
        f"{c},{c.ljust(12, '0')},{name},{levels[len(c)]},{c[: above.get(len(c), 0)]}" for c, name in units
    ]
    return (HEAD + "\n".join(rows) + "\n").encode()


TOWN = [
    ("41", "河南省"),
    ("4104", "平顶山市"),
    ("410402", "新华区"),
    ("410402008", "湛河北路街道"),
    ("410402008004", "文园社区居民委员会"),
    ("410402008005", "名门社区居委会"),
]
WENYUAN = "/4104/410402/410402008/410402008004/"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("文园社区居民委员会", "文园社区"),
        ("四化路社区居委会", "四化路社区"),
        ("李庄村村民委员会", "李庄村"),
        ("武庄村民委员会", "武庄村"),
        ("高庄社区村民委员会", "高庄社区"),
        ("龙山居民委员会", "龙山社区"),
        ("香山街道筹备组", "香山街道"),
        ("新新街街道", "新新街街道"),
        ("光明路街道办事处", "光明路街道"),
        ("焦店镇", "焦店镇"),
        ("村民委员会", "村民委员会"),
    ],
)
def test_the_short_name_is_what_people_say(name, said):
    assert table.short(name) == said


def test_the_built_in_table_holds_xinhua_complete(db, now):
    done = places.import_builtin(actor=SYSTEM, now=now, within="410402")

    xinhua = Place.objects.at("/4104/410402/")
    assert done.created == 80
    assert xinhua.filter(level="subdistrict").count() == 11
    assert xinhua.filter(level="community").count() == 67
    assert Place.objects.get(path=WENYUAN).short == "文园社区"
    assert Place.objects.get(path=WENYUAN).parent.path == "/4104/410402/410402008/"


def test_the_whole_city_is_read_in_a_bounded_number_of_queries(db, now, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        done = places.import_builtin(actor=SYSTEM, now=now)

    assert done.created == Place.objects.count() == len(divisions.builtin()) - 1  # the province is no place


def test_the_same_table_twice_changes_nothing(db, now):
    places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)
    again = places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now + timedelta(days=400))

    assert (again.created, again.renamed, again.ended, again.unchanged) == (0, 0, 0, 5)


def test_a_later_table_renames_ends_and_opens_and_keeps_the_history(db, now):
    places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)
    later = now + timedelta(days=365)
    fresh = [*TOWN[:4], ("410402008004", "文园新社区居民委员会"), ("410402008009", "新城社区居民委员会")]

    done = places.import_divisions(actor=SYSTEM, raw=file(*fresh), now=later)

    assert (done.created, done.renamed, done.ended) == (1, 1, 1)
    wenyuan = Place.objects.get(path=WENYUAN)
    assert wenyuan.short == "文园新社区"
    names = list(PlaceName.objects.filter(place=wenyuan).order_by("since").values_list("short", "until"))
    assert [short for short, _ in names] == ["文园社区", "文园新社区"]
    assert names[0][1] == later.date()
    assert Place.objects.get(code="410402008005").until == later.date()
    assert set(JournalEntry.objects.values_list("verb", flat=True)) == {
        "place.import",
        "place.rename",
        "place.end",
    }


def test_a_unit_that_comes_back_is_in_force_again(db, now):
    for units in (TOWN, TOWN[:5], TOWN):
        places.import_divisions(actor=SYSTEM, raw=file(*units, ("410402009", "青石路街道")), now=now)

    assert Place.objects.get(code="410402008005").until is None


def test_a_table_of_one_district_leaves_the_others_alone(db, now):
    both = [*TOWN, ("410403", "卫东区"), ("410403001", "东安路街道")]
    places.import_divisions(actor=SYSTEM, raw=file(*both), now=now)

    done = places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)

    assert done.ended == 0
    assert Place.objects.get(code="410403001").until is None


def test_a_table_without_communities_ends_none(db, now):
    places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)

    done = places.import_divisions(actor=SYSTEM, raw=file(*TOWN[:4], ("410402009", "青石路街道")), now=now)

    assert (done.created, done.ended) == (1, 0)


def test_all_faults_are_told_at_once_and_nothing_is_done(db, now):
    rows = (
        "4104,410400000000,平顶山市,2,41",
        "4104,410400000000,平顶山市,2,41",
        "41040x,41040x000000,新华区,3,4104",
        "410403,410403000001,卫东区,3,4104",
        "410402001,410402001000,,4,410402",
        "410404,410404000000,石龙区,9,4104",
    )
    raw = (HEAD + "\n".join(rows)).encode()

    done = places.import_divisions(actor=SYSTEM, raw=raw, now=now)

    assert {(f.row, f.column) for f in done.faults} >= {
        (3, "code"), (4, "code"), (5, "code12"), (6, "name"), (6, "parent_code"), (7, "level"),
    }  # fmt: skip
    assert not Place.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00\x00", b"a,b\n1,2\n", HEAD.encode(), b'code,"\n'])
def test_what_is_no_table_is_refused_with_a_reason(raw):
    faults = table.parse(raw).faults

    assert faults
    assert all(fault.reason.zh and fault.reason.en for fault in faults)


def test_a_table_in_gbk_reads_like_one_in_utf8():
    raw = file(*TOWN)

    assert table.parse(raw.decode().encode("gb18030")).units == table.parse(raw).units
    assert table.parse(b"\xef\xbb\xbf" + raw).units == table.parse(raw).units


def test_an_administrator_imports_his_own_district_only(town, now):
    places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)
    town.places["/4104/410402/"] = Place.objects.get(path="/4104/410402/")
    far, own = town.actor("far", "admin", "/1/"), town.actor("root", "admin", "/4104/410402/")

    with pytest.raises(NotAllowed):
        places.import_divisions(actor=far, raw=file(*TOWN), now=now)
    assert places.import_divisions(actor=own, raw=file(*TOWN), now=now).created == 0


def test_the_preview_says_what_would_lose_its_community(db, now):
    places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)
    community = Place.objects.get(path=WENYUAN)
    places.open_grid(actor=SYSTEM, community=community, number="01", name="文园第一网格", now=now)
    read = table.parse(file(*TOWN[:4], TOWN[5], ("410402008006", "新鹰社区")))

    plan = queries.plan(SYSTEM, read.units)

    assert (len(plan.ended), plan.stranded) == (1, 1)


@pytest.mark.clause("B1")
def test_a_grid_lies_in_a_community_once_and_ends_when_empty(db, now):
    places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)
    community = Place.objects.get(path=WENYUAN)

    grid = places.open_grid(actor=SYSTEM, community=community, number="01", name="文园第一网格", now=now)
    with pytest.raises(Refused, match="编号 01"):
        places.open_grid(actor=SYSTEM, community=community, number="01", name="又一个", now=now)
    with pytest.raises(Refused, match="社区"):
        places.open_grid(actor=SYSTEM, community=community.parent, number="02", name="街道网格", now=now)
    places.end_grid(actor=SYSTEM, grid=grid, now=now)

    assert grid.path == WENYUAN + "g01/"
    assert Place.objects.get(pk=grid.pk).until is not None


SHARED = Path("../shared/data/divisions/china_to_town_2023.csv.gz")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("city", "town"),
    [
        ("4419", "/4419/441900/441900003/"),  # a city without districts
        ("1101", "/1101/110101/110101001/"),  # a municipality
        ("4690", "/4690/469001/469001100/"),  # counties that belong to no city
    ],
)
def test_any_other_city_of_the_country_is_read_beside_ours(db, now, city, town):
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not here")
    heading, *lines = gzip.decompress(SHARED.read_bytes()).decode().splitlines()
    told = [line for line in lines if line.startswith(city) or line.split(",")[0] == city[:2]]
    places.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)

    done = places.import_divisions(actor=SYSTEM, raw="\n".join([heading, *told]).encode(), now=now)

    assert not done.faults
    assert done.created == len(told) - 1
    assert Place.objects.get(path=town).level == "subdistrict"
    assert Place.objects.get(path=WENYUAN).until is None
