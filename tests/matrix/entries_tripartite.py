"""Who may open what of the three sides, written down apart from the table of roles."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from linli.tripartite.minuting import Decision, Minutes, Point
from linli.tripartite.services import appointments, mechanisms, meetings
from linli.tripartite.services.appointments import Term
from linli.tripartite.services.meetings import Call
from tests.matrix.entry import act, others, page, public, thing
from tests.matrix.world import SYSTEM

INSIDE = "bureau organisation subdistrict community grid instructor company committee assessor"
SEE = f"{INSIDE} owner"
WIDE = "bureau organisation assessor"
HOLD = "subdistrict community committee"
MANAGE = "subdistrict community"
DO = "subdistrict community committee company"
DAY = date(2025, 1, 6)


def now():
    return timezone.now()


def code(world, where):
    return [world.estates[where].code]


def record(world, where):
    return [world.estates[where].code, "missing:services"]


def called(world, where):
    """A meeting that is called."""
    given = Call(title="Meeting", planned_at=now() + timedelta(days=3), agenda=[Point("Light")])
    made = world.once(
        ("called", where),
        lambda: meetings.call(actor=SYSTEM, now=now(), estate=world.estates[where], given=given),
    )
    return [made.pk]


def minuted(world, where):
    """A meeting that is minuted, with one resolution."""

    def make():
        given = Call(title="Minuted", planned_at=now(), agenda=[Point("Lift")])
        made = meetings.call(actor=SYSTEM, now=now(), estate=world.estates[where], given=given)
        said = Minutes(
            held_on=DAY,
            attendance={"community": "", "company": ""},
            decisions=[Decision("Mend the lift", "company", DAY + timedelta(days=7))],
        )
        return meetings.minute(actor=SYSTEM, now=now(), meeting=made, given=said)

    return [world.once(("minuted", where), make).pk]


def resolution(world, where):
    key = minuted(world, where)[0]
    return [world.made["minuted", where].resolutions.get(meeting=key).pk]


def mechanism(world, where):
    seats = [("community", "Zhou", ""), ("company", "Wang", "")]
    made = world.once(
        ("mechanism", where),
        lambda: mechanisms.establish(
            actor=SYSTEM, now=now(), estate=world.estates[where], since=DAY, fields={}, seats=seats
        ),
    )
    return [made.pk]


def seat(world, where):
    key = mechanism(world, where)[0]
    return [world.made["mechanism", where].delegates.filter(mechanism=key, side="company").get().pk]


def director(world, where):
    made = world.once(
        ("director", where),
        lambda: appointments.direct(
            actor=SYSTEM, now=now(), estate=world.estates[where], term=Term(name="Zhou", since=DAY)
        ),
    )
    return [made.pk]


def form(name, key, roles):
    """A form is a page to look at; posted empty it comes back with its errors, or is out of sight."""
    barred = others(roles)
    return [
        thing(f"tripartite:{name}", key, own=roles, barred=barred),
        act(f"tripartite:{name}", key=key, own=roles, barred=barred, ok=422),
    ]


FORMS = [
    ("minute", called, HOLD),
    ("meeting_cancel", called, HOLD),
    ("resolution_finish", resolution, DO),
    ("resolution_drop", resolution, HOLD),
    ("call", code, HOLD),
    ("mechanism_establish", code, MANAGE),
    ("mechanism_end", mechanism, MANAGE),
    ("seat_new", mechanism, MANAGE),
    ("paper_new", mechanism, MANAGE),
    ("seat_end", seat, MANAGE),
    ("director_new", code, MANAGE),
    ("appointment_end", director, MANAGE),
]
ENTRIES = [
    *(
        page(f"tripartite:{name}", SEE)
        for name in (
            "meetings", "meetings_export", "resolutions", "resolutions_export", "estates", "estates_export",
            "appointments", "appointments_export", "without_export",
        )
    ),
    thing("tripartite:estate", code, own=SEE, near=WIDE, barred="admin"),
    thing("tripartite:record", record, own=SEE, near=WIDE, barred="admin"),
    # Until its minutes are approved, a meeting is for those who work together.
    thing("tripartite:meeting", called, own=INSIDE, near=WIDE, barred="admin"),
    thing("tripartite:meeting_docx", minuted, own=INSIDE, near=WIDE, barred="admin"),
    thing("tripartite:meeting_pdf", minuted, own=INSIDE, near=WIDE, barred="admin"),
    thing("tripartite:resolution", resolution, own=INSIDE, near=WIDE, barred="admin"),
    thing("tripartite:appointment", director, own=SEE, near=WIDE, barred="admin"),
    *(entry for name, key, roles in FORMS for entry in form(name, key, roles)),
    thing("tripartite:meeting_approve", minuted, own=MANAGE, barred=others(MANAGE)),
    act("tripartite:meeting_approve", key=minuted, own=MANAGE, barred=others(MANAGE)),
    thing("tripartite:mechanism_edit", mechanism, own=MANAGE, barred=others(MANAGE)),
    act("tripartite:mechanism_edit", key=mechanism, own=MANAGE, barred=others(MANAGE)),
    page("tripartite:seat_in", MANAGE),
    act("tripartite:seat_in", own=MANAGE, barred=others(MANAGE), ok=422),
    # The director himself may note, and whoever is of the community.
    thing("tripartite:note_new", director, own="community grid", barred="admin"),
    act("tripartite:note_new", key=director, own="community grid", barred="admin", ok=422),
    public("public:meetings", key=code),
]  # fmt: skip
