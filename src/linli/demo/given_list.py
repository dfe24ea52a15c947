"""A real list of estates, turned into the form of our import and spread over the district's communities.

Lists from elsewhere name estates, companies and sizes, but neither our streets nor credit codes or contracts;
those are made, so that a whole round can be run on real names.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from linli.kernel.errors import Refused
from linli.rules.folding import fold, tidy
from linli.rules.identifiers import uscc_check_character

HEADINGS = (
    "小区名称",
    "所属街道",
    "所属社区",
    "地址",
    "建成年份",
    "楼栋数",
    "户数",
    "管理类型",
    "物业服务企业",
    "统一社会信用代码",
    "合同起始日期",
    "合同截止日期",
    "物业费（元/㎡·月）",
)
OWN = ("自筹", "自管", "自治", "无物业", "暂无")
NOTHING = {"", "暂无", "暂无数据", "暂无信息", "未知", "无"}


def read(path: Path, *, limit: int = 0) -> list[dict[str, str]]:
    """Return the rows of a CSV file, gzipped or not, that name an estate.

    :raises Refused: if it cannot be read, or has no column `name`
    """
    raw = path.read_bytes()
    try:
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path.name} 读不出来。", f"{path.name} cannot be read.") from error
    if not rows or "name" not in rows[0]:
        raise Refused(f"{path.name} 没有 name 一列。", f"{path.name} has no column “name”.", fields=("name",))
    named = [row for row in rows if tidy(row["name"] or "")]
    return named[:limit] if limit else named


def as_import(rows: list[dict[str, str]], spots: list[tuple[str, str]], *, today: date) -> bytes:
    """Return the rows as a CSV for the import. spots: pairs of street and community to spread them over."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(HEADINGS)
    write.writerows(_rows(rows, spots, today))
    return out.getvalue().encode("utf-8")


def _rows(rows: list[dict[str, str]], spots: list[tuple[str, str]], today: date) -> Iterator[list[Any]]:
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows):
        street, community = spots[number % len(spots)]
        name = tidy(row["name"])[:90]
        if (street, fold(name)) in seen:
            name = f"{name}（{number}）"  # the import lets no street have two of one name
        seen.add((street, fold(name)))
        company = _company(row)
        served = [company, uscc(company), *_contract(number, today), "1.20"] if company else [""] * 5
        yield [
            name,
            street,
            community,
            tidy(row.get("address") or row.get("area") or "")[:100],
            row.get("built_year") or "",
            row.get("buildings") or "",
            row.get("households") or "",
            "市场化物业" if company else "自主管理",
            *served,
        ]


def _company(row: dict[str, str]) -> str:
    name = tidy(row.get("property_company") or "")
    return "" if name in NOTHING or any(word in name for word in OWN) else name[:80]


def uscc(company: str) -> str:
    """Return a credit code that holds, made from the company's name; nobody's real one."""
    digits = int.from_bytes(hashlib.sha256(fold(company).encode()).digest()[:6], "big") % 10**7
    body = f"91410402MA{digits:07d}"
    return body + uscc_check_character(body)


def _contract(number: int, today: date) -> tuple[str, str]:
    start = today - timedelta(days=200 + number % 500)
    return start.isoformat(), (start + timedelta(days=1096)).isoformat()
