"""What a backup says about itself: engine, journal head, and the hash of every member."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile

from linli.kernel.errors import Refused

FORMAT = 1
NAME = "manifest.json"
DATABASE = "database"
FOLDERS = ("files", "secrets")
CHUNK = 1024 * 1024


class Damaged(Refused):
    """The backup was read, and is not what was written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """engine: "sqlite" or "postgresql"; field_key: what the sealing key leaves behind, not the key itself.

    members: SHA-256 by name, of everything but the manifest
    """

    version: str
    engine: str
    made_at: str
    journal_lines: int
    journal_head: str
    field_key: str
    members: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def key_mark(secret: str) -> str:
    """Return a mark by which two keys can be told apart, but from which neither can be found."""
    return hmac.new(secret.encode(), b"linli/backup/field-key", hashlib.sha256).hexdigest()


def stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")


def copy_hashed(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy, or only read, and return the SHA-256 of what was read."""
    state = hashlib.sha256()
    while chunk := source.read(CHUNK):
        state.update(chunk)
        if target is not None:
            target.write(chunk)
    return state.hexdigest()


def read(archive: ZipFile) -> Manifest:
    """Return the manifest of an open backup.

    :raises Refused: if there is none, or one of a format we do not know
    """
    try:
        document = json.loads(archive.read(NAME))
        manifest = Manifest(**document)
    except (KeyError, TypeError, ValueError, BadZipFile):
        raise Refused("这不是邻里的备份文件。", "This is not a backup of Linli.") from None
    if manifest.format != FORMAT:
        raise Refused(
            f"备份格式是 {manifest.format}，这个版本只认识 {FORMAT}，请用制作它的版本恢复。",
            f"The backup's format is {manifest.format}, not {FORMAT}: restore it with the version it is of.",
        )
    return manifest


def verify(archive: ZipFile, manifest: Manifest) -> None:
    """Read every member once and compare it with the manifest.

    :raises Damaged: naming every member that is missing, foreign or changed
    """
    present = {info.filename for info in archive.infolist()} - {NAME}
    faults = sorted(present ^ manifest.members.keys())
    faults += [name for name in manifest.members if not is_safe(name)]
    for name in sorted(present & manifest.members.keys()):
        try:
            with archive.open(name) as member:
                same = copy_hashed(member, None) == manifest.members[name]
        except (BadZipFile, EOFError, OSError):
            same = False
        if not same:
            faults.append(name)
    if faults:
        names = ", ".join(faults[:20])
        raise Damaged(
            f"备份已损坏，{len(faults)} 个成员与清单不符：{names}。请换一份备份。",
            f"The backup is damaged: {len(faults)} members are not as listed: {names}. Use another backup.",
        )


def is_safe(name: str) -> bool:
    """Test if a member may be unpacked: the database, or a file below one of our folders and nowhere else."""
    path = PurePosixPath(name)
    inside = len(path.parts) > 1 and path.parts[0] in FOLDERS and ".." not in path.parts
    return name == DATABASE or (inside and not path.is_absolute() and "\\" not in name)
