from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import browser


@pytest.fixture
def stub(tmp_path: Path):
    """Make programs that pretend to be a browser."""

    def make(name: str, script: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return str(path)

    return make


def test_a_program_that_shows_a_page_is_a_browser(stub):
    assert browser.starts(stub("chromium", "echo '<p>linli-here</p>'"))


@pytest.mark.parametrize("script", ["echo install the snap; exit 1", "exit 0"], ids=["stub", "silent"])
def test_a_program_that_shows_nothing_is_not(stub, script, capsys):
    assert not browser.starts(stub("chromium-browser", script))
    assert "does not start" in capsys.readouterr().err


def test_the_one_that_is_named_comes_first(stub, monkeypatch):
    monkeypatch.setenv("CHROMIUM", stub("mine", "echo linli-here"))

    assert next(browser.candidates()) == os.environ["CHROMIUM"]


def test_without_any_browser_it_fails_and_says_the_mend(monkeypatch, capsys):
    monkeypatch.setattr(browser, "candidates", lambda: iter(()))
    monkeypatch.setattr(browser, "install_package", lambda: False)
    monkeypatch.setattr(browser, "install_download", lambda: False)

    assert browser.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "apt-get install chromium" in said.err


def test_what_an_installation_brought_is_taken(stub, monkeypatch, capsys):
    brought: list[str] = []
    fresh = stub("chromium", "echo linli-here")
    monkeypatch.setattr(browser, "candidates", lambda: iter(brought))
    monkeypatch.setattr(browser, "install_package", lambda: False)
    monkeypatch.setattr(browser, "install_download", lambda: not brought.append(fresh))

    assert browser.main() == 0
    assert capsys.readouterr().out.strip() == fresh
