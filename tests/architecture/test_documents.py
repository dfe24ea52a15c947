"""What the documents promise is there: each dependency explained, each link and each named file real."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FILE = re.compile(r"`((?:tests|tools|src|docs|bench|requirements)/[\w./-]+\.\w+)`")


@pytest.mark.parametrize("lock", ["base", "dev"])
def test_every_dependency_is_explained(lock):
    chosen = [
        re.split(r"[\[<>=~!; ]", line, maxsplit=1)[0].lower()
        for line in (ROOT / "requirements" / f"{lock}.in").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith(("-", "#"))
    ]
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()

    assert chosen
    assert not [name for name in chosen if not re.search(rf"\| [^|]*\b{re.escape(name)}\b", explained)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_points_at_exists(path: Path):
    text = path.read_text(encoding="utf-8")
    links = [target for target in LINK.findall(text) if not (path.parent / target).exists()]
    files = [name for name in FILE.findall(text) if not (ROOT / name).exists()]

    assert not links + files
