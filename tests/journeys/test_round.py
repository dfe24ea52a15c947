"""The main job by hand in a browser: a round of one subdistrict, from plan to a bundle anyone recomputes."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House

HOME = "410402008003-001"  # the estate of the demo's company
FILL = """() => {
  for (const group of document.querySelectorAll('form fieldset')) {
    const boxes = [...group.querySelectorAll('input[type=radio]')];
    const yes = boxes.find(box => box.value === 'true');
    if (yes && !boxes.some(box => box.checked)) { yes.click(); }
  }
  for (const box of document.querySelectorAll('form .ask input:not([type])')) {
    if (box.value || /-reason$/.test(box.name)) { continue; }
    const name = box.name;
    box.value = /-sample$/.test(name) ? '120' : name === 'satisfaction.rate' ? '93.5'
      : name === 'tripartite.activities' ? '2' : name === 'bonus.points' ? '1' : '1';
  }
}"""


def today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def unfold(page: Page, name: str) -> None:
    page.locator("details.fold > summary", has_text=name).click()


def until_idle(page: Page) -> None:
    """Look again until no job runs on the page."""
    expect(page.locator("progress[aria-label$='%']")).to_have_count(0, timeout=60_000)


def plan(page: Page) -> str:
    """Plan and open a round of 湛河北路 over the days up to today; return its address."""
    page.goto("/desk/rounds/new/")
    page.select_option("select[name=period]", "own")
    page.locator("details", has=page.locator("input[name=start]")).evaluate("each => each.open = true")
    page.fill("input[name=start]", (today() - dt.timedelta(days=20)).isoformat())
    page.fill("input[name=last]", today().isoformat())
    page.fill("input[name=facts_due]", today().isoformat())
    page.fill("input[name=title]", "湛河北路试评")
    for box in page.locator("input[name=modes]").all():
        box.set_checked(box.get_attribute("value") == "market")
    page.get_by_label("湛河北路街道").check()
    press(page, "建好这一轮")
    expect(page.locator("h1")).to_have_text("湛河北路试评")
    address = page.url
    page.locator("form[action$='/open/'] button").click()
    expect(page.get_by_text("考评中").first).to_be_visible()
    return address


def record_everything(page: Page, address: str) -> int:
    """Fill the form of every estate of the round; return how many estates there are."""
    page.goto(f"{address}board/")
    links = page.eval_on_selector_all("table.heat a", "all => all.map(each => each.href)")
    codes = sorted({found[1] for link in links if (found := re.search(r"/e/([\w-]+)/", link))})
    for code in codes:
        page.goto(f"{address}e/{code}/facts/?party=bureau")
        page.evaluate(FILL)
        press(page, "^记下$")
        expect(page.get_by_text("得分已更新")).to_be_visible()
    return len(codes)


def the_days_of_objection_pass(house: House) -> None:
    """Move the draft's last day of objection to yesterday: a browser cannot wait five working days."""
    yesterday = today() - dt.timedelta(days=1)
    house.execute(
        "UPDATE assessment_round SET objection_due = ? WHERE state = 'draft'", [yesterday.isoformat()]
    )


@pytest.mark.clause("I1", "I2", "S18")
def test_a_round_is_run_to_publication_and_recomputed(visit, house, tmp_path):
    bureau = visit().sign_in("bureau")
    address = plan(bureau)
    assessor = visit(width=390).sign_in("assessor")
    assert record_everything(assessor, address) >= 3

    bureau.goto(address)
    unfold(bureau, "停止登记，转入复核")
    press(bureau, "^停止登记$")
    until_idle(bureau)
    bureau.goto(f"{address}review/")
    while bureau.locator("input[name=remark]").count():
        bureau.locator("input[name=remark]").first.fill("已核对，属实")
        bureau.get_by_role("button", name="看过了").first.click()
    bureau.goto(f"{address}publication/")
    press(bureau, "^公示")
    until_idle(bureau)

    company = visit(width=390).sign_in("company")
    company.goto(f"{address}e/{HOME}/appeal/")
    company.select_option("select[name=item]", "lines")
    company.fill("textarea[name=grounds]", "检查当天的一处已当场理顺，附照片。")
    press(company, "提交申诉")
    expect(company.get_by_text("lines").or_(company.get_by_text("管线整齐有序")).first).to_be_visible()

    bureau.goto(f"{address}appeals/")
    bureau.locator("main a[href*='/appeals/']").first.click()
    accept(bureau)

    the_days_of_objection_pass(house)
    bureau.goto(f"{address}publication/")
    bureau.fill("input[name=decider]", "许文昌")
    bureau.fill("input[name=title]", "区住建局副局长")
    press(bureau, "^公布")
    until_idle(bureau)
    bureau.goto(f"{address}publication/")
    bureau.get_by_role("link", name="看公布的结果").click()

    resident = visit(width=390, script=False).page
    resident.goto(bureau.url)
    expect(resident.get_by_text("许文昌")).to_be_visible()
    resident.locator(f"main td a[href='{HOME}/']").first.click()
    expect(resident.get_by_text("管线整齐有序").first).to_be_visible()
    with resident.expect_download() as download:
        resident.locator("a[href$='.zip'], a[href*='bundle']").first.click()
    bundle = tmp_path / "score.zip"
    download.value.save_as(bundle)
    assert "一致" in house.linli("verify", str(bundle))


def accept(page: Page) -> None:
    """Answer the appeal on the page: accepted, the fact corrected, with reasons."""
    page.locator("input[name=verdict][value=accept]").check()
    page.select_option("select[name=fact]", "lines.findings")
    page.fill("input[name=value]", "0")
    page.fill("textarea[name=answer]", "照片和养护记录属实，当天已经理顺，更正为 0 处。")
    press(page, "书面答复")
    expect(page.get_by_text("新旧并列")).to_be_visible()
