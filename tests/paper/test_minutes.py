"""Minutes of joint meetings on paper: the parts of a 纪要, in their order, and nothing twice."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from docx.shared import Pt

from linli.paper.minutes import JointMinutes, Resolved, Taken, minutes_docx, minutes_pdf
from linli.paper.press import pages


def made(**changed):
    values = {
        "estate": "和顺家园",
        "community": "体育村社区居民委员会",
        "title": "和顺家园2026年第四季度联席会议",
        "held_on": date(2026, 11, 3),
        "place": "社区三楼",
        "chair": "周敏",
        "present": (("社区居委会", "周敏、马小川"), ("物业服务企业", "")),
        "absent": ("业主委员会（物业管理委员会）",),
        "items": (Taken("收费标准公示", "一周内上墙。"), Taken("电梯维修")),
        "resolved": (Resolved("公示收费标准", "物业服务企业　王海宁", date(2026, 12, 1)),),
        "judged": (("清理楼道", "会议确认已办结"),),
        "text": "业主委员会通报了账目。\n\n社区提醒用电安全。",
    }
    return JointMinutes(**(values | changed))


def lines(minutes):
    document = docx.Document(io.BytesIO(minutes_docx(minutes)))
    return document, [line.text for line in document.paragraphs if line.text.strip()]


@pytest.mark.clause("G6")
def test_the_parts_of_a_summary_stand_in_their_order():
    document, found = lines(made())

    assert found[0] == "联席会议纪要"
    assert found[1] == "体育村社区居民委员会\t2026年11月3日"
    assert found[2] == "和顺家园2026年第四季度联席会议"
    assert found[3].startswith(
        "2026年11月3日，体育村社区居民委员会在社区三楼召集和顺家园联席会议，会议由周敏主持"
    )
    heads = [text for text in found if text[1:2] == "、"]
    assert heads == ["一、议题和结果", "二、议定事项", "三、以前决议的办理情况", "四、会议情况"]
    assert "1.收费标准公示。一周内上墙。" in found
    assert "2.电梯维修。未作记录。" in found
    assert found[-2:] == [
        "出席：社区居委会　周敏、马小川；物业服务企业",
        "缺席：业主委员会（物业管理委员会）",
    ]
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert cells[4:] == ["1", "公示收费标准", "物业服务企业　王海宁", "2026年12月1日"]


def test_the_word_before_the_names_is_in_heiti_and_the_mark_is_red():
    document, _ = lines(made())
    mark = document.paragraphs[0].runs[0]
    present = next(line for line in document.paragraphs if line.text.startswith("出席"))

    assert str(mark.font.color.rgb) == "E60012"
    assert present.runs[0].font.name == "黑体"
    assert present.runs[-1].font.size == Pt(16)


def test_what_is_not_said_leaves_no_heading():
    _, found = lines(made(resolved=(), judged=(), text="", absent=()))

    assert [text for text in found if text[1:2] == "、"] == ["一、议题和结果"]
    assert not [text for text in found if text.startswith("缺席")]


def test_unconfirmed_minutes_say_so_on_their_head():
    _, found = lines(made(draft=True))

    assert found[0] == "联席会议纪要（未确认）"


def test_the_same_minutes_give_the_same_bytes():
    assert minutes_docx(made()) == minutes_docx(made())
    assert minutes_pdf(made()) == minutes_pdf(made())


def test_long_minutes_go_on_to_a_second_page_and_short_ones_need_one():
    many = tuple(
        Taken(f"第{n}项议题，说得比较长，要占去一行多一点的地方", "同意，按决议办理") for n in range(60)
    )

    assert pages(minutes_pdf(made())) == 1
    assert (pages(minutes_pdf(made(items=many))) or 2) > 1


def test_what_is_written_is_never_markup():
    nasty = made(title="#set text(red) *x* <b>", text="$1+1$ \\ `code`", chair="")

    assert minutes_pdf(nasty)[:4] == b"%PDF"
    assert "#set text(red) *x* <b>" in lines(nasty)[1]
