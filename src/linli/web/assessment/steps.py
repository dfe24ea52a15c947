"""The steps of a round as people see them, and what the next one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.assessment.terms import RoundState

if TYPE_CHECKING:
    from linli.assessment.models import Round
    from linli.assessment.queries.running import Counts

STEPS = (
    (RoundState.PLANNED, gettext_lazy("筹备")),
    (RoundState.OPEN, gettext_lazy("登记")),
    (RoundState.REVIEW, gettext_lazy("复核")),
    (RoundState.DRAFT, gettext_lazy("公示")),
    (RoundState.FINAL, gettext_lazy("定稿")),
    (RoundState.PUBLISHED, gettext_lazy("公布")),
)


def line_of(round: Round) -> list[dict[str, Any]]:
    """Return the steps with those that are done and the one that runs."""
    states = [str(state) for state, _words in STEPS]
    here = states.index(round.state) if round.state in states else len(states)
    here = len(states) if round.state == RoundState.PUBLISHED else here
    return [{"words": words, "done": n < here, "here": n == here} for n, (_state, words) in enumerate(STEPS)]


@dataclass(frozen=True, slots=True)
class Step:
    """words: what is to be done, in one sentence; button, href: where it is done; post: by a form"""

    words: str
    button: str = ""
    href: str = ""
    post: bool = False


def next_step(round: Round, counts: Counts, *, today: date, manages: bool) -> Step | None:
    """Return what whoever runs the round does next, and everybody else waits for."""
    here = {
        RoundState.PLANNED: _planned,
        RoundState.OPEN: _open,
        RoundState.REVIEW: _review,
        RoundState.DRAFT: _draft,
        RoundState.FINAL: _final,
    }.get(RoundState(round.state))
    if here is None:
        return None
    step = here(round, counts, today)
    return step if manages else Step(step.words)


def _planned(round: Round, counts: Counts, today: date) -> Step:
    words = _("还在筹备。开始后，小区名单和评分规则就锁定，各方可以登记。")
    return Step(words, _("开始这一轮"), reverse("assessment:open", args=[round.pk]), post=True)


def _open(round: Round, counts: Counts, today: date) -> Step:
    close = reverse("assessment:close", args=[round.pk])
    if today > round.facts_due:
        return Step(_("登记已经截止，可以转入复核。"), _("停止登记，转入复核"), close, post=True)
    if counts.incomplete:
        words = _("还有 %(n)d 个小区没评完。") % {"n": counts.incomplete}
        board = reverse("assessment:board", args=[round.pk]) + "?only=incomplete"
        return Step(words, _("看没评完的"), board)
    return Step(_("所有小区都评完了。"), _("停止登记，转入复核"), close, post=True)


def _review(round: Round, counts: Counts, today: date) -> Step:
    if counts.notes:
        words = _("有 %(n)d 处要人看一眼，看过写下结论，才能公示。") % {"n": counts.notes}
        return Step(words, _("去看"), reverse("assessment:review", args=[round.pk]))
    return Step(_("复核完了，可以公示。"), _("去公示"), reverse("publication:decision", args=[round.pk]))


def _draft(round: Round, counts: Counts, today: date) -> Step:
    if counts.appeals:
        words = _("有 %(n)d 件申诉在等答复。") % {"n": counts.appeals}
        return Step(words, _("去答复"), reverse("assessment:appeals", args=[round.pk]))
    if round.objection_due and today <= round.objection_due:
        return Step(_("正在公示，期满以后定稿、公布。"))
    words = _("公示期满，没有未答复的申诉，可以公布。")
    return Step(words, _("去公布"), reverse("publication:decision", args=[round.pk]))


def _final(round: Round, counts: Counts, today: date) -> Step:
    return Step(_("已定稿，等公布。"), _("去公布"), reverse("publication:decision", args=[round.pk]))
