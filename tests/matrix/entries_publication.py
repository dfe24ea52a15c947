from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.services import planning
from linli.kernel.period import quarter
from linli.publication.services.listings import deciding, issuing, proposing
from tests.matrix.entry import act, others, page, thing
from tests.matrix.world import DISTRICTS, SYSTEM
from tests.publication import made

BUREAU = {"barred": others("bureau")}
READERS = "bureau organisation subdistrict community grid instructor company committee assessor"
DISTRICT_READERS = "bureau organisation assessor"
ENTERERS = "bureau subdistrict community grid committee assessor"
NUMBERS = {"own": 0, "near": 1, "far": 2}
STATES = ("proposed", "noticed", "accepted", "issued")


def entry_in(state):
    """Return a factory of a black entry in a state at a place."""

    def key(world, where):
        return [world.once(("entry", state, where), lambda: _entry(world, where, state)).pk]

    return key


def _code(where, state):
    return f"20{10 + STATES.index(state)}Q{1 + NUMBERS[where]}"


def _entry(world, where, state):
    estate, code, now = world.estates[where], _code(where, state), timezone.now()
    today = timezone.localdate(now)
    score = made.score(estate.code, estate.name, path=estate.path, satisfaction__rate="40")
    made.publish(SYSTEM, [score], now=now, copy=made.round_copy(code, path=DISTRICTS[where]))
    (listing,) = proposing.propose(actor=SYSTEM, round_code=code, now=now)
    if state != "proposed":
        days = 1 if state == "noticed" else 40
        _serve(listing, today - timedelta(days=days), now, today)
    if state in ("accepted", "issued"):
        deciding.decide(actor=SYSTEM, pk=listing.pk, accept=True, reason="属实", now=now, today=today)
    if state == "issued":
        issuing.issue(actor=SYSTEM, round_code=code, now=now, today=today)
    return listing


def _serve(listing, day, now, today):
    deciding.serve(
        actor=SYSTEM, pk=listing.pk, served_on=day, how="直接送达", number="", now=now, today=today
    )


def code_in(state):
    def key(world, where):
        entry_in(state)(world, where)
        return [_code(where, state)]

    return key


def objection(world, where):
    def make():
        entry = world.once(("entry", "noticed", where), lambda: _entry(world, where, "noticed"))
        now = timezone.now()
        today = timezone.localdate(now)
        return deciding.object_to(actor=SYSTEM, pk=entry.pk, text="不属实", now=now, today=today)

    found = world.once(("objection", where), make)
    return [found.listing_id, found.pk]


def planned(world, where):
    """A round of the district of a place; own and near are of the same district."""
    path = DISTRICTS[where]
    plan = RoundPlan(
        path=path,
        period=quarter(2031, 1),
        facts_due=quarter(2031, 1).last_day,
        policy=made.PACK.code,
        parties=(PartyPlan("bureau"),),
    )
    make = lambda: planning.plan(actor=SYSTEM, plan=plan, now=timezone.now())  # noqa: E731
    return [world.once(("planned", path), make).pk]


def opened(world, where):
    """The round of the district of a place that takes facts."""
    path = DISTRICTS[where]

    def make():
        plan = RoundPlan(
            path=path,
            period=quarter(2033, 1),
            facts_due=quarter(2033, 1).last_day,
            policy=made.PACK.code,
            parties=(PartyPlan("bureau"),),
        )
        round_ = planning.plan(actor=SYSTEM, plan=plan, now=timezone.now())
        return planning.open_round(actor=SYSTEM, round=round_, now=timezone.now())

    return [world.once(("opened", path), make).pk]


def said(**fields):
    return lambda world, where: fields


def served(world, where):
    return {"served_on": timezone.localdate().isoformat(), "how": "直接送达"}


ENTRIES = [
    page("publication:listings", READERS),
    thing("publication:entry", entry_in("issued"), own=READERS, near=DISTRICT_READERS, barred="owner admin"),
    thing(
        "publication:entry",
        entry_in("proposed"),
        own="bureau",
        near="bureau",
        barred="owner admin",
        note="before anybody was told",
    ),
    # What was published is public; whether one may act on it is the service's to say.
    act("publication:propose", key=code_in("proposed"), own="bureau", near="bureau", hidden=403, **BUREAU),
    act("publication:issue", key=code_in("accepted"), own="bureau", near="bureau", hidden=403, **BUREAU),
    act("publication:serve", key=entry_in("proposed"), data=served, own="bureau", near="bureau", **BUREAU),
    act(
        "publication:decide",
        key=entry_in("proposed"),
        data=said(choice="decline", reason="未复核"),
        own="bureau",
        near="bureau",
        **BUREAU,
    ),
    act(
        "publication:reopen",
        key=entry_in("accepted"),
        data=said(note="再核一次"),
        own="bureau",
        near="bureau",
        **BUREAU,
    ),
    act(
        "publication:rectify",
        key=entry_in("issued"),
        data=said(note="复查合格"),
        own="bureau",
        near="bureau",
        **BUREAU,
    ),
    act(
        "publication:leave",
        key=entry_in("issued"),
        data=said(note="列错了"),
        own="bureau",
        near="bureau",
        **BUREAU,
    ),
    act(
        "publication:object",
        key=entry_in("noticed"),
        data=said(text="不属实"),
        own="company committee",
        barred=others("company committee"),
    ),
    act(
        "publication:answer",
        key=objection,
        data=said(text="已核实"),
        own="bureau",
        near="bureau",
        **BUREAU,
    ),
    thing("publication:notice", entry_in("proposed"), own="bureau", near="bureau", **BUREAU),
    thing("publication:announcement", code_in("issued"), own="bureau", near="bureau", far="bureau", **BUREAU),
    thing("publication:decision", planned, own="bureau", near="bureau", **BUREAU),
    # The round is only planned: the step is refused, but not because of who asks.
    act("publication:draft", key=planned, own="bureau", near="bureau", ok=422, **BUREAU),
    act(
        "publication:final",
        key=planned,
        data=said(decider="许文昌", title="副局长"),
        own="bureau",
        near="bureau",
        ok=422,
        **BUREAU,
    ),
]
