"""Lists of estates: rehearsed, written in sets, repeated without harm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from linli.base.models import JournalEntry
from linli.jobs import imports
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.people.models import Posting
from linli.registry.models import Company, Contract, Estate, EstateMode, ServiceProject
from linli.registry.queries import importing
from linli.registry.queries.completeness import records
from linli.registry.services import estates
from linli.rules.identifiers import uscc_check_character

HEAD = (
    "小区名称,所属街道,所属社区,地址,建成年份,楼栋数,户数,建筑面积（㎡）,管理类型,"
    "物业服务企业,统一社会信用代码,合同起始日期,合同截止日期,物业费（元/㎡·月）"
)
USCC = "91410402MA4000001" + uscc_check_character("91410402MA4000001")
SYSTEM = Actor.system("import")
ROW = (
    "祥和苑,湛河北路街道,文园社区,建设路12号,2009,14,1286,138420.60,市场化物业,"
    f"禾邻物业,{USCC},2024年1月1日,2026.12.31,1.20"
)


@pytest.fixture
def district(town):
    """District /4/ with two subdistricts, each with one community."""
    town.place("/4/", name="新华区", level="district")
    town.place("/4/8/", name="湛河北路街道", level="subdistrict")
    town.place("/4/8/81/", name="文园社区居民委员会", level="community")
    town.place("/4/9/", name="光明路街道", level="subdistrict")
    town.place("/4/9/91/", name="名门社区居民委员会", level="community")
    return town


@pytest.fixture
def take(district, now):
    def take_over(*rows, actor=SYSTEM, path="/4/", head=HEAD, moment=now):
        raw = "\n".join([head, *rows]).encode()
        return imports.take_over(actor, raw=raw, name="list.csv", path=path, now=moment)

    return take_over


@pytest.mark.clause("B2")
def test_a_row_becomes_an_estate_with_its_place_company_contract_and_line(take):
    outcome = take(ROW)

    assert (outcome.accepted, outcome.created, outcome.faults) == (1, 1, [])
    estate = Estate.objects.get()
    assert (estate.code, estate.path, estate.initials) == ("81-001", "/4/8/81/e81-001/", "xhy")
    assert (estate.households, estate.floor_area) == (1286, Decimal("138420.60"))
    project = ServiceProject.objects.get()
    assert (project.company.uscc, project.fee, project.since) == (USCC, Decimal("1.20"), date(2024, 1, 1))
    assert Contract.objects.get().end == date(2027, 1, 1)
    assert EstateMode.objects.get().since == date(2024, 1, 1)
    line = JournalEntry.objects.get(verb="estate.import")
    assert (line.place, line.change["households"]) == (estate.path, [None, 1286])


def test_the_figure_of_an_imported_estate_is_the_one_the_dossier_computes(take, today):
    take(ROW, "翠湖花园,光明路街道,名门社区,,,,,,无物业,,,,,")
    from linli.registry.completeness import completeness

    for key, record in records(SYSTEM, Estate.objects.filter(path__startswith="/4/"), today=today).items():
        assert Estate.objects.get(pk=key).completeness == completeness(record).percent


def test_the_same_list_twice_creates_nothing_and_leaves_no_line_about_any_estate(take):
    take(ROW)
    before = JournalEntry.objects.filter(verb="estate.import").count()

    outcome = take(ROW)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 1, 1)
    assert JournalEntry.objects.filter(verb="estate.import").count() == before
    assert (Estate.objects.count(), Company.objects.count(), Contract.objects.count()) == (1, 1, 1)


def test_a_rehearsal_says_the_same_and_writes_nothing(district, today):
    raw = "\n".join([HEAD, ROW, ROW.replace("祥和苑", "")]).encode()

    outcome = importing.rehearse(SYSTEM, raw=raw, name="list.csv", path="/4/", today=today)

    assert (outcome.created, outcome.refused, len(outcome.faults)) == (1, 1, 1)
    assert not Estate.objects.exists()


def test_a_row_with_a_fault_is_refused_and_the_others_are_taken(take):
    outcome = take(ROW.replace("湛河北路街道", "不存在街道"), ROW.replace("祥和苑", "幸福里"))

    assert (outcome.accepted, outcome.refused) == (1, 1)
    fault = outcome.as_json()["faults"][0]
    assert (fault["row"], fault["column"], fault["value"]) == (2, "所属街道", "不存在街道")
    assert outcome.names[2] == "祥和苑"


def test_a_changed_row_changes_what_it_says_and_nothing_it_does_not(take):
    take(ROW)
    Estate.objects.update(lifts=8)

    outcome = take(
        ROW.replace("1286", "1300")
        .replace("建设路12号", "")
        .replace(",1.20", ",1.35")
        .replace("2026.12.31", "2027.12.31")
    )

    estate = Estate.objects.get()
    assert (outcome.updated, outcome.unchanged) == (1, 0)
    assert (estate.households, estate.address, estate.lifts) == (1300, "建设路12号", 8)
    assert ServiceProject.objects.get().fee == Decimal("1.35")
    assert Contract.objects.get().end == date(2028, 1, 1)
    assert JournalEntry.objects.filter(verb="estate.import").latest("id").change == {
        "households": [1286, 1300]
    }


def test_an_estate_without_a_community_waits_in_its_subdistrict_and_moves_when_it_is_named(take):
    take(ROW.replace("文园社区", ""))
    assert Estate.objects.get().path == "/4/8/e8-001/"

    take(ROW)

    estate = Estate.objects.select_related("place").get()
    assert (estate.code, estate.path) == ("8-001", "/4/8/81/e8-001/")
    assert (estate.place.path, estate.place.parent.path) == (estate.path, "/4/8/81/")


def test_a_new_way_of_service_is_dated(take, now):
    plain = "翠湖花园,光明路街道,名门社区,,,,,,无物业,,,,,"
    take(plain)
    take(plain.replace("无物业", "自主管理"))
    assert list(EstateMode.objects.values_list("mode", "until")) == [("self", None)]

    take(plain, moment=now.replace(day=9))

    assert list(EstateMode.objects.order_by("since").values_list("mode", "until")) == [
        ("self", date(2026, 3, 9)),
        ("none", None),
    ]
    assert Estate.objects.get().mode == "none"


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        (ROW.replace("禾邻物业", "睦安物业").replace(USCC, ""), "物业服务企业"),
        (ROW.replace("市场化物业,禾邻物业", "无物业,").replace(USCC, ""), "管理类型"),
    ],
)
def test_a_list_does_not_end_a_companys_service(take, changed, column):
    take(ROW)

    outcome = take(changed)

    assert [(fault.row, fault.column) for fault in outcome.faults] == [(2, column)]
    assert ServiceProject.objects.get().company.name == "禾邻物业"


def test_a_company_is_one_by_its_code_whatever_it_is_called(take):
    outcome = take(ROW, ROW.replace("祥和苑", "幸福里").replace("禾邻物业", "禾邻物业有限公司"))

    assert Company.objects.count() == 1
    assert any("禾邻物业" in warned.reason.zh for warned in outcome.warnings)


def test_a_code_that_was_missing_is_filled_in(take):
    take(ROW.replace(USCC, ""))
    assert Company.objects.get().uscc == ""

    take(ROW)

    assert Company.objects.get().uscc == USCC


def test_the_people_of_a_company_are_let_in_where_it_begins(take, district):
    company = district.company("禾邻物业", number=1)
    district.person("he", "company", "/4/9/91/", company.organisation)

    take(ROW.replace(USCC, company.uscc))

    assert Posting.objects.filter(organisation=company.organisation, place__path="/4/8/81/e81-001/").exists()


def test_numbers_go_on_where_they_stopped_and_names_entered_by_hand_are_known(take, district, now):
    estates.register(
        actor=SYSTEM, now=now, parent=district.place("/4/8/81/"), mode="market", fields={"name": "祥和苑"}
    )

    outcome = take(ROW, ROW.replace("祥和苑", "幸福里"))

    assert (outcome.created, outcome.updated) == (1, 1)
    assert set(Estate.objects.values_list("code", flat=True)) == {"81-001", "81-002"}
    assert Estate.objects.get(code="81-001").households == 1286


def test_only_who_may_import_there_imports(take, district):
    hu = district.actor("hu", "community", "/4/8/81/")
    li = district.actor("li", "subdistrict", "/4/9/")

    with pytest.raises(NotAllowed):
        take(ROW, actor=hu, path="/4/8/81/")
    outcome = take(ROW, actor=li, path="/4/9/")
    assert next(fault.column for fault in outcome.faults) == "所属街道"


def test_many_rows_take_the_same_number_of_queries(take, django_assert_max_num_queries):
    rows = [ROW.replace("祥和苑", f"第{number}小区") for number in range(150)]
    with django_assert_max_num_queries(60):
        outcome = take(*rows)

    assert outcome.created == 150
    assert Estate.objects.count() == 150
