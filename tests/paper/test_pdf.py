"""The PDF papers: one page, our fonts, the same bytes, and data that stay data."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from linli.paper import pdf
from linli.paper.documents import Contact, Poster, Remark, Summary, SummaryRow
from linli.paper.press import FONTS, pages
from tests.paper.samples import ANNEX, sheet

POSTER = Poster(
    estate="和顺家园",
    place="新华区 湛河北路街道 文园社区",
    url="https://example.cn/e/410402-0137/",
    contacts=(Contact("物业企业", "平顶山市禾邻物业服务有限公司", "0375-5550126", "项目经理 郭建军"),),
    hotline="区住建局物业科 0375-5550101",
    sponsor="平顶山市新华区住房和城乡建设局",
    printed=dt.date(2026, 11, 23),
)


def text(file: bytes, tmp_path: Path) -> str:
    """Return the words of a PDF as a reader's program finds them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path / "paper.pdf"
    path.write_bytes(file)
    command = ["pdftotext", "-layout", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    return re.sub(r"\s+", "", done.stdout.decode("utf-8"))


@pytest.mark.clause("I1")
def test_the_annex_stands_on_one_page_in_its_own_words(tmp_path: Path) -> None:
    made = pdf.score_sheet(sheet())
    assert pages(made) == 1
    words = text(made, tmp_path)
    for _, item, _, _ in ANNEX:
        assert item in words
    for expected in (
        "单位：平顶山市禾邻物业",
        "日期：2026年11月23日",
        "−1.25",
        "收费标准未公示＊",
        "90.75",
        "9f2c41d7b0e8",
    ):
        assert expected in words


@pytest.mark.parametrize("longer", [1, 2, 3, 4, 6])
def test_more_reasons_make_the_type_smaller_but_not_a_second_page(longer: int) -> None:
    assert pages(pdf.score_sheet(sheet(longer=longer))) == 1


def test_reasons_beyond_any_page_are_printed_in_full_on_an_extra_page(tmp_path: Path) -> None:
    made = pdf.score_sheet(sheet(longer=60))
    assert (pages(made) or 0) > 1
    words = text(made, tmp_path)
    assert "见附页" in words
    assert words.count("四季度未召开联席会议") == 60


def test_the_blank_annex_has_neither_marks_nor_day(tmp_path: Path) -> None:
    made = pdf.blank_sheet(sheet())
    words = text(made, tmp_path)
    assert pages(made) == 1
    assert "90.75" not in words
    assert "2026" not in words.replace("xinhua-2022", "")


def test_the_same_sheet_gives_the_same_bytes_also_from_many_threads() -> None:
    sheets = [sheet(unit=f"第{number}小区") for number in range(6)] * 3
    alone = [pdf.score_sheet(one) for one in sheets[:6]] * 3
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf.score_sheet, sheets)) == alone


@pytest.mark.parametrize(
    "attack",
    [
        '#read("/etc/passwd")',
        '#eval("1+1")',
        '"] + panic("x") + [',
        "$x^2$ *bold* _it_ @ref <label>",
        "\\u{0}\x00\x0b",
    ],
)
def test_data_never_become_code(attack: str, tmp_path: Path) -> None:
    one = sheet(unit=attack)
    lines = (replace(one.lines[0], remarks=(Remark(attack, Decimal(-1)),)), *one.lines[1:])
    words = text(pdf.score_sheet(replace(one, lines=lines)), tmp_path)
    shown = re.sub(r"\s+", "", "".join(sign for sign in attack if sign.isprintable()))
    assert shown in words


def test_nothing_but_our_own_fonts_is_used(tmp_path: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts (poppler-utils) is not installed")
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.score_sheet(sheet(unit="㛃䶮𬭊物业 éǎ ①㎡〔2026〕")))
    done = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True)  # noqa: S603, S607
    used = [row.split()[0] for row in done.stdout.decode().splitlines()[2:]]
    assert used
    assert all(re.fullmatch(r"[A-Z]{6}\+Noto(Serif|Sans)CJKsc-(Regular|Bold).*", name) for name in used)


def test_rare_characters_of_names_are_never_left_empty(tmp_path: Path) -> None:
    one = replace(POSTER, estate="㛃䶮𬭊家园")
    assert "㛃䶮𬭊家园" in text(pdf.poster(one), tmp_path)


def test_the_fonts_stay_below_thirty_megabytes_and_carry_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.otf")) <= 30_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_the_fonts_hold_every_character_of_gbk() -> None:
    ttfont = pytest.importorskip("fontTools.ttLib").TTFont
    rows = (bytes([first, second]) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    gbk = {ord(sign) for pair in rows for sign in pair.decode("gbk", "ignore") if len(sign) == 1}
    for path in FONTS.glob("*.otf"):
        with ttfont(path, lazy=True) as font:
            lacking = {point for point in gbk if 0x4E00 <= point < 0xA000} - set(font.getBestCmap())
        assert not lacking, path.name


@pytest.mark.clause("G5")
def test_the_poster_says_where_one_is_what_one_can_do_and_whom_to_call(tmp_path: Path) -> None:
    made = pdf.poster(POSTER)
    words = text(made, tmp_path)
    assert pages(made) == 1
    for expected in (
        "和顺家园",
        "反映问题",
        "查进度",
        "谁在为您服务",
        "0375-5550126",
        "https://example.cn/e/410402-0137/",
    ):
        assert expected in words


@pytest.mark.parametrize("contacts", [0, 5, 12])
@pytest.mark.parametrize(
    "estate", ["和顺家园", "平顶山市新华区曙光街街道中兴路北段某某花园国际城三期（西区）"]
)
def test_a_poster_stays_on_its_page_however_much_there_is_to_say(estate: str, contacts: int) -> None:
    one = Contact(
        "物业企业", "平顶山市禾邻物业管理服务有限责任公司", "0375-5550126", "24 小时值班，节假日不休"
    )
    assert pages(pdf.poster(replace(POSTER, estate=estate, contacts=(one,) * contacts))) == 1


def test_a_round_repeats_its_heading_on_every_page(tmp_path: Path) -> None:
    items = (("信息公示", Decimal(5)), ("“三会一课”制度", Decimal(5)))
    row = SummaryRow(
        "和顺家园", "文园社区", "禾邻物业", (Decimal("3.75"), None), Decimal("90"), "不合格", 1, vetoed=True
    )
    made = pdf.summary(Summary("汇总表", "", items, (row,) * 120))
    words = text(made, tmp_path)
    assert (pages(made) or 0) > 2
    assert words.count("物业服务企业") == pages(made)
    assert words.count("否决") == 120
