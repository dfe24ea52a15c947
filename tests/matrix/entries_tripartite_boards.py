"""Who may open what of commitments and notice boards, written down apart from the table of roles."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from linli.publication import boards as contents
from linli.tripartite.services import boards, commitments
from linli.tripartite.services.commitments import Promise
from tests.matrix.entries_tripartite import SEE, WIDE, code
from tests.matrix.entry import act, others, page, public, thing
from tests.matrix.world import SYSTEM

PROMISE = "community committee company"
PRINT = "subdistrict community grid committee company"


def promised(world, where):
    """A commitment of the company."""
    day = timezone.localdate()
    given = Promise("company", "Lamps in three days", day, day + timedelta(days=90))
    made = world.once(
        ("promised", where),
        lambda: commitments.make(actor=SYSTEM, now=timezone.now(), estate=world.estates[where], given=given),
    )
    return [made.pk]


def at_gate(world, where):
    return [world.estates[where].code, *promised(world, where)]


def version(world, where):
    """A printed version of the board."""
    estate, now = world.estates[where], timezone.now()

    def make():
        found = contents.board(SYSTEM, code=estate.code, now=now)
        return boards.issue(actor=SYSTEM, now=now, estate=estate, shown=found.shown, valid_until=None)

    return [world.once(("board", where), make).code]


def sheet(world, where):
    return [*version(world, where), "a4"]


def hung(world, where):
    return [world.estates[where].code, *version(world, where)]


ENTRIES = [
    *(
        page(f"tripartite:{name}", SEE)
        for name in (
            "commitments", "commitments_export", "commitments_without", "commitments_without_export",
            "boards", "boards_export",
        )
    ),
    thing("tripartite:commitment", promised, own=SEE, near=WIDE, barred="admin"),
    thing("tripartite:commitment_new", code, own=PROMISE, barred=others(PROMISE)),
    act("tripartite:commitment_new", key=code, own=PROMISE, barred=others(PROMISE), ok=422),
    # Each side withdraws its own: to the two others it is out of sight.
    thing("tripartite:commitment_withdraw", promised, own="company", barred=others(PROMISE)),
    act(
        "tripartite:commitment_withdraw", key=promised, own="company", barred=others(PROMISE), ok=422
    ),
    thing("tripartite:board", code, own=SEE, near=WIDE, barred="admin"),
    thing("tripartite:board_pdf", sheet, own=SEE, near=WIDE, barred="admin"),
    act("tripartite:board_print", key=code, own=PRINT, barred=others(PRINT)),
    page("tripartite:board_find", PRINT, ok=404),  # nobody typed a code
    thing("tripartite:board_sight", version, own=PRINT, barred=others(PRINT)),
    act("tripartite:board_sight", key=version, own=PRINT, barred=others(PRINT), ok=422),
    public("public:board", key=hung),
    public("public:commitments", key=code),
    public("public:commitment_say", key=at_gate, method="POST", ok=422, stranger=422),
]  # fmt: skip
