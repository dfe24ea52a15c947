from __future__ import annotations

import json

import pytest

from linli.cli.main import main
from linli.registry.models import Estate

LIST = """小区名称,所属街道,所属社区,管理类型
祥和苑,湛河北路街道,文园社区,自主管理
翠湖花园,湛河北路街道,,随便
合计,,,
"""


@pytest.fixture
def district(town):
    town.place("/4/", name="新华区", level="district")
    town.place("/4/8/", name="湛河北路街道", level="subdistrict")
    town.place("/4/8/81/", name="文园社区居民委员会", level="community")
    return town


def run(capsys, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["import", *arguments])
    return int(ended.value.code or 0), capsys.readouterr().out


def test_faults_are_all_listed_and_good_rows_are_taken(district, tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="gb18030")

    status, out = run(capsys, "estates", str(file), "--json")

    answer = json.loads(out)
    assert status == 1
    assert {name: answer[name] for name in ("accepted", "created", "updated", "refused", "skipped")} == {
        "accepted": 1, "created": 1, "updated": 0, "refused": 1, "skipped": 1,
    }  # fmt: skip
    fault = answer["faults"][0]
    assert fault.keys() >= {"row", "column", "value", "reason_zh", "reason_en"}
    assert (fault["row"], fault["column"], fault["value"]) == (3, "管理类型", "随便")
    assert Estate.objects.count() == 1


def test_a_dry_run_writes_nothing(district, tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text(LIST.replace("翠湖花园,湛河北路街道,,随便\n", ""), encoding="utf-8-sig")

    status, out = run(capsys, "estates", str(file), "--dry-run")

    assert (status, Estate.objects.count()) == (0, 0)
    assert "只核对，没有写入。收下 1 行" in out


def test_an_unreadable_file_is_one_line_and_status_2(district, tmp_path, capsys):
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"%PDF-1.7")

    with pytest.raises(SystemExit) as ended:
        main(["import", "estates", str(file)])

    assert ended.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_places_come_from_a_table_of_divisions(district, tmp_path, capsys):
    file = tmp_path / "places.csv"
    file.write_text("code,name\n4104,平顶山市\n410402,新华区\n410402008,湛河北路街道\n", encoding="utf-8")

    status, out = run(capsys, "places", str(file), "--json")

    assert status in (0, 1)
    assert json.loads(out).keys() >= {"created", "renamed", "ended", "faults"}
