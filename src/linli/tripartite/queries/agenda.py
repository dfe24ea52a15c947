"""What a joint meeting should take up: proposed from what is open, expiring, missing or noted.

Each source answers for one estate with one query; a further one is a function and a line in `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils.translation import override

from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.registry.queries import sets
from linli.registry.terms import SCORED_DISCLOSURES, CommitteeKind, ContractKind, DisclosureKind, Mode
from linli.tripartite.models import Mechanism, Meeting, Paper, QualityNote, Resolution
from linli.tripartite.terms import MeetingState, ResolutionState

SOON = timedelta(days=90)
SHORT = timedelta(days=60)
LOOK_BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item worth taking up. source: key of what causes it; urgent: it is late or missing already"""

    title: str
    source: str
    why: Text
    clause: str
    urgent: bool = False


Source = Callable[[Actor, Estate, date], list[Proposal]]


def proposals(actor: Actor, estate: Estate, *, today: date) -> list[Proposal]:
    """Return what the next meeting should take up, urgent ones first; one query for each source (G6).

    What is on the agenda of a called meeting already is left out.
    """
    called = Meeting.objects.visible_to(actor, "tripartite.view").filter(
        estate=estate, state=MeetingState.CALLED, agenda__source__gt=""
    )
    listed = set(called.values_list("agenda__source", flat=True))
    with override("zh-hans"):  # an agenda is a Chinese paper, whoever draws it up
        every = [one for source in SOURCES for one in source(actor, estate, today)]
    found = [one for one in every if one.source not in listed]
    return sorted(found, key=lambda one: not one.urgent)


def _resolutions(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    rows = Resolution.objects.visible_to(actor, "tripartite.view").filter(
        estate=estate, state__in=[ResolutionState.OPEN, ResolutionState.DONE]
    )
    return [_resolution(row, today) for row in rows.order_by("due_on", "pk")[:20]]


def _resolution(row: Resolution, today: date) -> Proposal:
    key = f"resolution:{row.pk}"
    if row.state == ResolutionState.DONE:
        why = Text(
            f"{row.done_on}报告办完，等会议确认", f"reported done on {row.done_on}; the meeting decides"
        )
        return Proposal(f"确认决议办理结果：{row.text}"[:160], key, why, "G6")
    late = (today - row.due_on).days
    if late > 0:
        why = Text(f"超期{late}天未办结", f"{late} days overdue")
        return Proposal(f"督促落实决议：{row.text}"[:160], key, why, "G6", urgent=True)
    why = Text(f"{row.due_on}到期", f"due on {row.due_on}")
    return Proposal(f"通报决议进展：{row.text}"[:160], key, why, "G6")


def _contracts(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    held = sets.contracts(actor, [estate.pk], period=Period(today - SHORT, today + SOON)).get(estate.pk, [])
    last = max(held, key=lambda row: row.end or date.max, default=None)
    if last is None or last.end is None or last.end > today + SOON:
        return []
    label, gone = ContractKind(last.kind).label, last.end <= today
    why = (
        Text(f"已于{last.end - timedelta(1)}到期", f"ran out on {last.end - timedelta(1)}")
        if gone
        else Text(f"还有{(last.end - today).days}天到期", f"ends in {(last.end - today).days} days")
    )
    return [Proposal(f"{label}到期后的续签或选聘", f"contract:{last.pk}", why, "S8", urgent=gone)]


def _disclosures(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    if estate.mode == Mode.NONE:
        return []
    shown = sets.disclosures(actor, [estate.pk], period=_day(today)).get(estate.pk, {})
    why = Text("小区里没有公示，考评会失分", "it is not shown, which costs points")
    missing = [kind for kind in SCORED_DISCLOSURES if kind not in shown]
    found = [
        Proposal(f"补上“{kind.label}”公示", f"missing:{kind.value}", why, "S7", urgent=True)
        for kind in missing
    ]
    for kind, row in shown.items():
        if row.valid_until and row.valid_until <= today + SHORT:
            left = Text(f"{row.valid_until}起失效", f"holds until {row.valid_until}")
            title = f"更新“{DisclosureKind(kind).label}”公示"
            found.append(Proposal(title, f"disclosure:{row.pk}", left, "S7"))
    return found


def _documents(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    held = sets.documents(actor, [estate.pk], period=Period(today - SHORT, today + SHORT))
    found = []
    for row in held.get(estate.pk, {}).values():
        if row.valid_until and row.valid_until <= today + SHORT:
            gone = row.valid_until <= today
            why = Text(f"{row.valid_until}起失效", f"holds until {row.valid_until}")
            found.append(Proposal(f"修订《{row.title}》"[:160], f"document:{row.pk}", why, "S9", urgent=gone))
    return found


def _papers(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    rows = Paper.objects.visible_to(actor, "tripartite.view").filter(
        mechanism__estate=estate,
        mechanism__until__isnull=True,
        valid_until__gt=today - SHORT,
        valid_until__lte=today + SHORT,
    )
    found = list(rows.order_by("issued_on", "pk"))
    later = {row.kind: row.pk for row in found}
    return [
        Proposal(
            f"修订《{row.title}》"[:160],
            f"paper:{row.pk}",
            Text(f"{row.valid_until}起失效", f"holds until {row.valid_until}"),
            "G1",
            urgent=row.valid_until <= today,
        )
        for row in found
        if later[row.kind] == row.pk
    ]


def _notes(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    """Propose what quality directors noted since the last meeting."""
    last = Meeting.objects.filter(estate=estate).aggregate(last=Max("held_on"))["last"]
    since = max(last or date.min, today - LOOK_BACK)
    rows = QualityNote.objects.visible_to(actor, "tripartite.view").filter(
        appointment__estate=estate, on__gte=since, on__lte=today
    )
    return [
        Proposal(
            f"质量记录：{row.text}"[:80],
            f"note:{row.pk}",
            Text(f"义务质量总监{row.on}记下", f"noted on {row.on}"),
            "G3",
        )
        for row in rows.order_by("-on", "-pk")[:8]
    ]


def _committee(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    row = sets.committees(actor, [estate.pk], period=_day(today)).get(estate.pk)
    if row is None or row.dissolved_on is not None or row.term_until > today + SOON:
        return []
    gone = row.term_until <= today
    why = Text(f"任期到{row.term_until}", f"its term ends on {row.term_until}")
    label = CommitteeKind(row.kind).label
    return [Proposal(f"{label}换届", f"committee:{row.pk}", why, "B2", urgent=gone)]


def _mechanism(actor: Actor, estate: Estate, today: date) -> list[Proposal]:
    held = Mechanism.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), estate=estate, since__lte=today
    )
    if held.exists():
        return []
    why = Text("还没有联动工作制度", "there is no mechanism yet")
    return [Proposal("建立联动工作制度，通过议事规则和工作流程", f"mechanism:{estate.code}", why, "G1", True)]


def _day(today: date) -> Period:
    return Period(today, today + timedelta(days=1))


SOURCES: tuple[Source, ...] = (
    _mechanism,
    _resolutions,
    _contracts,
    _disclosures,
    _documents,
    _papers,
    _committee,
    _notes,
)
