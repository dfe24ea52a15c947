"""Who may do what to whom in a round: leave to act, parties one enters for, and bars."""

from __future__ import annotations

from linli.assessment.models import Bar, Party, Round, RoundEstate
from linli.assessment.terms import ENTERED_BY, BarEffect, PartyKind, RoundState
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people.models import Posting, User
from linli.tripartite.queries import appointments


def demand(actor: Actor, permission: str, *, at: str, clause: str = "") -> None:
    """Go on only if `actor` holds `permission` at the place path `at`.

    :raises NotAllowed: otherwise
    """
    if not actor.may(permission, at=at):
        raise NotAllowed(
            "您在这里没有做这件事的权限。如有需要，请联系系统管理员调整岗位。",
            "Your posting may not do this here. Ask the administrator if you need it.",
            clause=clause,
        )


def demand_open(round: Round) -> None:
    """Go on only while the round takes facts.

    :raises Refused: otherwise
    """
    if round.state != RoundState.OPEN:
        state = RoundState(round.state)
        raise Refused(
            f"本轮现在是“{state.label}”，不再登记。公示期内有不同意见，请走申诉。",
            f"The round is in the state {state.value} and takes no more entries. Use an appeal.",
            clause="I1",
        )


def entering_parties(actor: Actor, parties: list[Party]) -> list[Party]:
    """Return the parties `actor` may enter for, his own first."""
    if actor.everywhere:
        return parties
    mine = [each for each in parties if actor.role in ENTERED_BY[each.kind]]
    return sorted(mine, key=lambda each: (each.kind != PartyKind.BUREAU, each.pk))


def the_party(actor: Actor, parties: list[Party], kind: str = "") -> Party:
    """Return the party `actor` enters for: the one named, or his own.

    :raises NotAllowed: if he enters for none of the round's parties, or not for that one
    """
    mine = entering_parties(actor, parties)
    found = next((each for each in mine if not kind or each.kind == kind), None)
    if found is None:
        raise NotAllowed(
            "您的岗位不属于本轮的考评方，不能登记。请区住建局在轮次里加上您这一方。",
            "Your posting belongs to no party of this round. Ask the bureau to add yours.",
            clause="I1",
        )
    return found


def refuse_conflict(actor: Actor, round: Round, subjects: list[RoundEstate]) -> set[int]:
    """Return the ids of subjects where whoever enters is tied to the estate, which the sheet will say.

    :raises Refused: if he serves the company of one of them, or was barred from it (I1)
    """
    if actor.user_id is None:
        return set()
    served = companies_served(actor)
    for subject in subjects:
        if subject.company_id and f"company:{subject.company_id}" in served:
            raise Refused(
                f"{subject.company_name} 是您任职的企业，不能给自己服务的小区（{subject.name}）评分。",
                f"You serve {subject.company_name} and may not judge an estate it serves ({subject.name}).",
                clause="I1",
            )
    flagged = _tied(actor, round, subjects)
    for bar in Bar.objects.filter(round=round, user_id=actor.user_id):
        hit = {each.pk for each in subjects if each.path.startswith(bar.path)}
        if hit and bar.effect == BarEffect.REFUSE:
            raise Refused(
                f"本轮您要回避这里的小区：{bar.reason}。请换一位考评人员登记。",
                f"You are to abstain here in this round: {bar.reason}. Somebody else has to enter it.",
                clause="I1",
            )
        flagged |= hit
    return flagged


def _tied(actor: Actor, round: Round, subjects: list[RoundEstate]) -> set[int]:
    """Return the ids of subjects whose quality director, or whose company's head, the actor is (G3 G4)."""
    directed, seated = appointments.ties(actor, start=round.start, end=round.end)
    return {each.pk for each in subjects if each.estate_id in directed or each.company_id in seated}


def companies_served(actor: Actor) -> set[str]:
    """Return the bodies the actor acts for in any posting of his, e.g. {"company:12"}; one query."""
    rows = Posting.objects.filter(user=actor.user_id).exclude(organisation="")
    return {actor.organisation, *rows.values_list("organisation", flat=True)} - {""}


def signature(actor: Actor) -> str:
    """Return the name under what somebody enters or decides: the person's own, a job's name for a job."""
    if actor.user_id is None:
        return actor.name
    return User.objects.filter(pk=actor.user_id).values_list("name", flat=True).first() or actor.name


def is_within(path: str, places: list[str]) -> bool:
    """Test if `path` lies at or below one of `places`; nothing named means everywhere."""
    return not places or path.startswith(tuple(places))
