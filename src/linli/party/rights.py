"""Who acts for which party organisation: a permission at a place, or one's own.

A company's people act for the organisation that covers their company, owners' committees for the one that
covers their committee, instructors for the units they are sent to. A company's people hold their permissions
at their estates only, so for them a place never decides.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.party.models import Coverage, Instructor, Organisation
from linli.party.terms import Unit
from linli.party.unit import Body
from linli.people.terms import Role
from linli.registry.models import Estate

OWN_ONLY = frozenset({Role.COMPANY, Role.COMMITTEE})


def company_of(actor: Actor) -> int | None:
    """Return the key of the company the actor acts for; None for anybody else."""
    kind, _, key = actor.organisation.partition(":")
    return int(key) if kind == "company" and key.isdigit() else None


def covering(actor: Actor) -> Q | None:
    """Return the condition of the coverages of the actor's own company or committee; None without either."""
    company = company_of(actor)
    if company is not None:
        return Q(unit=Unit.COMPANY, company=company)
    if actor.role == Role.COMMITTEE:
        estates = Estate.objects.filter(path__in=actor.reach("party.view"))
        return Q(unit=Unit.COMMITTEE, estate__in=estates.values("pk"))
    return None


def own_organisations(actor: Actor) -> frozenset[int]:
    """Return the organisations that cover the actor's own company or committee today; one query at most."""
    rule = covering(actor)
    if rule is None:
        return frozenset()
    rows = Coverage.objects.filter(rule, until__isnull=True)
    return frozenset(rows.values_list("organisation_id", flat=True))


def acts_for(actor: Actor, organisation: Organisation, permission: str, *, on: date) -> bool:
    """Test if the actor may use `permission` for an organisation: at its place, or as its own on that day."""
    if not actor.everywhere and actor.role in OWN_ONLY:
        return actor.may_somewhere(permission) and organisation.pk in own_organisations(actor)
    return actor.may(permission, at=organisation.path) or (
        actor.may_somewhere(permission) and organisation.pk in instructed(actor, on=on)
    )


def instructed(actor: Actor, *, on: date) -> frozenset[int]:
    """Return the organisations that cover the units the actor is sent to as an instructor; one query."""
    if actor.role != Role.INSTRUCTOR or actor.user_id is None:
        return frozenset()
    sent = Instructor.objects.filter(in_force(on), user=actor.user_id)
    companies = sent.filter(company__isnull=False).values("company_id")
    estates = sent.filter(estate__isnull=False).values("estate_id")
    rows = Coverage.objects.filter(
        Q(company__in=companies) | Q(estate__in=estates, unit=Unit.ESTATE), until__isnull=True
    )
    return frozenset(rows.values_list("organisation_id", flat=True))


def demand_for(
    actor: Actor, organisation: Organisation, permission: str, *, on: date, clause: str = ""
) -> None:
    """Go on only if the actor acts for the organisation with `permission`.

    :raises NotAllowed: otherwise
    """
    if not acts_for(actor, organisation, permission, on=on):
        raise NotAllowed(
            "您不代表这个党组织，不能替它记录。请由它的支部、所在社区或街道来办。",
            "You do not act for this organisation. Its branch, its community or subdistrict may do this.",
            clause=clause,
        )


def is_sent(actor: Actor, instructor: Instructor) -> bool:
    """Test if the actor is that instructor, or an official over the place that sends him."""
    mine = actor.user_id is not None and instructor.user_id == actor.user_id
    if actor.role == Role.INSTRUCTOR:
        return mine
    return mine or actor.may("guidance.record", at=instructor.path)


def own_and_instructed(actor: Actor, *, on: date) -> Q:
    """Return the condition of the organisations seen beyond the places in reach, as one's own."""
    return Q(pk__in=own_organisations(actor) | instructed(actor, on=on))


def in_force(on: date) -> Q:
    """Return the condition that a row holds on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def manages(actor: Actor, body: Body, permission: str = "party.manage") -> bool:
    """Test if the actor holds `permission` where the unit is; of a company at one of its estates."""
    return actor.everywhere or any(actor.may(permission, at=path) for path in body.paths)


def reports(actor: Actor, body: Body) -> bool:
    """Test if the actor may report the unit's members: an official over it, or one of its own people."""
    if actor.role == Role.COMPANY:
        return body.unit == Unit.COMPANY and body.key == company_of(actor)
    if actor.role == Role.COMMITTEE:
        return body.unit == Unit.COMMITTEE and any(actor.may("party.view", at=path) for path in body.paths)
    return manages(actor, body)


def demand_unit(actor: Actor, body: Body, permission: str = "party.manage", *, clause: str = "") -> None:
    """Go on only if the actor holds `permission` where the unit is.

    :raises NotAllowed: otherwise
    """
    if not manages(actor, body, permission):
        raise NotAllowed(
            f"“{body.name}”不在您负责的地方，请由它所在的社区或街道来办。",
            f"“{body.name}” is not where you are in charge; its community or subdistrict may do this.",
            clause=clause,
        )
