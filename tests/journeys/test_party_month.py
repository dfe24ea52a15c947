"""A company's branch secretary records a month's life on a phone, and takes the handbook along (F1 F2 F3)."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import axe


def today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def record(page: Page, kind: str, topic: str, *, minutes: str = "", photo: Path | None = None) -> None:
    """Record one activity of the branch: two screens, from the calendar and back to what was written."""
    page.goto("/desk/party/calendar/")
    page.get_by_role("link", name="记录一次活动").click()
    page.locator(f"input[name=kind][value={kind}]").check()
    page.fill("input[name=on]", today().isoformat())
    page.fill("input[name=topic]", topic)
    page.fill("input[name=place_note]", "党员活动室")
    press(page, "下一步")
    page.fill("input[name=present]", "3")
    came = page.locator("input[name=instructors]")
    if came.count():
        came.first.check()
    page.fill("textarea[name=minutes]", minutes)
    if photo is not None:
        page.set_input_files("input[name=photos]", str(photo))
    assert not axe.sideways(page)
    press(page, "^记下$")
    expect(page.locator("h1")).to_have_text(topic)


@pytest.mark.clause("F1", "F2", "F3", "S1")
def test_a_month_of_party_life_is_recorded_on_a_phone(visit, tmp_path):
    photo = tmp_path / "lecture.jpg"
    Image.new("RGB", (1200, 900), (120, 30, 30)).save(photo, "JPEG")
    page = visit(width=390).sign_in("company")

    record(page, "theme_day", "清理楼道义务劳动", minutes="党员分楼栋清理，劝导住户三户。")
    record(page, "members_meeting", "讨论本季度工作", minutes="一致同意。")
    record(page, "lecture", "党建引领基层治理", minutes="书记主讲。", photo=photo)
    expect(page.get_by_text("照片 1 张")).to_be_visible()
    assert not axe.faults(page)

    page.goto("/desk/party/calendar/")
    expect(page.locator(".agenda").get_by_text("党建引领基层治理")).to_be_visible()
    assert not axe.faults(page)
    page.get_by_role("link", name="工作手册").click()
    page.goto(f"{page.url}?period={today():%Y-%m}")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 DOCX").click()
    kept = tmp_path / "handbook.docx"
    download.value.save_as(kept)
    paper = docx.Document(io.BytesIO(kept.read_bytes()))
    words = "\n".join(line.text for line in paper.paragraphs)
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}

    assert "书记主讲。" in words
    assert {"清理楼道义务劳动", "讨论本季度工作", "党建引领基层治理", "1张", "3人"} <= cells


@pytest.mark.clause("F1")
def test_without_script_a_refused_record_keeps_what_was_typed(visit):
    page = visit(width=390, script=False).sign_in("company")
    page.goto("/desk/party/calendar/")
    page.get_by_role("link", name="记录一次活动").click()
    page.locator("input[name=kind][value=theme_day]").check()
    page.fill("input[name=on]", (today() + dt.timedelta(days=40)).isoformat())
    page.fill("input[name=topic]", "提前记一次")
    press(page, "下一步")

    expect(page.get_by_text("不能记作已开展").first).to_be_visible()
    expect(page.locator("input[name=topic]")).to_have_value("提前记一次")
