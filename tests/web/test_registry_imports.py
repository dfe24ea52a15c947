"""The import in the browser, from the upload to the result."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.jobs.worker import run_all
from linli.registry.models import Estate, ImportRun

LIST = """新华区小区清单,,,
小区名称,所属街道,所属社区,管理类型
祥和苑,湛河北路街道,文园社区,自主管理
幸福里,没有的街道,,无物业
翠湖花园,湛河北路街道,,随便
"""


@pytest.fixture
def bureau(client, town, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    town.place("/4/", name="新华区", level="district")
    town.place("/4/8/", name="湛河北路街道", level="subdistrict")
    town.place("/4/8/81/", name="文园社区居民委员会", level="community")
    client.force_login(town.person("bo", "bureau", "/4/"))
    return client


def send(client, raw: bytes, name: str = "清单.csv") -> str:
    answer = client.post("/desk/estates/imports/", {"file": SimpleUploadedFile(name, raw)})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.mark.clause("B2", "B3")
def test_a_list_is_checked_looked_at_accepted_and_written(bureau):
    page = send(bureau, LIST.encode("gb18030"))
    assert "正在核对" in bureau.get(page).content.decode()
    run_all()

    preview = bureau.get(page).content.decode()
    for words in ("写入 1 行", "第 4 行", "没有的街道", "第 5 行", "随便", "翠湖花园"):
        assert words in preview, words
    assert not Estate.objects.exists()
    assert bureau.get(f"{page}faults.xlsx").content[:2] == b"PK"

    bureau.post(f"{page}accept/")
    run_all()

    assert "已写入：新增 1 个小区" in bureau.get(page).content.decode()
    assert Estate.objects.get().path == "/4/8/81/e81-001/"
    assert bureau.post(f"{page}accept/").status_code == 409
    assert "清单.csv" in bureau.get("/desk/estates/imports/").content.decode()


def test_a_list_that_is_dropped_writes_nothing(bureau):
    page = send(bureau, LIST.encode())
    run_all()

    bureau.post(f"{page}drop/")

    assert "没有写入任何内容" in bureau.get(page).content.decode()
    assert not Estate.objects.exists()


@pytest.mark.parametrize("raw", [b"%PDF-1.7 not a list", b"<html><table></table></html>"])
def test_a_file_that_is_no_table_is_refused_with_its_reason(bureau, raw):
    page = send(bureau, raw, "清单.xlsx")
    run_all()

    assert "不能读这个文件" in bureau.get(page).content.decode()
    assert ImportRun.objects.get().state == "refused"


def test_an_empty_file_is_refused_at_once(bureau):
    answer = bureau.post("/desk/estates/imports/", {"file": SimpleUploadedFile("清单.csv", b"")})

    assert answer.status_code == 422


def test_a_neighbour_does_not_find_the_import(bureau, town, client):
    page = send(bureau, LIST.encode())
    client.force_login(town.person("li", "bureau", "/2/"))

    assert client.get(page).status_code == 404
