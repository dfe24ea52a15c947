from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from linli.base import file_types, files
from linli.base.file_types import PHOTOS
from linli.base.models import JournalEntry, StoredFile
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from tests.base.test_photos import picture

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def zipped(*names, size=10):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return out.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")


def store(actor, raw, now, name="合同.exe", **more):
    where = {"place": "/1/1/", "permission": "estate.view"} | more
    return files.store(actor=actor, raw=raw, name=name, now=now, **where)


@pytest.mark.parametrize(
    ("raw", "ending"), [(PDF, ".pdf"), (DOCX, ".docx"), (XLSX, ".xlsx"), (picture(), ".jpg")]
)
def test_a_file_is_what_its_bytes_say_whatever_its_name(town, now, raw, ending):
    row = store(town.actor("hu", "community", "/1/1/"), raw, now)

    assert row.name == f"合同{ending}"
    assert hashlib.sha256(files.content(row)).hexdigest() == row.sha256
    assert JournalEntry.objects.get(verb="file.store").place == "/1/1/"


def test_the_same_content_is_kept_once_and_belongs_to_two(town, now, folder):
    actor = town.actor("hu", "community", "/1/1/")
    first, second = store(actor, PDF, now), store(actor, PDF, now)

    assert first.pk != second.pk
    assert files.path(first) == files.path(second)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "空"),
        (b"MZ\x90\x00", "只收"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "只收"),
        (b"<html>", "只收"),
        (zipped("a.txt"), "只收"),
        (b"PK\x03\x04 broken", "只收"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "宏"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "兼容性最佳"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "兼容性最佳"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", "AVIF"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1", "AVIF"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp41", "只收"),
        (b"\xff\xd8\xff\xe0 cut short", "读不出"),
    ],
)
def test_what_we_do_not_take_is_refused_with_the_mend(town, now, raw, says):
    with pytest.raises(Refused, match=says) as caught:
        store(town.actor("hu", "community", "/1/1/"), raw, now)

    assert caught.value.text.en
    assert not StoredFile.objects.exists()


def test_a_document_that_unpacks_to_gigabytes_is_refused_unopened(town, now, monkeypatch):
    monkeypatch.setattr(file_types, "MOST_UNPACKED", 1000)
    bomb = zipped("[Content_Types].xml", "word/document.xml", size=5000)

    with pytest.raises(Refused, match="展开"):
        store(town.actor("hu", "community", "/1/1/"), bomb, now)


def test_too_large_a_file_is_refused_by_its_own_type(town, now):
    with pytest.raises(Refused, match="25 MB"):
        store(town.actor("hu", "community", "/1/1/"), picture() + b"\0" * 26 * file_types.MB, now)


def test_where_a_photo_is_asked_for_nothing_else_is_taken(town, now):
    actor = town.actor("hu", "community", "/1/1/")

    with pytest.raises(Refused, match="您选的是 PDF"):
        files.store(
            actor=actor, raw=PDF, name="x", place="/1/1/", permission="estate.view", now=now, types=PHOTOS
        )


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\temp\\a.pdf", "a\u202efdp.exe", "...", "", 'x"y\n.pdf']
)
def test_no_name_leads_out_of_the_folder(town, now, name):
    row = store(town.actor("hu", "community", "/1/1/"), PDF, now, name=name)

    assert not set(row.name) & set('/\\"\n\u202e')
    assert row.name.endswith(".pdf")


def test_a_file_is_for_whoever_holds_its_permission_at_its_place_and_for_its_sender(town, now):
    actor = town.actor("hu", "community", "/1/1/")
    row = store(actor, PDF, now)

    assert files.stored(town.actor("chen", "bureau", "/1/"), pk=row.pk) == row
    assert files.stored(actor, pk=row.pk) == row
    for stranger in (town.actor("li", "community", "/1/10/"), town.actor("root", "admin", "/1/")):
        with pytest.raises(NoSuch):
            files.stored(stranger, pk=row.pk)


def test_nobody_keeps_files_where_he_can_not_read(town, now):
    with pytest.raises(NotAllowed):
        store(town.actor("li", "community", "/1/10/"), PDF, now)


def test_content_changed_behind_our_back_is_noticed(town, now):
    row = store(town.actor("hu", "community", "/1/1/"), PDF, now)
    files.path(row).write_bytes(PDF + b"x")

    with pytest.raises(NoSuch, match="改动"):
        files.content(row)
