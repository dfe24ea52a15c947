"""A browser, and a house of one's own for each journey."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.house import House, build

PASSWORD = "linli-demo-2026"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the journeys on one worker: the demo district is made once for all of them."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("demo") / "data")


@pytest.fixture
def house(
    demo: House, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[House]:
    name = re.sub(r"\W", "_", request.node.name)[-20:]
    house = demo.copy(tmp_path_factory.mktemp("house") / name)
    house.open()
    yield house
    house.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("LINLI_CHROMIUM")
    if not path:
        pytest.fail("The journeys need a Chromium: run `make test`, which finds or installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """A person with a browser window at one house."""

    def __init__(self, browser: Browser, house: House, *, width: int, script: bool) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            base_url=house.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        self.page: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.address = house.address

    def _note(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if not url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(url)

    def sign_in(self, name: str) -> Page:
        self.page.goto("/accounts/login/")
        self.page.fill("input[name=username]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator(
            "form:has(input[name=password]) button[type=submit], form:has(input[name=password]) button"
        ).first.click()
        expect(self.page).to_have_url(re.compile(r"/desk/"))
        return self.page


@pytest.fixture
def visit(browser: Browser, house: House):
    """Open a window: `visit()`, `visit(width=390)`, `visit(script=False)`; nothing foreign is asked for."""
    visitors: list[Visitor] = []

    def open_window(*, width: int = 1440, script: bool = True) -> Visitor:
        visitors.append(Visitor(browser, house, width=width, script=script))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.context.close()
        assert not visitor.foreign, f"asked somebody else: {visitor.foreign}"
        assert not visitor.errors, f"script errors: {visitor.errors}"
