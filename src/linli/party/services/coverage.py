"""Which organisation covers a unit, from when to when and in which way; and how many members a unit has."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from linli.base.command import command
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.party.models import Coverage, Headcount, Member, Organisation
from linli.party.queries import units
from linli.party.rights import demand_unit, reports
from linli.party.rulebook import rulebook
from linli.party.services.checks import check_count, check_ended
from linli.party.terms import Form, Way
from linli.party.unit import Body
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.services.writing import demand, swap, written
from linli.rules.coverage import OWN, may_join, unlawful
from linli.rules.folding import fold, tidy


@command
def tie(
    *,
    actor: Actor,
    now: datetime,
    body: Body,
    organisation: Organisation,
    way: str,
    since: date,
    delegate: str = "",
) -> Coverage:
    """An organisation covers a unit from `since` on, in a lawful way (D2 D3 H1 H2 J6).

    delegate: in the way "group" the member of the grid branch who is sent into the courtyard
    :raises Refused: if the unit is covered already, the way is unlawful for its members, the joint branch is
        full, or the delegate is no member of the grid branch
    """
    demand_unit(actor, body, clause="D3")
    demand(actor, "party.manage", at=organisation.path, clause="D3")
    _check_free(body, since)
    check_ended(since, timezone.localdate(now), field="since")
    _check_life(organisation, since)
    _check_way(actor, body, organisation, way, on=timezone.localdate(now))
    named = _checked_delegate(organisation, way, delegate, since)
    row = Coverage.objects.create(
        organisation=organisation, way=way, delegate=named, since=since, updated_at=now, **body.where()
    )
    shown: dict[str, Any] = {
        "organisation": [None, organisation.pk],
        "way": [None, way],
        "unit": [None, body.unit],
    }
    clause = "H2" if way == Way.GROUP else "D2" if way == Way.OWN else "D3"
    path = organisation.path
    written(row, "coverage.tie", shown, actor=actor, now=now, place=path, clause=clause, on=since)
    return row


@command
def end(*, actor: Actor, now: datetime, tie: Coverage, until: date, reason: str) -> Coverage:
    """An organisation no longer covers a unit from `until` on.

    :raises Refused: without a reason, if it ended already, or before it began
    """
    demand(actor, "party.manage", at=tie.organisation.path, clause="D3")
    if tie.until is not None:
        raise Refused("这条覆盖关系已经结束。", "This coverage has ended already.", clause="D3")
    check_ended(until, timezone.localdate(now), field="on", after=tie.since)
    if not reason.strip():
        raise Refused("请写明结束的原因。", "Say why it ends.", clause="D3", fields=("reason",))
    done = swap(tie, {"until": until}, seen=None, now=now)
    path = tie.organisation.path
    written(tie, "coverage.end", done, actor=actor, now=now, place=path, clause="D3", note=reason, on=until)
    return tie


@command
def report(
    *, actor: Actor, now: datetime, body: Body, as_of: date, full: int, probationary: int = 0
) -> Headcount:
    """Report a unit's members as counts; the same day again corrects them (D2 H1).

    :raises NotAllowed: if the actor neither is in charge of the unit nor one of its own people
    :raises Refused: for a day ahead
    """
    if not reports(actor, body):
        raise NotAllowed(
            f"“{body.name}”的党员人数由它自己或所在的社区、街道来报。",
            f"The members of “{body.name}” are reported by itself, its community or subdistrict.",
            clause="D2",
        )
    check_count(as_of, timezone.localdate(now))
    row, _ = Headcount.objects.update_or_create(
        **body.where(),
        organisation=None,
        as_of=as_of,
        defaults={
            "full": full,
            "probationary": probationary,
            "path": place_of(body),
            "updated_at": now,
        },
    )
    shown: dict[str, Any] = {"full": [None, full], "probationary": [None, probationary]}
    written(row, "headcount.report", shown, actor=actor, now=now, place=row.path, clause="D2", on=as_of)
    return row


def place_of(body: Body) -> str:
    """Return the place rows about a unit belong to: its estate, or of a company the district it serves in."""
    if body.company is None or not body.paths:
        return body.paths[0] if body.paths else "/"
    above = Place.objects.filter(path__in=paths.chain(body.paths[0]), level=Level.DISTRICT)
    return above.values_list("path", flat=True).first() or paths.chain(body.paths[0])[0]


def _check_free(body: Body, since: date) -> None:
    present = (
        Coverage.objects.filter(**body.where(), until__isnull=True).select_related("organisation").first()
    )
    if present is not None:
        raise Refused(
            f"“{body.name}”已由“{present.organisation.name}”覆盖。一个单位只归一个党组织，先结束原来的再登记。",
            f"“{present.organisation.name}” covers “{body.name}” already; end that first.",
            clause="D2",
            fields=("organisation",),
        )
    last = Coverage.objects.filter(**body.where()).aggregate(last=Max("until"))["last"]
    if last is not None and since < last:
        raise Refused(
            f"上一段覆盖到{last:%Y-%m-%d}才结束，新的要从这一天或以后起。",
            f"The coverage before ended on {last:%Y-%m-%d}; the new one begins then or later.",
            clause="D3",
            fields=("since",),
        )


def _check_life(organisation: Organisation, since: date) -> None:
    if organisation.until is not None or since < organisation.since:
        raise Refused(
            f"“{organisation.name}”这一天不存在：它自{organisation.since:%Y-%m-%d}成立。",
            f"“{organisation.name}” did not exist then: it was founded on {organisation.since:%Y-%m-%d}.",
            clause="D3",
            fields=("since",),
        )


def _check_way(actor: Actor, body: Body, organisation: Organisation, way: str, *, on: date) -> None:
    full = units.count(actor, body, on=on).full
    reason = unlawful(rulebook(), body.kind, full, way=way, form=organisation.form)
    if reason is not None:
        raise Refused(
            f"“{body.name}”{reason.zh}。", f"{body.name}: {reason.en}.", clause="D2", fields=("way",)
        )
    covered = Coverage.objects.filter(organisation=organisation, until__isnull=True).count()
    if organisation.form == Form.JOINT and not may_join(rulebook(), covered):
        raise Refused(
            f"“{organisation.name}”已覆盖{covered}个单位，联合党支部一般不超过{rulebook().number('joint_units')}个。",
            f"“{organisation.name}” covers {covered} units; a joint branch generally takes no more.",
            clause="D3",
            fields=("organisation",),
        )
    if way == OWN and organisation.form == Form.BRANCH and covered:
        raise Refused(
            f"“{organisation.name}”是别的单位单独成立的党支部，请为“{body.name}”另建。",
            f"“{organisation.name}” is another unit's own branch; found one for “{body.name}”.",
            clause="D2",
            fields=("organisation",),
        )


def _checked_delegate(organisation: Organisation, way: str, delegate: str, since: date) -> str:
    """Return the delegate's name; "" in other ways than the group's."""
    if way != Way.GROUP:
        return ""
    named, grid = tidy(delegate), organisation.parent
    if grid is None or grid.form != Form.GRID:
        raise Refused(
            "党小组要隶属于网格党支部，才能由它委派委员。请先改这个党小组的上级组织。",
            "The group must belong to a grid branch, which delegates a member. Change its parent first.",
            clause="H2",
            fields=("organisation",),
        )
    rows = Member.objects.filter(organisation=grid, joined_on__lte=since).exclude(left_on__lte=since)
    known = {fold(row.name): row for row in rows}
    found = known.get(fold(named)) if named else None
    if found is None or (grid.committee and not found.post):
        raise Refused(
            f"“{named or '未填'}”不是“{grid.name}”的{'委员' if grid.committee else '党员'}，不能委派。",
            f"“{named or 'nobody'}” is no member of “{grid.name}” who could be delegated.",
            clause="H2",
            fields=("delegate",),
        )
    return named
