"""Files of a published round, kept once they were made: what was published does not change any more."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from linli.publication.models import PublishedRound


def kept(published: PublishedRound, name: str, make: Callable[[], bytes]) -> bytes:
    """Return the file `name` of a publication, made by `make` the first time it is asked for.

    The folder bears the hash of the journal line about the publication: another one, another folder.
    """
    folder = Path(settings.MEDIA_ROOT) / "published" / f"{published.pk}-{published.journal_hash[:16]}"
    path = folder / name
    if path.exists():
        return path.read_bytes()
    data = make()
    folder.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(draft).replace(path)  # whole or not at all, whoever else is making it
    return data
