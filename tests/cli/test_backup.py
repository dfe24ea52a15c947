from __future__ import annotations

import json
import os
import stat
import zipfile

from tests.cli.commands import linli, write_journal

PHOTO = b"\xff\xd8 not really a photo"


def test_what_was_backed_up_comes_back_whole(own, bare, tmp_path):
    write_journal(own)
    (own.folder / "files" / "2026").mkdir(parents=True)
    (own.folder / "files" / "2026" / "a.jpg").write_bytes(PHOTO)
    file = tmp_path / "saved.linli"

    assert linli(own, "backup", file).status == 0
    elsewhere = bare()
    answer = linli(elsewhere, "restore", file)

    assert answer.status == 0, answer.err
    assert (elsewhere.folder / "files" / "2026" / "a.jpg").read_bytes() == PHOTO
    key = "secrets/field_key"
    assert (elsewhere.folder / key).read_bytes() == (own.folder / key).read_bytes()
    audit = json.loads(linli(elsewhere, "audit", "verify", "--json").out)
    assert (audit["sound"], audit["lines"]) == (True, 3)
    # Files hold personal data and keys: nobody else on the machine may read the backup or what came of it.
    for path in (file, elsewhere.folder / key):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_an_installation_with_data_is_not_overwritten_by_accident(own, tmp_path):
    file = tmp_path / "saved.linli"
    assert linli(own, "backup", file).status == 0
    write_journal(own)
    (own.folder / "files").mkdir(exist_ok=True)
    (own.folder / "files" / "new.jpg").write_bytes(PHOTO)

    refused = linli(own, "restore", file)
    forced = linli(own, "restore", file, "--force")

    assert refused.status == 2
    assert "--force" in refused.err
    assert forced.status == 0, forced.err
    assert json.loads(linli(own, "audit", "verify", "--json").out)["lines"] == 0


def test_one_changed_byte_is_found_and_nothing_is_touched(own, bare, tmp_path):
    write_journal(own)
    (own.folder / "files").mkdir(exist_ok=True)
    (own.folder / "files" / "proof.jpg").write_bytes(PHOTO * 100)
    file, forged = tmp_path / "saved.linli", tmp_path / "forged.linli"
    assert linli(own, "backup", file).status == 0
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(forged, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, content[:-1] + b"!" if info.filename == "files/proof.jpg" else content)
    elsewhere = bare()

    answer = linli(elsewhere, "restore", forged)

    assert answer.status == 1
    assert "files/proof.jpg" in answer.err
    assert not (elsewhere.folder / "files").exists()


def test_a_member_outside_our_folders_is_refused(own, bare, tmp_path):
    file = tmp_path / "saved.linli"
    assert linli(own, "backup", file).status == 0
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../outside", b"x")

    answer = linli(bare(), "restore", file)

    assert answer.status == 1
    assert "../outside" in answer.err


def test_a_file_that_is_no_backup_is_one_line_and_status_2(bare, tmp_path):
    text, zipped = tmp_path / "x.txt", tmp_path / "x.zip"
    text.write_text("hello")
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("hello", b"x")
    house = bare()

    for file in (text, zipped, tmp_path / "nowhere"):
        answer = linli(house, "restore", file)
        assert answer.status == 2, file
        assert len(answer.err.strip().splitlines()) == 1


def test_a_backup_never_replaces_a_file(set_up, tmp_path):
    file = tmp_path / "precious"
    file.write_text("mine")

    assert linli(set_up, "backup", file).status == 2
    assert file.read_text() == "mine"
    assert os.listdir(tmp_path) == ["precious"]  # noqa: PTH208 (names only)


def test_the_key_of_another_house_is_refused(own, bare, tmp_path, monkeypatch):
    """A backup without keys needs the key it was sealed with, or its personal data is lost."""
    file = tmp_path / "saved.linli"
    keys = {"SECRET_KEY": "s" * 48, "FIELD_KEY": "f" * 48}
    plain = type(own).environment
    monkeypatch.setattr(type(own), "environment", lambda house: plain(house) | keys)
    for path in (own.folder / "secrets").iterdir():
        path.unlink()
    assert linli(own, "backup", file).status == 0
    monkeypatch.setattr(type(own), "environment", plain)

    answer = linli(bare(), "restore", file)

    assert answer.status == 2
    assert "FIELD_KEY" in answer.err
