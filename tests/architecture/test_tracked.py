"""What must not be in a file that others get: paths of a machine, addresses of a package index, keys."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.architecture.tree import ROOT

# Put together here, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.:/<>*-])/(?:" + "|".join(["work", "root", "tmp", r"home/\w+"]) + r")/")
INDEX = re.compile(
    "|".join(
        [
            "--(?:extra-)?" + "index-url",
            "--find" + "-links",
            r"files\.python" + r"hosted\.org",
            r"registry\.npm" + r"js\.org",
            '"resolved": ' + '"http',
            r"pypi\.org/" + "simple",
        ]
    )
)
SECRET = re.compile("BEGIN (?:RSA |EC |OPENSSH )?" + "PRIVATE KEY")
BINARY = {".otf", ".ttf", ".png", ".jpg", ".webp", ".gz", ".xlsx", ".xls", ".docx", ".pdf", ".zip"}


@pytest.fixture(scope="module")
def tracked():
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a checkout: nothing here says which files others get")
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 (the git of whoever runs the tests)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in listed.stdout.split("\0") if name]
    return {
        name: (ROOT / name).read_text(encoding="utf-8", errors="replace")
        for name in names
        if (ROOT / name).is_file() and (ROOT / name).suffix not in BINARY
    }


@pytest.mark.parametrize("pattern", [MACHINE, INDEX, SECRET], ids=["machine", "index", "secret"])
def test_a_tracked_file_holds_nothing_of_this_machine(tracked, pattern):
    found = [f"{name}: {match.group()}" for name, text in tracked.items() for match in pattern.finditer(text)]

    assert not found


def test_nothing_generated_is_tracked(tracked):
    generated = (".mo", ".pyc", ".sqlite3", ".sqlite3-wal")

    assert not [name for name in tracked if name.endswith(generated) or name.startswith(("data/", ".venv/"))]
