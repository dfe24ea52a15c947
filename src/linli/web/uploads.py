"""Files that came with a form: stored one by one behind the checks every upload passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from linli.base.files import store
from linli.doors.http import Request


def kept(
    request: Request, uploads: Iterable[UploadedFile[Any]], *, place: str, permission: str
) -> tuple[int, ...]:
    """Store the files at a place for whoever holds `permission` there; return their keys in order."""
    return tuple(
        store(
            actor=request.actor,
            raw=upload.read(),
            name=upload.name or "",
            place=place,
            permission=permission,
            now=timezone.now(),
        ).pk
        for upload in uploads
    )
