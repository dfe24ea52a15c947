"""What the rounds ask of somebody today: derived from the rounds, assigned by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from linli.assessment.models import Appeal, OutlierNote, Party, Round, RoundEstate
from linli.assessment.queries.reminders import of_parties
from linli.assessment.queries.running import rounds
from linli.assessment.terms import ENTERED_BY, AppealState, RoundState, Todo, tone
from linli.assessment.wording import reminded
from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.people.terms import Role

ACTIVE = (RoundState.PLANNED, RoundState.OPEN, RoundState.REVIEW, RoundState.DRAFT, RoundState.FINAL)
LIMIT = 6  # a list of everything is no list of what to do today


def todo(actor: Actor, *, now: datetime) -> list[Todo]:
    """Return what the rounds want of the actor, what is due first; a few queries per running round."""
    today = timezone.localdate(now)
    found: list[Todo] = []
    for round in rounds(actor).filter(state__in=ACTIVE)[:LIMIT]:
        found += _entering(actor, round, today)
        found += _managing(actor, round, today)
        found += _concerned(actor, round, today)
    found += _answering(actor, today)
    return sorted(found, key=lambda each: (each.due or date.max, each.title.zh))


def _entering(actor: Actor, round: Round, today: date) -> Iterator[Todo]:
    """What the actor's parties have not entered yet."""
    if round.state != RoundState.OPEN or not actor.may_somewhere("fact.attest"):
        return
    parties = list(Party.objects.visible_to(actor, "round.view").filter(round=round).order_by("id"))
    groups = (
        RoundEstate.objects.visible_to(actor, "fact.attest")
        .filter(round=round, owing__gt=0)
        .values_list("owing")
        .annotate(number=Count("id"))
        .order_by()
    )
    masks, told = list(groups), of_parties(actor, round)
    for n, party in enumerate(parties):
        left = sum(number for mask, number in masks if mask >> n & 1)
        if left and (actor.everywhere or actor.role in ENTERED_BY[party.kind]):
            yield Todo(
                title=Text(
                    f"{round.title}：{party.name}还有 {left} 个小区没登记完",
                    f"{round.code}: {left} estates still to be entered",
                ),
                tone=tone(party.due, today),
                url="assessment:board",
                args={"pk": round.pk},
                due=party.due,
                clause="I1",
                action=Text("去登记", "Enter"),
                note=reminded(told[party.pk]) if party.pk in told else None,
            )


def _managing(actor: Actor, round: Round, today: date) -> Iterator[Todo]:
    """The next step of a round, for whoever runs it."""
    if not actor.may("round.manage", at=round.path):
        return
    step = _step(actor, round, today)
    if step is not None:
        title, due, url, action = step
        yield Todo(
            title=Text(f"{round.title}：{title.zh}", f"{round.code}: {title.en}"),
            tone=tone(due, today),
            url=url,
            args={"pk": round.pk},
            due=due,
            clause="I1" if round.state in (RoundState.PLANNED, RoundState.OPEN) else "I2",
            action=action,
        )


Step = tuple[Text, date | None, str, Text]


def _step(actor: Actor, round: Round, today: date) -> Step | None:
    page = "assessment:round"
    if round.state == RoundState.PLANNED:
        return Text("筹备好了就开始", "open it when ready"), round.start, page, Text("去看", "Look")
    if round.state == RoundState.OPEN and today > round.facts_due:
        return Text("登记已截止，转入复核", "entries are closed; review"), round.facts_due, page, GO_ON
    if round.state == RoundState.REVIEW:
        notes = OutlierNote.objects.visible_to(actor, "round.manage")
        left = notes.filter(round=round, seen_at__isnull=True).count()
        if left:
            odd = Text(f"{left} 处要人看一眼再公示", f"{left} points want a look before the draft")
            return odd, None, "assessment:review", Text("去看", "Look")
        return Text("复核完了，公示", "reviewed; publish the draft"), None, page, GO_ON
    if round.state == RoundState.DRAFT and round.objection_due and today > round.objection_due:
        return Text("公示期满，定稿", "objections are over; finalise"), round.objection_due, page, GO_ON
    if round.state == RoundState.FINAL:
        return Text("已定稿，公布结果", "final; publish the result"), None, page, GO_ON
    return None


GO_ON = Text("下一步", "Go on")


def _concerned(actor: Actor, round: Round, today: date) -> Iterator[Todo]:
    """A draft that the company or the committee may object to."""
    if round.state != RoundState.DRAFT or actor.role not in (Role.COMPANY, Role.COMMITTEE):
        return
    if round.objection_due is None or today > round.objection_due:
        return
    subjects = RoundEstate.objects.visible_to(actor, "appeal.make").filter(round=round)
    for subject in subjects.order_by("path")[:LIMIT]:
        yield Todo(
            title=Text(
                f"{subject.name}的得分在公示，有不同意见可以逐项申诉",
                f"{subject.name}: the draft score is open for objection",
            ),
            tone=tone(round.objection_due, today),
            url="assessment:sheet",
            args={"pk": round.pk, "code": subject.code},
            due=round.objection_due,
            place=subject.name,
            clause="I2",
            action=Text("看评分表", "See the sheet"),
        )


def _answering(actor: Actor, today: date) -> Iterator[Todo]:
    """Appeals that wait for the actor's answer."""
    if not actor.may_somewhere("appeal.answer"):
        return
    rows = Appeal.objects.visible_to(actor, "appeal.answer").filter(state=AppealState.MADE)
    for each in rows.select_related("subject").order_by("due", "id")[:LIMIT]:
        yield Todo(
            title=Text(f"答复申诉：{each.subject.name}", f"Answer the appeal of {each.subject.name}"),
            tone=tone(each.due, today),
            url="assessment:appeal",
            args={"pk": each.pk},
            due=each.due,
            place=each.subject.name,
            clause="I2",
            action=Text("去答复", "Answer"),
        )
