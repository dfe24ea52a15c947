"""What was done in the demo's estates for floods and storms; the better the estate, the more."""

from __future__ import annotations

import io
from datetime import timedelta

from PIL import Image, ImageDraw

from linli.base import files
from linli.base.command import together
from linli.base.models import StoredFile
from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, District, Site
from linli.kernel.actor import Actor
from linli.registry.services import emergencies

# By kind: what was done, and from which quality an estate does it.
DONE = (
    ("supplies", "沙袋、水泵、照明灯和救生衣清点在册，短缺的已补", 60),
    ("facilities", "挡水板、集水井水泵和避雷设施逐一试过", 64),
    ("drains", "疏通雨水井和地库排水沟", 68),
    ("drills", "防汛演练，物业和居民志愿者参加", 74),
)


def fill(found: District, days: Almanac) -> None:
    """Enter what was done, each with a picture; a few estates did it too long ago."""
    with together():
        for number, site in enumerate(found.sites.values()):
            if site.mode == "market" and site.quality >= DONE[0][2]:
                _record(site, days, number)


def _record(site: Site, days: Almanac, number: int) -> None:
    late = number % 9 == 4
    first = days.today - timedelta(days=205 if late else 14 + number * 7 % 120)
    recorder = Actor(name="项目经理", role="company", everywhere=True)
    photo = _photo(site, number, days)
    for step, (kind, note, quality) in enumerate(DONE):
        if site.quality < quality:
            continue
        on = max(first - timedelta(days=3 * step), days.begun)
        emergencies.record(
            actor=recorder,
            now=at(on, minutes=450 + step),
            estate=site.estate,
            kind=kind,
            on=on,
            photo=photo,
            note=note,
            project=site.project,
        )


def _photo(site: Site, number: int, days: Almanac) -> StoredFile:
    """Store a drawn picture of a store room: invented places have no photographs."""
    image = Image.new("RGB", (480, 360), (228, 230, 226))
    draw = ImageDraw.Draw(image)
    for row in range(3):
        for column in range(5 - row):
            left = 40 + column * 74 + row * 37 + number % 11
            draw.rounded_rectangle(
                (left, 270 - row * 46, left + 66, 310 - row * 46), 12, fill=(186, 164, 122)
            )
    draw.rectangle((400, 120, 446, 310), fill=(64, 104, 140))
    raw = io.BytesIO()
    image.save(raw, "JPEG")
    return files.store(
        actor=ACTOR,
        raw=raw.getvalue(),
        name=f"{site.name}三防.jpg",
        place=site.estate.path,
        permission="estate.view",
        now=at(days.begun, minutes=105),
    )
