"""Office files with the same content have the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

from linli.paper.archive import steady


def archive(second: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in ("[Content_Types].xml", "word/document.xml"):
            file.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 10, 0, second)), f"<{name}/>")
    return out.getvalue()


def test_the_time_of_making_leaves_no_trace() -> None:
    assert archive(0) != archive(30)
    assert steady(archive(0)) == steady(archive(30))


def test_members_keep_their_order_and_content() -> None:
    with zipfile.ZipFile(BytesIO(steady(archive(0)))) as file:
        assert file.namelist() == ["[Content_Types].xml", "word/document.xml"]
        assert file.read("word/document.xml") == b"<word/document.xml/>"
