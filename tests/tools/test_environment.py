from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import environment


@pytest.fixture
def steps(tmp_path: Path, monkeypatch):
    """A checkout whose pip only writes down what it was asked; returns that list."""
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    asked: list[str] = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "STAMPS", tmp_path / ".stamp")
    monkeypatch.setattr(environment, "make_venv", lambda: None)
    monkeypatch.setattr(environment, "pip", lambda *words: asked.append(Path(words[-1]).name))
    return asked


def test_the_second_time_nothing_is_installed(steps, tmp_path):
    assert environment.main(["base"]) == 0
    assert steps == ["base.txt", tmp_path.name]
    steps.clear()

    assert environment.main(["base"]) == 0

    assert steps == []


def test_whoever_has_the_tools_has_the_product(steps):
    environment.main(["dev"])
    steps.clear()

    environment.main(["base"])

    assert steps == []


def test_a_changed_lock_is_installed_anew(steps, tmp_path):
    environment.main(["base"])
    steps.clear()
    (tmp_path / "requirements" / "base.txt").write_text("base==2\n")

    environment.main(["base"])

    assert steps == ["base.txt"]


def test_a_step_that_fails_says_how_to_go_on(steps, monkeypatch, capsys):
    def fail(*words: str) -> None:
        raise subprocess.CalledProcessError(1, ["pip", *words])

    monkeypatch.setattr(environment, "pip", fail)

    assert environment.main(["base"]) == 1
    assert "Mend:" in capsys.readouterr().err


def test_wrong_usage_is_status_2():
    assert environment.main(["everything"]) == 2
