"""Office files are zip archives; these are written so that the same content gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first moment a zip archive can state.
EPOCH = (1980, 1, 1, 0, 0, 0)


def steady(archive: bytes) -> bytes:
    """Return the archive with the same members in the same order and one fixed time on all of them."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, EPOCH)
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
