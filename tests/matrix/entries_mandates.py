"""Who may open what of mandates, written down apart from the table of roles."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from linli.mandates.services import mandates
from linli.mandates.services.mandates import Given
from tests.matrix.entry import act, others, page, public, thing
from tests.matrix.world import COMMUNITIES, SUBDISTRICTS, SYSTEM

SEE = "bureau organisation subdistrict community grid instructor assessor"
WIDE = "bureau organisation assessor"
MANAGE = "bureau subdistrict"
VISIT = "subdistrict community"
DAY = date(2025, 1, 6)


def area(world, where):
    """An area over the community, whose visits are recorded there."""
    made = world.once(
        ("area", where),
        lambda: mandates.give(
            actor=SYSTEM,
            now=timezone.now(),
            subdistrict=world.town.place(SUBDISTRICTS[where]),
            place=world.town.place(COMMUNITIES[where]),
            given=Given("area", "Wang", DAY),
        ),
    )
    return [made.pk]


ENTRIES = [
    *(page(f"mandates:{name}", SEE) for name in ("list", "export", "gaps_export")),
    thing("mandates:mandate", area, own=SEE, near=WIDE, barred=others(SEE)),
    thing("mandates:since", area, own=SEE, near=WIDE, barred=others(SEE)),
    # Those who may look at the mandate but record no visit of it find no such page.
    thing("mandates:visit_new", area, own=VISIT, barred=others(SEE)),
    act("mandates:visit_new", key=area, own=VISIT, barred=others(SEE), ok=422),
    thing("mandates:mandate_end", area, own=MANAGE, near="bureau", barred=others(MANAGE)),
    act("mandates:mandate_end", key=area, own=MANAGE, near="bureau", barred=others(MANAGE), ok=422),
    page("mandates:mandate_new", MANAGE),
    act(
        "mandates:mandate_new",
        own=MANAGE,
        barred=others(MANAGE),
        ok=422,
        query="?at=" + SUBDISTRICTS["own"],
    ),
    public("public:offices"),
]
