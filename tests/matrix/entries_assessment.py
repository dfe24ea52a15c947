from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from linli.assessment.entries import Entry as Given
from linli.assessment.models import OutlierNote, Party, RoundEstate
from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.scoring.run import judged_round
from linli.assessment.services import appealing, deciding, entering, judging, moving, planning, scoring
from linli.base.models import Job
from linli.kernel.actor import Actor
from linli.kernel.period import quarter, quarter_of
from linli.people.access import actor_for
from tests.matrix.entry import act, operation, others, page, thing
from tests.matrix.world import DISTRICTS, SYSTEM

READERS = "bureau organisation subdistrict community grid instructor company committee assessor"
DISTRICT = "bureau organisation assessor"
ENTERING = "bureau subdistrict community grid committee assessor"
KINDS = ("bureau", "subdistrict", "community", "committee")
STATES = {"planned": 1, "open": 0, "review": 2, "draft": 3, "quiet draft": 4}
NOBODY = "owner admin"
RUN = {"own": "bureau", "near": "bureau", "barred": others("bureau")}
SEE = {"own": READERS, "near": READERS, "barred": NOBODY}


def round_in(state):
    """Return a factory of the round of a district in a state; own and near share one."""

    def make(world, where):
        path = DISTRICTS[where]
        return world.once(("round", path, state), lambda: _round(path, state))

    return make


def _round(path, state):
    now = timezone.now()
    today = timezone.localdate(now)
    period = quarter_of(today) if state == "open" else quarter(2032, STATES[state])
    plan = RoundPlan(
        path=path,
        period=period,
        facts_due=period.last_day,
        parties=tuple(PartyPlan(kind) for kind in KINDS),
        policy="xinhua-2022",
    )
    round = planning.plan(actor=SYSTEM, plan=plan, now=now)
    if state == "planned":
        return round
    planning.open_round(actor=SYSTEM, round=round, now=now)
    Job.objects.filter(state="queued", arguments={"round": round.pk}).delete()
    _score(round, now)
    if state != "open":
        moving.close(actor=SYSTEM, round=round, now=now)
    if state.endswith("draft"):
        deciding.publish_draft(actor=SYSTEM, round=round, now=now, incomplete_because="矩阵")
    return round


def _score(round, now):
    with judged_round(round, progress=lambda done, total: None) as scored:
        scoring.keep(actor=SYSTEM, round=round, scored=scored, now=now)


def key(state):
    return lambda world, where: [round_in(state)(world, where).pk]


def sheet(state):
    return lambda world, where: [round_in(state)(world, where).pk, world.estates[where].code]


def said(**fields):
    return lambda world, where: fields


def subject(world, where, state):
    round = round_in(state)(world, where)
    return RoundEstate.objects.select_related("round").get(round=round, code=world.estates[where].code)


def new_round(world, where):
    return {
        "period": "own", "start": "2040-01-01", "last": "2040-01-31", "facts_due": "2040-01-31",
        "combination": "joint", "modes": ["market"], "jump": "10", "survey_least": "30", "bureau_on": "on",
    }  # fmt: skip


def job(world, where):
    round = round_in("open")(world, where)
    make = lambda: scoring.ask(actor=SYSTEM, round=round, now=timezone.now())  # noqa: E731
    return [world.once(("round job", round.pk), make).pk]


def note(world, where):
    found = subject(world, where, "review")

    def make():
        return OutlierNote.objects.create(
            round=found.round, subject=found, kind="jump", key=where, path=found.path, zh="高", en="high"
        )

    return [found.round_id, world.once(("note", where), make).pk]


def facts(world, where):
    return {"lines.findings": "1", "on": str(timezone.localdate())}


def judged(world, where):
    found = subject(world, where, "open")

    def make():
        now = timezone.now()
        return judging.award(
            actor=SYSTEM, subject=found, item="drainage", given=Decimal(8), reason="", now=now
        )

    world.once(("award", where), make)
    return [found.round_id, found.code]


def doubted(world, where):
    """Enter a rate on three answers, whose veto waits."""
    found = subject(world, where, "open")
    given = {found.code: [Given("satisfaction.rate", raw="40", sample=3)]}
    make = lambda: entering.attest(actor=SYSTEM, round=found.round, given=given, now=timezone.now())  # noqa: E731
    world.once(("doubted", where), make)
    return [found.round_id, found.code]


def appeal_of(maker):
    """Return a factory of an appeal made at a place, by the company there or by the committee at own."""

    def make(world, where):
        found = subject(world, where, "draft")

        def appeal():
            item = {"company": "lines", "committee": "greening"}[maker]
            actor = _maker(world, where, maker)
            return appealing.make(actor=actor, subject=found, item=item, grounds="不属实", now=timezone.now())

        return [world.once(("appeal", where, maker), appeal).pk]

    return make


def _maker(world, where, maker):
    body = f"company:{world.companies[where].pk}"
    if where == "own":
        return actor_for(world.people[maker], today=timezone.localdate())
    return Actor(name=maker, organisation=body, everywhere=True)


