"""Who may open what of organisations, coverage, instructors and members, apart from the table of roles."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from linli.party.models import Coverage, Instructor
from linli.party.queries import units
from linli.party.services import coverage, members, plans
from tests.matrix import entries_party_life as life
from tests.matrix.entry import act, others, page, thing
from tests.matrix.world import SYSTEM

SEE = "bureau organisation subdistrict community grid instructor company committee assessor"
WIDE = "bureau organisation assessor"  # posted to the district, so the neighbour is theirs too
MANAGE = "bureau subdistrict community"
SEND = "bureau subdistrict"
NAMES = "community company"
REPORT = "bureau subdistrict community company"
BRANCH = f"{REPORT} grid instructor"  # whoever records its activities
GUIDE = "subdistrict community instructor"
DAY = date(2025, 1, 1)


def now():
    return timezone.now()


def body(world, where):
    """The company that serves the estate there, with three members reported."""

    def make():
        found = units.body(SYSTEM, unit="company", key=world.companies[where].pk)
        coverage.report(actor=SYSTEM, now=now(), body=found, as_of=DAY, full=3)
        return found

    return world.once(("party body", where), make)


def branch(world, where):
    """The company's own branch at its community, the same that lives its party life there."""
    body(world, where)
    row = life.branch(world, where)
    return row, Coverage.objects.get(organisation=row)


def organisation(world, where):
    return [branch(world, where)[0].pk]


def tie(world, where):
    return [branch(world, where)[1].pk]


def unit(world, where):
    branch(world, where)
    return ["company", body(world, where).key]


def planned(world, where):
    world.once(
        ("party plan", where),
        lambda: plans.decide(
            actor=SYSTEM,
            now=now(),
            body=body(world, where),
            way="own",
            reason="three members",
            due_on=date(2099, 1, 1),
        ),
    )
    return unit(world, where)


def member(world, where):
    made = world.once(
        ("party member", where),
        lambda: members.enter(
            actor=SYSTEM,
            now=now(),
            organisation=branch(world, where)[0],
            name="Zhang",
            standing="full",
            joined_on=DAY,
        ),
    )
    return [made.pk]


def instructor(world, where):
    """At the own place the instructor of the matrix himself, elsewhere somebody without an account."""
    row = Instructor.objects.get(company=branch(world, where)[1].company)
    if where == "own":
        Instructor.objects.filter(pk=row.pk).update(user=world.people["instructor"])
    return [row.pk]


def form(name, key, roles, *, near=""):
    """A form is a page to look at; posted empty it comes back with its errors."""
    barred = others(roles)
    return [
        thing(f"party:{name}", key, own=roles, near=near, barred=barred),
        act(f"party:{name}", key=key, own=roles, near=near, barred=barred, ok=422),
    ]


ENTRIES = [
    page("party:coverage", SEE),
    page("party:coverage_export", SEE),
    page("party:trend", SEE),
    page("party:trend_export", SEE),
    page("party:organisations", SEE),
    page("party:organisations_export", SEE),
    page("party:instructors", SEE),
    page("party:instructors_export", SEE),
    page("party:organisation_new", MANAGE),
    act("party:organisation_new", own=MANAGE, barred=others(MANAGE), ok=422),
    # Whoever is posted below a community sees its organisations; a committee sees those that lead only.
    thing(
        "party:organisation",
        organisation,
        own=SEE.replace(" committee", ""),
        near=WIDE,
        barred=others(SEE),
    ),
    thing("party:unit", unit, own=SEE, near=WIDE, barred=others(SEE)),
    thing("party:instructor", instructor, own=SEE, near=WIDE, barred=others(SEE)),
    *form("organisation_edit", organisation, MANAGE, near="bureau"),
    *form("organisation_dissolve", organisation, MANAGE, near="bureau"),
    *form("unit_tie", unit, MANAGE, near="bureau"),
    *form("plan_new", unit, MANAGE, near="bureau"),
    *form("plan_finish", planned, MANAGE, near="bureau"),
    *form("tie_end", tie, MANAGE, near="bureau"),
    *form("instructor_new", unit, SEND, near="bureau"),
    *form("instructor_end", instructor, SEND, near="bureau"),
    *form("member_edit", member, NAMES),
    *form("member_leave", member, NAMES),
    *form("member_new", organisation, NAMES),
    *form("members", organisation, NAMES),
    thing("party:visit_new", instructor, own=GUIDE, barred=others(GUIDE)),
    act("party:visit_new", key=instructor, own=GUIDE, barred=others(GUIDE), ok=422),
    # Reporting numbers: the unit's own people besides those in charge; the others see no such form.
    thing("party:unit_count", unit, own=REPORT, near="bureau", barred=others(SEE)),
    act("party:unit_count", key=unit, own=REPORT, near="bureau", barred=others(SEE), ok=422),
    thing("party:organisation_count", organisation, own=BRANCH, near="bureau", barred=others(SEE)),
    act("party:organisation_count", key=organisation, own=BRANCH, near="bureau", barred=others(SEE), ok=422),
]
