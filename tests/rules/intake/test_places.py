from __future__ import annotations

import pytest

from linli.rules.identifiers import Unfit
from linli.rules.intake.places import District, Division, Subdistrict

GUANGMING = Subdistrict(
    "410402002",
    "光明路街道",
    (Division("410402002001", "迎宾社区居民委员会"), Division("410402002200", "王庄村村民委员会")),
)
XISHICHANG = Subdistrict(
    "410402005",
    "西市场街道",
    (Division("410402005001", "团结路社区居民委员会"), Division("410402005201", "武庄村民委员会")),
)
XIANGSHAN = Subdistrict(
    "410402400",
    "香山街道筹备组",
    (
        Division("410402400001", "四化路社区居委会"),
        Division("410402400002", "香山社区居民委员会"),
        Division("410402400003", "香山矿社区居民委员会"),
    ),
)
JIAODIAN = Subdistrict("410402100", "焦店镇", (Division("410402100200", "焦店村村民委员会"),))
XINXIN = Subdistrict("410402006", "新新街街道", (Division("410402006001", "前进社区居民委员会"),))
DISTRICT = District.of(
    (GUANGMING, XISHICHANG, XIANGSHAN, JIAODIAN, XINXIN), within=("河南省", "平顶山市", "新华区")
)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("光明路街道", GUANGMING),
        (" 光明路 街道 ", GUANGMING),
        ("光明路街道办事处", GUANGMING),
        ("光明路办事处", GUANGMING),
        ("光明路街道办", GUANGMING),
        ("光明路", GUANGMING),
        ("新华区光明路街道", GUANGMING),
        ("平顶山市新华区光明路街道办事处", GUANGMING),
        ("410402002", GUANGMING),
        ("410402002000", GUANGMING),
        (410402002.0, GUANGMING),
        ("香山街道", XIANGSHAN),
        ("焦店镇人民政府", JIAODIAN),
        ("焦店", JIAODIAN),
        ("新新街道", XINXIN),
        ("新新街街道", XINXIN),
    ],
)
def test_a_subdistrict_is_known_by_its_short_forms_and_its_code(written, unit):
    assert DISTRICT.subdistrict(written) == unit


@pytest.mark.parametrize("written", ["光明街", "卫东区东安路街道", "410403001", "光", "=光明路街道", "街道"])
def test_what_is_no_subdistrict_of_the_district_is_refused(written):
    with pytest.raises(Unfit, match="没有这个街道"):
        DISTRICT.subdistrict(written)


def test_the_refusal_names_what_may_be_meant():
    with pytest.raises(Unfit, match="光明路街道"):
        DISTRICT.subdistrict("光明道街道")


@pytest.mark.parametrize(
    ("unit", "written", "code"),
    [
        (GUANGMING, "迎宾社区居民委员会", "410402002001"),
        (GUANGMING, "迎宾社区居委会", "410402002001"),
        (GUANGMING, "迎宾社区", "410402002001"),
        (GUANGMING, "迎宾居委会", "410402002001"),
        (GUANGMING, "迎宾", "410402002001"),
        (GUANGMING, "光明路街道迎宾社区", "410402002001"),
        (GUANGMING, "王庄村", "410402002200"),
        (GUANGMING, "王庄村委会", "410402002200"),
        (GUANGMING, "410402002200", "410402002200"),
        (XISHICHANG, "武庄村", "410402005201"),
        (XISHICHANG, "武庄", "410402005201"),
        (XISHICHANG, "武庄村村民委员会", "410402005201"),
        (XISHICHANG, "团结路社区", "410402005001"),
        (XIANGSHAN, "四化路社区", "410402400001"),
        (XIANGSHAN, "香山社区", "410402400002"),
        (XIANGSHAN, "香山矿社区", "410402400003"),
        (XIANGSHAN, "香山街道香山矿社区", "410402400003"),
    ],
)
def test_a_community_is_known_without_its_committee(unit, written, code):
    assert DISTRICT.community(unit, written).code == code


def test_a_community_of_another_subdistrict_is_named_as_such():
    with pytest.raises(Unfit, match="属于西市场街道"):
        DISTRICT.community(GUANGMING, "团结路社区")


def test_an_unknown_community_is_refused():
    with pytest.raises(Unfit, match="没有这个社区"):
        DISTRICT.community(GUANGMING, "不存在社区")


def test_a_short_form_that_two_share_decides_nothing():
    twins = Subdistrict(
        "1", "甲街道", (Division("11", "金山社区居民委员会"), Division("12", "金山村村民委员会"))
    )
    district = District.of((twins,))

    assert district.community(twins, "金山村").code == "12"
    with pytest.raises(Unfit):
        district.community(twins, "金山")