def late(world, where):
    """Return a party of the open round, another for each place: nobody is reminded twice on one day."""
    round = round_in("open")(world, where)
    kind = {"own": "subdistrict", "near": "community"}.get(where, "bureau")
    return [round.pk, Party.objects.get(round=round, kind=kind).pk]


def bar(world, where):
    return {
        "person": world.people["assessor"].pk,
        "path": "/1/1/",
        "effect": "flag",
        "reason": "义务质量总监",
    }


def entered(world, where):
    """Enter something once, so that a score has entries to show."""
    found = subject(world, where, "open")

    def make():
        return entering.attest(
            actor=SYSTEM,
            round=found.round,
            given={found.code: [Given("publicity.present", raw=True)]},
            now=timezone.now(),
        )

    world.once(("entered", where), make)
    return found


def api(tail):
    def path(world, where):
        found = entered(world, where)
        return f"/api/v1/rounds/{found.round_id}{tail.format(code=found.code)}"

    return path


ENTRIES = [
    page("assessment:rounds", READERS),
    page("assessment:mine", READERS),
    page("assessment:round_new", "bureau"),
    act("assessment:round_new", data=new_round, own="bureau", barred=others("bureau")),
    thing("assessment:job", job, own="bureau", near="bureau", barred=NOBODY),
    thing("assessment:round", key("open"), far="", **SEE),
    thing("assessment:round", key("planned"), own="bureau", near="bureau", barred=NOBODY, note="a plan"),
    thing("assessment:board", key("open"), **SEE),
    thing("assessment:workbook", key("open"), **SEE),
    act("assessment:workbook_ask", key=key("open"), **SEE),
    thing("assessment:import_facts", key("open"), own=ENTERING, near=ENTERING, barred=others(ENTERING)),
    act(
        "assessment:import_facts",
        key=key("open"),
        own=ENTERING,
        near=ENTERING,
        barred=others(ENTERING),
        ok=422,
    ),
    thing("assessment:appeals", key("draft"), **SEE),
    thing("assessment:review", key("review"), **RUN),
    act("assessment:look", key=note, data=said(remark="已核对"), **RUN),
    act("assessment:open", key=key("planned"), **RUN),
    act("assessment:extend", key=key("open"), data=said(facts_due="2040-01-01", reason="雪"), **RUN),
    act("assessment:bar", key=key("open"), data=bar, **RUN),
    act("assessment:close", key=key("open"), **RUN),
    act("assessment:score", key=key("open"), **RUN),
    act("assessment:remind", key=late, **RUN),
    act("assessment:remind_company", key=sheet("open"), **RUN),
    act("assessment:reopen", key=key("review"), data=said(note="补登"), **RUN),
    act("assessment:withdraw_draft", key=key("quiet draft"), data=said(note="核对"), **RUN),
    thing("assessment:sheet", sheet("open"), own=READERS, near=DISTRICT, barred=NOBODY),
    thing("assessment:entry", sheet("open"), own=ENTERING, near="bureau assessor", barred=others(ENTERING)),
    act(
        "assessment:entry",
        key=sheet("open"),
        data=facts,
        own=ENTERING,
        near="bureau assessor",
        barred=others(ENTERING),
    ),
    act(
        "assessment:award",
        key=sheet("open"),
        data=said(item="drainage", points="8", reason=""),
        own="bureau assessor",
        near="bureau assessor",
        barred=others("bureau assessor"),
    ),
    act(
        "assessment:take_back",
        key=judged,
        data=said(item="drainage"),
        own="bureau assessor",
        near="bureau assessor",
        barred=others("bureau assessor"),
    ),
    act(
        "assessment:rule",
        key=doubted,
        data=said(fact="satisfaction.rate", verdict="stands", reason="补查一致"),
        **RUN,
    ),
    thing(
        "assessment:appeal_new",
        sheet("draft"),
        own="company committee",
        barred=others("company committee"),
    ),
    act(
        "assessment:appeal_new",
        key=sheet("draft"),
        data=said(item="fire_safety", grounds="不属实"),
        own="company committee",
        barred=others("company committee"),
    ),
    thing("assessment:appeal", appeal_of("company"), own=READERS, near=DISTRICT, barred=NOBODY),
    act(
        "assessment:answer",
        key=appeal_of("company"),
        data=said(verdict="reject", answer="照片清楚"),
        **RUN,
    ),
    act(
        "assessment:appeal_withdraw",
        key=appeal_of("company"),
        own="company",
        barred=others("company committee"),
    ),
    operation(
        "api:assessment.rounds",
        lambda world, where: "/api/v1/rounds",
        own=READERS,
        near=READERS,
        far=READERS,
        barred=NOBODY,
    ),
    operation("api:assessment.round", api(""), **SEE),
    operation("api:assessment.standings", api("/board"), **SEE),
    operation("api:assessment.score", api("/scores/{code}"), own=READERS, near=DISTRICT, barred=NOBODY),
    operation(
        "api:assessment.enter",
        api("/facts/{code}"),
        method="POST",
        data=lambda world, where: {"entries": [{"fact": "lines.findings", "value": 1}]},
        own=ENTERING,
        near="bureau assessor",
        barred=others(ENTERING),
    ),
]
