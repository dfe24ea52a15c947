from __future__ import annotations

from django.utils import timezone

from tests.matrix.entry import public
from tests.matrix.world import DISTRICTS, SYSTEM
from tests.publication import made


def published(world, where):
    """The final result of a district with the estate at a place in it."""

    def make():
        estate = world.estates[where]
        copy = made.round_copy(
            {"own": "2026Q1", "near": "2025Q4", "far": "2025Q3"}[where], path=DISTRICTS[where]
        )
        score = made.score(estate.code, estate.name, path=estate.path)
        return made.publish(SYSTEM, [score], now=timezone.now(), copy=copy)

    return world.once(("published", where), make)


def round_code(world, where):
    return [published(world, where).code]


def sheet_of(world, where):
    return [published(world, where).code, world.estates[where].code]


def estate_code(world, where):
    return [world.estates[where].code]


def round_file(name):
    return lambda world, where: [*round_code(world, where), name]


def sheet_file(name):
    return lambda world, where: [*sheet_of(world, where), name]


ENTRIES = [
    public("public:home"),
    public("public:results"),
    public("public:round", key=round_code),
    public("public:sheet", key=sheet_of),
    public("public:download", key=round_file("scores.csv")),
    public("public:sheet_download", key=sheet_file("bundle.zip")),
    public("public:lists"),
    public("public:estate", key=estate_code),
    public("public:poster", key=estate_code),
    public("public:method"),
    public("public:privacy"),
    public("public:accessibility"),
    public("public:open_data"),
    public("parts:parts"),
]
