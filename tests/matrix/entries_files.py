from __future__ import annotations

from django.utils import timezone

from linli.base import files
from tests.matrix.entry import thing
from tests.matrix.world import SYSTEM

SEEN = "bureau organisation subdistrict community grid instructor company committee owner assessor"
DISTRICT = "bureau organisation assessor"


def kept(world, where):
    """A document of an estate, for whoever may see the estate."""

    def make():
        return files.store(
            actor=SYSTEM,
            raw=b"%PDF-1.7\n%%EOF\n",
            name="paper",
            place=world.estates[where].path,
            permission="estate.view",
            now=timezone.now(),
        )

    return [world.once(("file", where), make).pk]


ENTRIES = [
    thing("files:file", kept, own=SEEN, near=DISTRICT),
    thing("files:small", kept, own=SEEN, near=DISTRICT),
]
