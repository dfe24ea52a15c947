"""Putting a backup back: everything is checked and unpacked aside before anything is replaced."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.db import DatabaseError, connection

from linli.base import journal
from linli.base.backups import dump, manifest
from linli.base.backups.manifest import Manifest
from linli.kernel.errors import Refused


def restore(source: Path, *, now: datetime, force: bool = False) -> Manifest:
    """Replace this installation's data by the backup `source`.

    force: even if this installation holds data; its files are kept beside, its database is not

    :raises Refused: if it is no backup, of another engine or key, or the installation is not empty
    :raises Damaged: if a member is not as the manifest lists it
    """
    try:
        archive = ZipFile(source)
    except (OSError, BadZipFile):
        raise Refused(
            f"{source} 打不开，或不是备份文件。", f"{source} can't be opened, or is no backup."
        ) from None
    with archive:
        made = manifest.read(archive)
        _ensure_fits(made)
        if not force and holds_data():
            raise Refused(
                "这套安装里已有数据，不会覆盖。确定要替换，请加 --force（数据库将被替换，文件夹改名保留）。",
                "This installation holds data and will not be overwritten. To replace it, add --force"
                " (its database is replaced, its folders are renamed and kept).",
            )
        manifest.verify(archive, made)
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.DATA_DIR) as name:
            aside = Path(name)
            archive.extractall(aside)
            dump.load(aside / manifest.DATABASE)
            _replace(aside / "files", Path(settings.MEDIA_ROOT), now=now)
            _replace(aside / "secrets", settings.DATA_DIR / "secrets", now=now)
    return made


def holds_data() -> bool:
    """Test if anything was ever done or uploaded here."""
    if any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")):
        return True
    try:
        return journal.head()[0] > 0
    except DatabaseError:  # no tables yet
        connection.close()
        return False


def _ensure_fits(made: Manifest) -> None:
    if made.engine != connection.vendor:
        raise Refused(
            f"备份来自 {made.engine}，这里是 {connection.vendor}。请把 DATABASE_URL 指向同一种数据库。",
            f"The backup is of {made.engine}, this is {connection.vendor}: mend DATABASE_URL.",
        )
    brings_key = "secrets/field_key" in made.members and not os.environ.get("FIELD_KEY")
    if not brings_key and made.field_key != manifest.key_mark(settings.FIELD_KEY):
        raise Refused(
            "备份中的个人信息是用另一把 FIELD_KEY 封存的。请把环境变量 FIELD_KEY 设为原来的。",
            "The backup's personal data was sealed with another FIELD_KEY. Set FIELD_KEY to that one.",
        )


def _replace(fresh: Path, place: Path, *, now: datetime) -> None:
    """Put `fresh` where `place` is; what was there is renamed and kept, unless it was empty."""
    if not fresh.exists():
        return
    if place.exists():
        if any(place.iterdir()):
            place.rename(place.with_name(f"{place.name}.before-{now:%Y%m%d%H%M%S}"))
        else:
            place.rmdir()
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(fresh, place)
    for path in [place, *place.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
