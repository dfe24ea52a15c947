"""The notice board on paper: everything on one page, words a reader's program finds, a QR code that holds."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image

from linli.paper.boards import board
from linli.paper.press import pages
from tests.paper.test_pdf import text

URL = "https://example.cn/e/410402-0137/board/K7M3QD/"
DAY = dt.date(2026, 11, 23)
MARGIN_X, MARGIN_Y, INSET, SIDE = 12, 11, 4, 30  # of the foot, in millimetres on A4


def shown(times: int = 1, **more: Any) -> dict[str, Any]:
    values = {
        "estate": "和顺家园",
        "place": "湛北路街道 文园社区",
        "served": [
            {"role": "物业服务企业", "name": "禾邻物业", "phone": "0375-5550126", "note": "项目经理 郭建军"}
        ],
        "sides": [{"side": "社区居委会", "names": "周敏 书记"}],
        "reach": [{"words": "热线", "value": "0375-5550301"}],
        "commitments": [{"side": "物业服务企业", "text": "楼道灯三天内修好", "until": "2026年12月31日"}]
        * times,
        "fees": [{"words": "物业费", "value": "1.2 元/㎡·月"}],
        "disclosures": [{"words": "收费标准", "since": ""}],
        "meeting": {"title": "", "at": "2026年12月2日 15:00", "place": "社区三楼"},
        "resolutions": [{"text": "清理楼道", "side": "物业", "due": "2026年12月1日", "state": "在办"}]
        * times,
        "score": {
            "round": "第三季度",
            "total": "91.5",
            "grade": "良好",
            "reasons": ["信息公示 −1.25：未公示"],
        },
    }
    return {**values, **more}


def made(size: str = "a4", **more: Any) -> bytes:
    return board(more.pop("shown", shown()), code="K7M3QD", url=URL, printed=DAY, size=size)


@pytest.mark.clause("G7")
@pytest.mark.parametrize("size", ["a3", "a4"])
def test_the_board_stands_on_one_page_in_its_own_words(size: str, tmp_path: Path) -> None:
    file = made(size)
    assert pages(file) == 1
    words = text(file, tmp_path)
    for expected in (
        "和顺家园", "三方联动公示栏", "禾邻物业", "0375-5550126", "周敏书记", "0375-5550301",
        "楼道灯三天内修好", "1.2元/㎡·月", "没有公示记录", "2026年12月2日", "15:00", "清理楼道", "91.5",
        "K7M3QD", "2026年11月23日印制",
    ):  # fmt: skip
        assert expected in words, expected


def test_much_is_set_smaller_and_nothing_is_lost(tmp_path: Path) -> None:
    file = made(shown=shown(9, estate="平顶山市新华区湛河北路街道和顺家园南区一期"))
    assert pages(file) == 1
    assert text(file, tmp_path).count("楼道灯三天内修好") == 9


def test_an_empty_board_is_a_board(tmp_path: Path) -> None:
    nothing: dict[str, Any] = {name: [] for name in ("sides", "reach", "commitments", "fees", "resolutions")}
    file = made(shown=shown(**nothing, meeting={}, score={}, disclosures=[]))
    assert "K7M3QD" in text(file, tmp_path)


def test_the_same_board_gives_the_same_bytes_and_data_stay_data(tmp_path: Path) -> None:
    assert made() == made()
    assert "#panic(1)" in text(made(shown=shown(place='#panic(1) "')), tmp_path)
    with pytest.raises(ValueError, match="a5"):
        made("a5")


@pytest.mark.clause("G7")
def test_the_code_on_the_paper_is_that_of_the_address(tmp_path: Path) -> None:
    """Module by module against the matrix of the address, as it comes out of the printer."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    path = tmp_path / "board.pdf"
    path.write_bytes(made())
    command = ["pdftoppm", "-r", "254", "-gray", "-singlefile", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    page = Image.open(io.BytesIO(done.stdout))
    matrix = segno.make(URL, error="m", micro=False).matrix
    left, top = MARGIN_X + INSET, 297 - MARGIN_Y - INSET - SIDE
    step = SIDE / len(matrix)
    read = [
        [
            page.getpixel((round(10 * (left + (x + 0.5) * step)), round(10 * (top + (y + 0.5) * step)))) < 128
            for x in range(len(matrix))
        ]
        for y in range(len(matrix))
    ]
    assert read == [[bool(module) for module in row] for row in matrix]
