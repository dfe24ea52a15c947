"""The import of grids: every fault at once and nothing written, or all of it; exports come back unchanged."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.base.models import JournalEntry
from linli.people.models import Place
from linli.registry.models import Estate

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B3")]
HEAD = "所属街道,所属社区,网格编号,所属网格,网格员,小区名称,小区编码\n"
GOOD = (
    "湛河北路街道,文园社区,,东网格,,祥和苑,\n湛河北路,文园社区,,东网格,,锦绣家园,\n"
    "湛河北路街道,文园社区,9,西网格,,,\n,,,,,翠湖花园,\n"
)
BAD = (
    "没有的街道,文园社区,1,东网格,,祥和苑,\n湛河北路街道,没有的社区,1,东网格,,祥和苑,\n"
    "湛河北路街道,文园社区,a-b,南网格,,祥和苑,\n湛河北路街道,文园社区,,东网格,,没有的小区,\n"
    "湛河北路街道,文园社区,,东网格,,祥和苑,\n湛河北路街道,文园社区,,西网格,,祥和苑,\n"
)


@pytest.fixture
def bureau(client, town):
    town.place("/4/", name="新华区", level="district")
    town.place("/4/8/", name="湛河北路街道", level="subdistrict")
    town.place("/4/8/81/", name="文园社区居民委员会", level="community")
    for name in ("祥和苑", "锦绣家园", "翠湖花园"):
        town.estate(name, "/4/8/81/")
    client.force_login(town.person("bo", "bureau", "/4/"))
    client.get("/desk/estates/")
    return client


def send(client, raw, name="网格.csv", **more):
    sent = SimpleUploadedFile(name, raw if isinstance(raw, bytes) else raw.encode())
    return client.post("/desk/estates/grids/import/", {"file": sent, **more})


def test_a_good_list_is_looked_at_then_written_and_changes_nothing_twice(bureau):
    seen = send(bureau, HEAD + GOOD)
    assert (seen.status_code, "没有问题" in seen.content.decode()) == (200, True)
    assert not Place.objects.filter(level="grid").exists()

    assert send(bureau, HEAD + GOOD, write="yes").status_code == 302

    grids = Place.objects.filter(level="grid").order_by("path").values_list("path", "name")
    assert list(grids) == [("/4/8/81/g01/", "东网格"), ("/4/8/81/g9/", "西网格")]
    where = dict(Estate.objects.values_list("name", "path"))
    assert where["祥和苑"].startswith("/4/8/81/g01/e")
    assert where["翠湖花园"].startswith("/4/8/81/e")
    assert Place.objects.get(path=where["祥和苑"]).parent.name == "东网格"
    lines = JournalEntry.objects.count()
    assert send(bureau, HEAD + GOOD, write="yes").status_code == 302
    assert set(JournalEntry.objects.filter(pk__gt=lines).values_list("verb", flat=True)) == {"grid.import"}


def test_every_fault_is_named_and_nothing_written(bureau):
    answer = send(bureau, HEAD + BAD, write="yes")

    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("要改的 5 处", "第 2 行", "第 3 行", "第 4 行", "第 5 行", "第 7 行", "没有的社区"):
        assert words in page, words
    assert not Place.objects.filter(level="grid").exists()


@pytest.mark.parametrize("raw", ["名称,户数\n甲,1\n", "所属街道,所属社区\n甲,乙\n", b"%PDF-1.7"])
def test_a_file_without_the_columns_is_refused(bureau, raw):
    assert send(bureau, raw).status_code == 422


def test_what_was_exported_comes_back_without_a_change(bureau):
    send(bureau, HEAD + GOOD, write="yes")
    book = bureau.get("/desk/estates/grids/list.xlsx").content

    answer = send(bureau, book, "网格.xlsx")

    assert answer.status_code == 200
    assert answer.context["counts"][1:] == (0, 0)
