from __future__ import annotations

from linli.rules import packs
from tests.matrix.entry import act, others, page, thing
from tests.matrix.world import SUBDISTRICTS

READERS = "bureau organisation subdistrict community grid instructor company committee assessor"
DISTRICT = "bureau organisation assessor"
NONE = others(READERS)
STAFFING = packs.load("xinhua-2022").duties.get("staffing").id


def estate(world, where):
    return [STAFFING, "estate", world.estates[where].pk]


def summary(where):
    return lambda world, at: {"place": SUBDISTRICTS[where], "period": "2025H2"}


ENTRIES = [
    page("duties:clauses", READERS),
    page("duties:places", READERS),
    page("duties:ledger", READERS),
    page("duties:ledger_export", READERS),
    thing("duties:do", estate, own=READERS, near=DISTRICT, barred=NONE, ok=302),
    act(
        "duties:summary",
        data=summary("own"),
        own="bureau subdistrict",
        barred=others("bureau subdistrict"),
        ok=200,
        note="of one's own subdistrict",
    ),
    act(
        "duties:summary",
        data=summary("near"),
        own="bureau",
        barred=others("bureau subdistrict"),
        ok=200,
        note="of another subdistrict",
    ),
    act(
        "duties:summary",
        data=summary("far"),
        own="",
        barred=others("bureau subdistrict"),
        note="of another district",
    ),
]
