"""Making a backup: database first, so that every file it speaks of is there when the files are read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection

from linli.base.backups import dump, manifest
from linli.base.backups.manifest import Manifest
from linli.kernel.errors import Refused


def make(target: Path, *, now: datetime) -> Manifest:
    """Write a backup to `target`, readable by the owner alone; it appears there only when it is whole.

    :raises Refused: if `target` exists, or the database can't be copied
    """
    if target.exists():
        raise Refused(
            f"{target} 已经存在，请换一个文件名。", f"{target} exists already: choose another name."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            made = _write(file, now=now)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return made


def _write(file: IO[bytes], *, now: datetime) -> Manifest:
    members: dict[str, str] = {}
    with ZipFile(file, "w", allowZip64=True) as archive, tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "database"
        lines, head = dump.dump(copy)
        members[manifest.DATABASE] = _add(archive, manifest.DATABASE, copy, now=now, packed=ZIP_DEFLATED)
        for name, path in _files():
            members[name] = _add(archive, name, path, now=now, packed=ZIP_STORED)  # photos are packed already
        made = Manifest(
            version=metadata.version("linli"),
            engine=connection.vendor,
            made_at=manifest.stamp(now),
            journal_lines=lines,
            journal_head=head,
            field_key=manifest.key_mark(settings.FIELD_KEY),
            members=members,
        )
        archive.writestr(_info(manifest.NAME, now=now, packed=ZIP_DEFLATED), made.as_bytes())
    return made


def _files() -> Iterator[tuple[str, Path]]:
    """Yield every uploaded file, and every key that is kept in a file rather than in the environment."""
    for folder, root in (("files", Path(settings.MEDIA_ROOT)), ("secrets", settings.DATA_DIR / "secrets")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{folder}/{path.relative_to(root).as_posix()}", path


def _add(archive: ZipFile, name: str, path: Path, *, now: datetime, packed: int) -> str:
    info = _info(name, now=now, packed=packed)
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        return manifest.copy_hashed(source, target)


def _info(name: str, *, now: datetime, packed: int) -> ZipInfo:
    info = ZipInfo(name, date_time=now.timetuple()[:6])
    info.compress_type = packed
    info.external_attr = 0o600 << 16
    return info
