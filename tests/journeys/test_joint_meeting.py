"""A joint meeting in a browser: called from what is open, minuted on a phone, proved, accepted, published."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

HOME = "410402008003-001"  # the estate of the demo's company
DECIDED = "十天内把收费标准用大字贴到南门公示栏"


def today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def photo(folder: Path) -> Path:
    path = folder / "现场.jpg"
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "grey").save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


def call(page: Page, title: str) -> str:
    """Call a meeting from all that is proposed, with one item more; return its address."""
    page.goto(f"/desk/tripartite/estates/{HOME}/call/")
    for box in page.locator("input[name=agenda]").all():
        box.check()
    page.fill("input[name=title]", title)
    page.fill("input[name=planned_at]", f"{today().isoformat()}T15:00")
    page.fill("textarea[name=more]", "收费标准公示")
    press(page, "^召集会议$")
    expect(page.locator("#invitation")).to_have_value(re.compile("收费标准公示"))
    return page.url


def take_attendance(page: Page) -> None:
    for side in ("community", "committee", "company"):
        page.locator(f"input[name=side-{side}-present]").check()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def minute(page: Page, address: str) -> None:
    """Minute the meeting with a thumb: who came, what came of the last item, what is to be done."""
    page.goto(f"{address}minute/")
    take_attendance(page)
    item = page.locator("section[id^=item-]").last
    expect(item.locator("h2")).to_contain_text("收费标准公示")
    item.locator("input[name$=-outcome]").fill("同意，按决议办理")
    item.locator("summary").click()
    item.locator("textarea[name$=-text]").fill(DECIDED)
    item.locator("select[name$=-side]").select_option("company")
    item.locator("input[name$=-due_on]").fill((today() + dt.timedelta(days=10)).isoformat())
    press(page, "^记下纪要$")
    expect(page.get_by_text("纪要已记下")).to_be_visible()


def prove(page: Page, picture: Path) -> str:
    """Let the company find its resolution and prove it with a photo; return the resolution's address."""
    page.goto("/desk/tripartite/resolutions/?mine=yes&state=open")
    page.get_by_role("link", name=DECIDED).click()
    address = page.url
    page.get_by_role("link", name="报告办结").click()
    page.fill("textarea[name=report]", "已贴在南门公示栏，A3 大字。")
    page.set_input_files("input[name=photos]", str(picture))
    press(page, "^报告办结$")
    expect(page.get_by_text("已报告，等会议确认")).to_be_visible()
    return address


def accept(page: Page, address: str) -> None:
    """Let the next meeting accept what was proved."""
    page.goto(f"{address}minute/")
    take_attendance(page)
    proved = page.locator("div.ask", has_text=DECIDED)
    proved.locator("input[value=accept]").check()
    press(page, "^记下纪要$")
    expect(page.get_by_text("纪要已记下")).to_be_visible()


def publish(page: Page, address: str) -> None:
    page.goto(f"{address}approve/")
    press(page, "^确认并公开$")
    expect(page.get_by_text("已确认").first).to_be_visible()


@pytest.mark.clause("G6", "S2")
def test_a_joint_meeting_from_its_call_to_what_residents_read(visit, tmp_path):
    community = visit(width=390).sign_in("community")
    first = call(community, "收费公示专题联席会议")
    minute(community, first)
    with community.expect_download() as download:
        community.get_by_role("link", name="纪要 DOCX").click()
    minutes = tmp_path / "minutes.docx"
    download.value.save_as(minutes)
    assert minutes.read_bytes()[:2] == b"PK"
    publish(community, first)

    company = visit(width=390).sign_in("company")
    resolution = prove(company, photo(tmp_path))

    second = call(community, "收费公示复核联席会议")
    accept(community, second)
    publish(community, second)
    company.goto(resolution)
    expect(company.get_by_text("会议已确认").first).to_be_visible()

    resident = visit(width=390, script=False).page
    resident.goto(f"/e/{HOME}/meetings/")
    expect(resident.get_by_role("rowheader", name=DECIDED)).to_be_visible()
    expect(resident.locator("tr", has_text=DECIDED).get_by_text("已办结")).to_be_visible()
    expect(resident.get_by_text("周敏")).to_have_count(0)
