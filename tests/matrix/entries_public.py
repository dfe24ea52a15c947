from __future__ import annotations

from django.utils import timezone

from tests.matrix.entry import EVERYBODY, PLACES, operation, public
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


def api(rest):
    return lambda world, where: "/api/v1/public/" + rest(world, where)


def of_everybody(name, rest):
    everybody = dict.fromkeys(PLACES, EVERYBODY)
    return operation(name, api(rest), stranger=200, **everybody)


ENTRIES = [
    of_everybody("api:public.rounds", lambda world, where: "rounds"),
    of_everybody("api:public.scores", lambda world, where: f"rounds/{round_code(world, where)[0]}/scores"),
    of_everybody(
        "api:public.sheet", lambda world, where: "rounds/{}/scores/{}".format(*sheet_of(world, where))
    ),
    of_everybody("api:public.lists", lambda world, where: "lists"),
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
    public("public:blank_sheet"),
    public("public:privacy"),
    public("public:accessibility"),
    public("public:open_data"),
    public("parts:parts"),
]
