"""Who may open what of self-management, written down apart from the table of roles."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from linli.registry.services import estates
from linli.selfmanagement.services import funds
from linli.selfmanagement.services.funds import Given
from tests.matrix.entry import act, others, page, thing
from tests.matrix.world import COMMUNITIES, SYSTEM

SEE = "bureau organisation subdistrict community grid instructor committee"
WIDE = "bureau organisation"
RECORD = "community grid"
FUND = "bureau subdistrict community"
PAPER = "bureau subdistrict community company"


def now():
    return timezone.now()


def yard(world, where):
    """A self-managed estate beside the served one, where the committee is not posted."""
    parent = world.town.place(COMMUNITIES[where])
    return world.once(
        ("yard", where),
        lambda: estates.register(
            actor=SYSTEM,
            now=now(),
            parent=parent,
            mode="self",
            since=now().date(),
            fields={"name": f"{where} yard"},
        ),
    )


def code(world, where):
    return [yard(world, where).code]


def version(world, where):
    return [yard(world, where).code, "charter"]


def _fund(world, where):
    fields = {"year": now().year, "source": "other", "route": "subsidy", "title": "Lamps"}
    return world.once(
        ("fund", where),
        lambda: funds.plan(
            actor=SYSTEM, now=now(), estate=yard(world, where), fields={**fields, "planned": Decimal(9)}
        ),
    )


def fund(world, where):
    return [_fund(world, where).pk]


def line(world, where):
    given = Given("received", timezone.localdate(), Decimal(5), "Grant")
    made = world.once(
        ("line", where),
        lambda: funds.enter(actor=SYSTEM, now=now(), fund=_fund(world, where), given=given),
    )
    return [made.pk]


def form(name, key, roles, near=""):
    """A form is a page to look at; posted empty it comes back with its errors, or is out of sight."""
    barred = others(roles)
    return [
        thing(f"selfmanagement:{name}", key, own=_posted(roles), near=near, barred=barred),
        act(f"selfmanagement:{name}", key=key, own=_posted(roles), near=near, barred=barred, ok=422),
    ]


def _posted(roles):
    """Company and committee are posted at the served estate only, so this one is out of their sight."""
    return " ".join(role for role in roles.split() if role not in ("company", "committee"))


FORMS = [
    ("work_new", code, RECORD, ""),
    ("fund_new", code, FUND, "bureau"),
    ("fund_replan", fund, FUND, "bureau"),
    ("entry_new", fund, FUND, "bureau"),
    ("entry_correct", line, FUND, "bureau"),
    ("fund_close", fund, FUND, "bureau"),
    ("version_new", version, PAPER, "bureau"),
]
ENTRIES = [
    *(
        page(f"selfmanagement:{name}", SEE)
        for name in (
            "estates", "estates_export", "works", "works_export", "funds", "funds_export", "sums_export",
        )
    ),
    page("selfmanagement:round", RECORD),
    *(
        thing(f"selfmanagement:{name}", key, own=_posted(SEE), near=WIDE, barred=others(SEE))
        for name, key in (("estate", code), ("fund", fund), ("fund_export", fund))
    ),
    *(entry for name, key, roles, near in FORMS for entry in form(name, key, roles, near)),
]  # fmt: skip
