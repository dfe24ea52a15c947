"""Party organisations: founded, changed (new elections too), dissolved; and how many members they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.party.models import Coverage, Headcount, Member, Organisation
from linli.party.queries.membership import members
from linli.party.rights import demand_for
from linli.party.rulebook import rulebook
from linli.party.services.checks import check_count, check_ended, plain, without
from linli.party.terms import Form
from linli.registry.services.companies import checked_field
from linli.registry.services.writing import demand, swap, written
from linli.rules.coverage import committee_is_due
from linli.rules.folding import tidy
from linli.rules.identifiers import fold_phone

FACTS = frozenset({"name", "parent", "secretary", "phone", "elected_on", "term_until", "groups", "committee"})
COMMUNITY = frozenset({Form.COMMITTEE, Form.GRID})  # whose term is that of a community
UNTOLD = frozenset({"secretary"})  # a person's name stays out of the journal


@command
def found(
    *,
    actor: Actor,
    now: datetime,
    path: str,
    form: str,
    since: date,
    fields: Mapping[str, Any],
    full: int | None = None,
    probationary: int = 0,
) -> Organisation:
    """Enter a party organisation at a place, with its number of members if it is known (D2 D3 H1 H2).

    :raises NotAllowed: without `party.manage` at the place, or at that of the parent
    :raises Refused: if name, dates, parent or committee do not hold
    """
    demand(actor, "party.manage", at=path, clause="D2")
    today = timezone.localdate(now)
    check_ended(since, today, field="since")
    facts = _checked(fields, form=form, today=today, full=full)
    row = Organisation(form=form, path=path, since=since, updated_at=now, **facts)
    _check_name(row, facts["name"])
    _check_parent(row, facts.get("parent"))
    row.save(force_insert=True)
    shown: dict[str, Any] = {"name": [None, row.name], "form": [None, form], "since": [None, since]}
    written(row, "organisation.found", shown, actor=actor, now=now, place=path, clause="D2", on=since)
    if full is not None:
        _count(actor, row, as_of=today, full=full, probationary=probationary, now=now)
    return row


@command
def change(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    fields: Mapping[str, Any],
    seen: datetime | None = None,
) -> Organisation:
    """Correct an organisation's data, or enter a new election with its term.

    :raises Refused: if it is dissolved, or what is given does not hold
    :raises Stale: if someone changed it since `seen`
    """
    demand(actor, "party.manage", at=organisation.path, clause="D2")
    _check_open(organisation)
    today = timezone.localdate(now)
    counted = members(actor, [organisation.pk], on=today).get(organisation.pk)
    whole = {name: fields.get(name, getattr(organisation, name)) for name in FACTS}
    facts = _checked(whole, form=organisation.form, today=today, full=counted.full if counted else None)
    facts = {name: value for name, value in facts.items() if name in fields}
    if facts.get("name", organisation.name) != organisation.name:
        _check_name(organisation, facts["name"])
    if "parent" in facts:
        _check_parent(organisation, facts["parent"])
    done = without(swap(organisation, facts, seen=seen, now=now), UNTOLD)
    written(
        organisation, "organisation.change", done, actor=actor, now=now, place=organisation.path, clause="D2"
    )
    return organisation


@command
def dissolve(
    *, actor: Actor, now: datetime, organisation: Organisation, until: date, reason: str
) -> Organisation:
    """An organisation ends on `until`; what it covered is uncovered from that day on.

    :raises Refused: without a reason, if it is dissolved, before it began, or while others lie below it
    """
    demand(actor, "party.manage", at=organisation.path, clause="D2")
    _check_open(organisation)
    check_ended(until, timezone.localdate(now), field="on", after=organisation.since)
    if not reason.strip():
        raise Refused("请写明撤销的原因。", "Say why it ends.", clause="D2", fields=("reason",))
    below = Organisation.objects.filter(parent=organisation, until__isnull=True).first()
    if below is not None:
        raise Refused(
            f"“{below.name}”还隶属于它，请先给“{below.name}”改上级组织。",
            f"“{below.name}” still belongs to it; give that one another parent first.",
            clause="D2",
        )
    for tie in Coverage.objects.filter(organisation=organisation, until__isnull=True):
        _end_tie(actor, tie, until=max(until, _day_after(tie.since)), now=now)
    Member.objects.filter(organisation=organisation, left_on__isnull=True, joined_on__lt=until).update(
        left_on=until, updated_at=now
    )
    done = swap(organisation, {"until": until}, seen=None, now=now)
    written(
        organisation,
        "organisation.dissolve",
        done,
        actor=actor,
        now=now,
        place=organisation.path,
        clause="D2",
        note=reason,
        on=until,
    )
    return organisation


@command
def report(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    as_of: date,
    full: int,
    probationary: int = 0,
) -> Headcount:
    """Report an organisation's members as counts; the same day again corrects them (D2).

    :raises NotAllowed: if the actor neither holds the place nor acts for the organisation
    :raises Refused: for a day ahead, or before the organisation
    """
    if not actor.may("party.manage", at=organisation.path):
        demand_for(actor, organisation, "activity.record", on=timezone.localdate(now), clause="D2")
    _check_open(organisation)
    check_count(as_of, timezone.localdate(now), since=organisation.since)
    return _count(actor, organisation, as_of=as_of, full=full, probationary=probationary, now=now)


def _count(
    actor: Actor, organisation: Organisation, *, as_of: date, full: int, probationary: int, now: datetime
) -> Headcount:
    row, _ = Headcount.objects.update_or_create(
        organisation=organisation,
        as_of=as_of,
        defaults={
            "full": full,
            "probationary": probationary,
            "path": organisation.path,
            "updated_at": now,
        },
    )
    shown: dict[str, Any] = {"full": [None, full], "probationary": [None, probationary]}
    place = organisation.path
    written(row, "headcount.report", shown, actor=actor, now=now, place=place, clause="D2", on=as_of)
    return row


def _end_tie(actor: Actor, tie: Coverage, *, until: date, now: datetime) -> None:
    done = swap(tie, {"until": until}, seen=None, now=now)
    path = tie.organisation.path
    written(tie, "coverage.end", done, actor=actor, now=now, place=path, clause="D3", on=until)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _check_open(organisation: Organisation) -> None:
    if organisation.until is not None:
        raise Refused("这个党组织已经撤销。", "This organisation has ended.", clause="D2")


def _check_name(row: Organisation, name: str) -> None:
    same = Organisation.objects.filter(name=name, path=row.path, until__isnull=True).exclude(pk=row.pk)
    if same.exists():
        raise Refused(
            f"这里已有同名的党组织“{name}”。", f"There is a “{name}” here already.", fields=("name",)
        )


def _check_parent(row: Organisation, parent: Organisation | None) -> None:
    """A group stands below a branch; nothing stands below itself."""
    if parent is None:
        if row.form == Form.GROUP:
            raise Refused(
                "党小组要隶属于一个党支部，请选上级组织。",
                "A group belongs to a branch; choose its parent.",
                clause="H2",
                fields=("parent",),
            )
        return
    above: Organisation | None = parent
    while above is not None:
        if above.pk == row.pk and row.pk:
            raise Refused(
                "上级组织不能是它自己或它的下级。", "It cannot stand below itself.", fields=("parent",)
            )
        above = above.parent
    if parent.until is not None or parent.form == Form.GROUP:
        raise Refused(
            f"“{parent.name}”不能作上级组织：它已撤销，或是党小组。",
            f"“{parent.name}” cannot be a parent: it has ended or is a group.",
            fields=("parent",),
        )


def _checked(fields: Mapping[str, Any], *, form: str, today: date, full: int | None) -> dict[str, Any]:
    unknown = set(fields) - FACTS
    if unknown:
        raise ValueError(f"no facts of an organisation: {sorted(unknown)}")
    facts = {name: plain(value) for name, value in fields.items()}
    facts["name"] = tidy(facts.get("name") or "")
    if not facts["name"]:
        raise Refused("请写党组织名称。", "Write the organisation's name.", fields=("name",))
    if facts.get("phone"):
        facts["phone"] = checked_field(fold_phone, facts["phone"], "phone")
    _check_term(facts.get("elected_on"), facts.get("term_until"), form, today)
    if facts.get("committee"):
        _check_committee(form, full)
    return facts


def _check_term(elected: date | None, until: date | None, form: str, today: date) -> None:
    if elected is not None:
        check_ended(elected, today, field="elected_on")
    if until is None:
        return
    if elected is None:
        raise Refused(
            "写了任期届满日，请再写选举日期。", "Write when it was elected as well.", fields=("elected_on",)
        )
    years = rulebook().number("community_term_years" if form in COMMUNITY else "term_years", silent=5)
    if not elected < until <= _anniversary(elected, years):
        raise Refused(
            f"这类党组织每届任期{years}年，届满日要在选举之后、不超过{years}年。",
            f"The term is {years} years; it must end after the election and within {years} years.",
            clause="D2",
            fields=("term_until",),
        )


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def _check_committee(form: str, full: int | None) -> None:
    least = rulebook().number("committee_from")
    if form == Form.GROUP:
        raise Refused("党小组不设支部委员会。", "A group has no committee.", fields=("committee",))
    if form != Form.COMMITTEE and (full is None or not committee_is_due(rulebook(), full)):
        raise Refused(
            f"正式党员{least}名以上才设支部委员会，这里报的是{'未报' if full is None else f'{full}名'}。",
            f"A committee needs {least} full members; {'none reported' if full is None else full} here.",
            clause="F1",
            fields=("committee",),
        )
