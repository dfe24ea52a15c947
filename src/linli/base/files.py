"""Uploads: kept under the hash of their content, found again only by those who may."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from linli.base import file_types, journal, photos
from linli.base.command import command
from linli.base.file_types import ANY, Type
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.rules.folding import tidy

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


@command
def store(
    *,
    actor: Actor,
    raw: bytes,
    name: str,
    place: str,
    permission: str,
    now: datetime,
    types: Sequence[Type] = ANY,
) -> StoredFile:
    """Keep an upload and return its row. A photo is kept upright, bounded, and without EXIF and GPS.

    name: as the sender calls it; its ending is ours
    place, permission: whoever holds this permission at this place path may read the file, and the sender
    types: what is taken here, of `file_types.ANY`

    :raises NotAllowed: if the sender may not read at the place himself
    :raises Refused: if the file is empty, too large, of another type, or unreadable
    """
    if not actor.may(permission, at=place):
        raise NotAllowed("您不能在这里存放文件。", "You may not keep files here.")
    found = _checked(raw, types)
    media_type, ending, width, height = found.media_type, found.ending, None, None
    if found.photo:
        photo = photos.clean(raw)
        raw, media_type, width, height = photo.raw, photo.media_type, photo.width, photo.height
        ending = ".png" if media_type == "image/png" else ".jpg"
        _write(_thumb(hashlib.sha256(raw).hexdigest()), photos.thumbnail(photo))
    return _record(
        actor,
        raw,
        now,
        name=_named(name, ending),
        media_type=media_type,
        width=width,
        height=height,
        place=place,
        permission=permission,
    )


@command
def keep(
    *, actor: Actor, raw: bytes, name: str, media_type: str, place: str, permission: str, now: datetime
) -> StoredFile:
    """Keep a file whose content is checked elsewhere, such as a spreadsheet by `base.tables`, as it is.

    It is only ever handed out for download, never shown.

    permission: as for `store`; "" for a file nobody but the sender may read
    :raises NotAllowed: if the sender may not read at the place himself
    """
    if permission and not actor.may(permission, at=place):
        raise NotAllowed("您不能在这里存放文件。", "You may not keep files here.")
    named = _named(name, Path(name).suffix.lower()[:6])
    return _record(actor, raw, now, name=named, media_type=media_type, place=place, permission=permission)


def _record(actor: Actor, raw: bytes, now: datetime, *, place: str, **words: Any) -> StoredFile:
    """Write the bytes under their hash, the row that leads to them, and the line that says so."""
    sha256 = hashlib.sha256(raw).hexdigest()
    _write(_kept(sha256), raw)
    row: StoredFile = StoredFile.objects.create(
        sha256=sha256, size=len(raw), place=place, stored_by=actor.user_id, stored_at=now, **words
    )
    change = {"sha256": ["", sha256], "size": [0, len(raw)]}
    journal.write(actor=actor, verb="file.store", subject=row, at=now, place=place, change=change)
    return row


def stored(actor: Actor, *, pk: int) -> StoredFile:
    """Return the row of an upload the actor may read: by its own permission at its own place, or as sender.

    :raises NoSuch: if there is none
    """
    row: StoredFile | None = StoredFile.objects.filter(pk=pk).first()
    mine = row is not None and actor.user_id is not None and row.stored_by == actor.user_id
    if row is None or not (mine or actor.may(row.permission, at=row.place)):
        raise NoSuch("没有这个文件，或者它不归您查看。", "There is no such file, or it is not yours to see.")
    return row


def path(row: StoredFile, *, small: bool = False) -> Path:
    """Return where the content of an upload lies; the thumbnail of a photo if `small` and there is one.

    :raises NoSuch: if the content is gone, for instance because a backup was restored without its files
    """
    found = _thumb(row.sha256) if small and row.width else _kept(row.sha256)
    if not found.is_file():
        raise NoSuch(
            f"文件“{row.name}”的内容不在了，请联系系统管理员。",
            f"The content of “{row.name}” is gone; tell the administrator.",
        )
    return found


def content(row: StoredFile) -> bytes:
    """Return the bytes of an upload, checked against its hash.

    :raises NoSuch: if they are gone or were changed
    """
    raw = path(row).read_bytes()
    if hashlib.sha256(raw).hexdigest() != row.sha256:
        raise NoSuch(
            f"文件“{row.name}”被改动过，请联系系统管理员。",
            f"“{row.name}” was changed; tell the administrator.",
        )
    return raw


def _checked(raw: bytes, types: Sequence[Type]) -> Type:
    if not raw:
        raise Refused("文件是空的，请重新选择。", "The file is empty; choose it again.", fields=("file",))
    if len(raw) > max(kind.most for kind in types):
        raise _too_large(max(kind.most for kind in types))
    found = file_types.told(raw)
    if found not in types:
        wanted = "、".join(kind.name for kind in types)
        raise Refused(
            f"这里只收 {wanted}，您选的是 {found.name}。",
            f"Only {', '.join(kind.name for kind in types)} is taken here; this is {found.name}.",
            fields=("file",),
        )
    if len(raw) > found.most:
        raise _too_large(found.most)
    return found


def _too_large(most: int) -> Refused:
    size = most // file_types.MB
    return Refused(
        f"文件超过 {size} MB，请压缩后再传。",
        f"The file is over {size} MB; make it smaller.",
        fields=("file",),
    )


def _named(name: str, ending: str) -> str:
    """Return a name that is safe in any folder, with the ending of what the file really is."""
    stem = tidy(Path(name.replace("\\", "/")).name).translate(FORBIDDEN).strip(". ")
    stem = stem.rpartition(".")[0] or stem
    return f"{stem[:120] or 'file'}{ending}"


def _kept(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT, sha256[:2], sha256)


def _thumb(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT, "thumbs", sha256[:2], f"{sha256}.jpg")


def _write(target: Path, raw: bytes) -> None:
    """Write a file whole or not at all; what is there already under this hash is the same."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
    Path(temporary).replace(target)
