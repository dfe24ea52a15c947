"""Who may open the standing of estates, and enter what was done for the three defences."""

from __future__ import annotations

import io
from datetime import date

from django.utils import timezone
from PIL import Image

from linli.base import files
from linli.registry.services import emergencies
from tests.matrix.entry import act, others, page, thing
from tests.matrix.world import SYSTEM

WRITE = "bureau subdistrict community company"
DAY = date(2025, 1, 6)


def code(world, where):
    return [world.estates[where].code]


def emergency(world, where):
    """A drill on record."""

    def make():
        estate, now = world.estates[where], timezone.now()
        words = {"name": "a.jpg", "place": estate.path, "permission": "estate.view"}
        raw = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(raw, "JPEG")
        photo = files.store(actor=SYSTEM, now=now, raw=raw.getvalue(), **words)
        return emergencies.record(
            actor=SYSTEM, now=now, estate=estate, kind="drills", on=DAY, photo=photo, project=None
        )

    return [world.once(("emergency", where), make).pk]


def drill(world, where):
    return {"kind": "drills", "on": "2025-01-06", "note": "12 people"}


SCORES = "bureau organisation subdistrict community grid instructor company committee assessor"
WIDE = "bureau organisation assessor"
HIDDEN = "owner admin"

ENTRIES = [
    page("assessment:standings", SCORES),
    page("assessment:standings_export", SCORES),
    thing("assessment:standing", code, own=SCORES, near=WIDE, barred=HIDDEN),
    page("assessment:standing_own", SCORES),
    thing("assessment:standing_brief", code, own=SCORES, near=WIDE, barred=HIDDEN),
    thing("assessment:standing_changes", code, own=SCORES, near=WIDE, barred=HIDDEN),
    thing("registry:emergency_new", code, own=WRITE, near="bureau", barred=others(WRITE)),
    act(
        "registry:emergency_new",
        key=code,
        data=drill,
        own=WRITE,
        near="bureau",
        barred=others(WRITE),
        ok=422,
        note="without a photo",
    ),
    thing("registry:emergency_void", emergency, own=WRITE, near="bureau", barred=others(WRITE)),
    act(
        "registry:emergency_void",
        key=emergency,
        data=lambda world, where: {"reason": ""},
        own=WRITE,
        near="bureau",
        barred=others(WRITE),
        ok=422,
        note="without a reason",
    ),
]
