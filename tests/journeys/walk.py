"""Walk a site as a curious person would: follow every link, open each kind of page once."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, Response

SKIP = (".pdf", ".docx", ".xlsx", ".csv", ".zip", ".json", ".svg", ".html")


def routes(page: Page, start: str, seen: set[str]) -> Iterator[str]:
    """Open one page of every route that can be reached from `start` by links; yield its address.

    seen: routes that are not opened again; grows
    """
    waiting, known = [start], {start}
    while waiting:
        address = waiting.pop(0)
        route = _route(address)
        if not route or route in seen:
            continue
        seen.add(route)
        answer = _open(page, address)
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            continue  # a file to save or a photo: no page, and no script runs there
        assert answer.status == 200, f"{address} answered {answer.status}"
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        yield address
        for link in links:
            parts = urlsplit(link)
            if link.startswith(page.url.split("/", 3)[0] + "//" + urlsplit(page.url).netloc):
                path = parts.path
                if path not in known and not path.endswith(SKIP):
                    known.add(path)
                    waiting.append(path)


def _open(page: Page, address: str) -> Response | None:
    """Return the answer of a page; None if the address hands out a file instead."""
    try:
        return page.goto(address)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return None


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).route or "home"
    except Resolver404:
        return ""
