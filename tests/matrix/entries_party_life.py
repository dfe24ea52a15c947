"""Who may plan, record, check, book and read party life, written down apart from the table of roles."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from linli.base import files
from linli.party.models import Coverage, Instructor, Organisation
from linli.party.services import activities, halls, positions, publicity
from linli.party.services.taking import Held, Present
from tests.matrix.entry import act, others, page, thing
from tests.matrix.world import COMMUNITIES, SYSTEM

READ = "bureau organisation subdistrict community grid instructor company committee assessor"
WIDE = "bureau organisation assessor"
RECORD = "subdistrict community grid instructor company"
CHECK = "subdistrict community grid instructor company"
BOOK = "bureau subdistrict community grid instructor company committee"
OWNED = "bureau organisation subdistrict community grid instructor assessor company"
DAY = date(2025, 1, 1)
NOBODY = others(READ)


def now():
    return timezone.now()


def branch(world, where):
    """The branch of the company at a place, with an instructor."""
    return world.once(("branch", where), lambda: _branch(world, where))


def _branch(world, where):
    path, company = COMMUNITIES[where], world.companies[where]
    made = Organisation.objects.create(name=where, form="branch", path=path, since=DAY, updated_at=now())
    facts = {"company": company, "unit": "company", "since": DAY, "updated_at": now()}
    Coverage.objects.create(organisation=made, way="own", **facts)
    Instructor.objects.create(name="Tian", path=path, **facts)
    return made


def organisation(world, where):
    return [branch(world, where).pk]


def held(world, where):
    body = branch(world, where)

    def make():
        told = Held(kind="lecture", on=DAY, topic="x", attendance=(Present(body.pk, 3),))
        return activities.record(actor=SYSTEM, now=now(), organisation=body, held=told)

    return [world.once(("held", where), make).pk]


def planned(world, where):
    body = branch(world, where)
    fields = {"kind": "lecture", "topic": "x", "planned_at": now() + timedelta(days=5)}

    def make():
        return activities.plan(actor=SYSTEM, now=now(), organisation=body, fields=fields)

    return [world.once(("planned", where), make).pk]


def position(world, where):
    fields = {"name": "x", "since": DAY}
    estate = world.estates[where]

    def make():
        return positions.register(actor=SYSTEM, now=now(), kind="company", estates=[estate], fields=fields)

    return [world.once(("position", where), make).pk]


def shown(world, where):
    estate = world.estates[where]

    def make():
        raw = BytesIO()
        Image.new("RGB", (4, 4), "red").save(raw, "PNG")
        words = {"name": "a.png", "place": estate.path, "permission": "party.view"}
        photo = files.store(actor=SYSTEM, now=now(), raw=raw.getvalue(), **words)
        fields = {"kind": "board", "title": "x", "shown_on": DAY}
        return publicity.show(actor=SYSTEM, now=now(), estate=estate, photo=photo, fields=fields)

    return [world.once(("publicity", where), make).pk]


def hall(world, where):
    fields = {"name": where, "since": DAY}

    def make():
        return halls.register(actor=SYSTEM, now=now(), path=COMMUNITIES[where], fields=fields)

    return [world.once(("hall", where), make).pk]


def booking(world, where):
    from linli.party.models import Hall

    row = Hall.objects.get(pk=hall(world, where)[0])
    start = datetime.combine(timezone.localdate() + timedelta(days=3), datetime.min.time())
    start = timezone.make_aware(start) + timedelta(hours=9)

    def make():
        end = start + timedelta(hours=1)
        return halls.book(actor=SYSTEM, now=now(), hall=row, start=start, end=end, purpose="x")

    return [world.once(("booking", where), make).pk]


def said(**fields):
    return lambda world, where: fields


def form(name, key, roles, near=""):
    """A form is a page to look at; posted empty it comes back with its errors, or is out of sight."""
    return [
        thing(f"party:{name}", key, own=roles, near=near, barred=others(roles)),
        act(f"party:{name}", key=key, own=roles, near=near, barred=others(roles), ok=422),
    ]


ENTRIES = [
    *(page(f"party:{name}", READ) for name in ("calendar", "activities", "attendance", "positions")),
    *(page(f"party:{name}", READ) for name in ("publicity", "halls")),
    *(
        page(f"party:{name}_export", READ)
        for name in ("activities", "attendance", "positions", "publicity", "halls")
    ),
    # The owners' committee sees what its own organisation does; this one covers the company.
    thing("party:activity", held, own=OWNED, near=WIDE, barred=NOBODY),
    thing("party:handbook", organisation, own=OWNED, near=WIDE, barred=NOBODY),
    thing("party:handbook_docx", organisation, own=OWNED, near=WIDE, barred=NOBODY),
    thing("party:handbook_pdf", organisation, own=OWNED, near=WIDE, barred=NOBODY),
    *form("activity_plan", organisation, RECORD),
    *form("activity_record", organisation, RECORD),
    *form("activity_hold", planned, RECORD),
    *form("activity_cancel", planned, RECORD),
    *form("activity_correct", held, RECORD),
    thing("party:position", position, own=READ, near=WIDE, barred=NOBODY),
    *form("position_edit", position, CHECK),
    *form("position_check", position, CHECK),
    page("party:position_new", CHECK),
    act("party:position_new", own=CHECK, barred=others(CHECK), ok=422),
    *form("publicity_check", shown, CHECK),
    page("party:publicity_new", CHECK),
    act("party:publicity_new", own=CHECK, barred=others(CHECK), ok=422),
    thing("party:hall", hall, own=READ, near=WIDE, barred=NOBODY),
    *form("hall_edit", hall, "subdistrict community"),
    page("party:hall_new", "subdistrict community"),
    act("party:hall_new", own="subdistrict community", barred=others("subdistrict community"), ok=422),
    *form("hall_book", hall, BOOK, near="bureau"),
    # To give back is the right of whoever booked or manages it.
    act(
        "party:booking_cancel",
        key=booking,
        own="subdistrict community",
        barred=others(BOOK),
    ),
]
