"""Words of assessment rounds. Imports nothing of ours but plain texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from linli.kernel.text import Text

Tone = Literal["late", "wait", "off"]
SOON = timedelta(days=7)
OPEN_IT = Text("去办", "Open")


def tone(due: date | None, today: date) -> Tone:
    """Return how a due day is shown: late, this week, or later."""
    if due is None:
        return "off"
    return "late" if due < today else "wait" if due - today <= SOON else "off"


@dataclass(frozen=True, slots=True)
class Todo:
    """A line of Today: what, until when, where, from which clause, and the page that finishes it.

    url, args, query: name, keyword arguments and parameters of that page; action: the words of its button
    """

    title: Text
    tone: Tone
    url: str
    args: Mapping[str, Any] = field(default_factory=dict)
    due: date | None = None
    place: str = ""
    clause: str = ""
    action: Text = OPEN_IT
    note: Text | None = None
    query: Mapping[str, str] = field(default_factory=dict)


class RoundState(TextChoices):
    PLANNED = "planned", _("筹备")
    OPEN = "open", _("考评中")
    REVIEW = "review", _("复核")
    DRAFT = "draft", _("公示中")
    FINAL = "final", _("已定稿")
    PUBLISHED = "published", _("已公布")
    SUPERSEDED = "superseded", _("已被更正")


TONES: dict[str, str] = {
    RoundState.PLANNED: "off",
    RoundState.OPEN: "wait",
    RoundState.REVIEW: "wait",
    RoundState.DRAFT: "wait",
    RoundState.FINAL: "ok",
    RoundState.PUBLISHED: "ok",
    RoundState.SUPERSEDED: "off",
}
COLLECTING = (RoundState.OPEN, RoundState.REVIEW)  # facts may still be gathered and scored anew


class Combination(TextChoices):
    JOINT = "joint", _("联合评分：各方共用一张评分表")
    WEIGHTED = "weighted", _("分头评分：各方各一张，按权重合成")


class PartyKind(TextChoices):
    BUREAU = "bureau", _("区住建局")
    SUBDISTRICT = "subdistrict", _("街道")
    COMMUNITY = "community", _("社区")
    DEPARTMENT = "department", _("职能部门")
    COMMITTEE = "committee", _("业委会")
    OWNERS = "owners", _("业主")


# Who enters for which party. Departments and owners have no desk of their own here: what they said on
# paper or in the survey is entered for them by the group that ran it.
ENTERED_BY: dict[str, frozenset[str]] = {
    PartyKind.BUREAU: frozenset({"bureau", "assessor"}),
    PartyKind.SUBDISTRICT: frozenset({"subdistrict"}),
    PartyKind.COMMUNITY: frozenset({"community", "grid"}),
    PartyKind.DEPARTMENT: frozenset({"bureau", "assessor"}),
    PartyKind.COMMITTEE: frozenset({"committee"}),
    PartyKind.OWNERS: frozenset({"bureau", "assessor"}),
}


class BarEffect(TextChoices):
    REFUSE = "refuse", _("不得评分")
    FLAG = "flag", _("可以评分，但要标明")


class Origin(TextChoices):
    """How a stored value came about."""

    ENTRY = "entry", _("登记")
    IMPORT = "import", _("表格导入")
    APPEAL = "appeal", _("申诉更正")


class Source(TextChoices):
    """What a fact of a score rests on."""

    RECORD = "record", _("档案记录")
    ATTESTED = "attested", _("现场或案头登记")
    DEFAULT = "default", _("区里的缺省规定")
    APPEAL = "appeal", _("申诉更正")


class AppealState(TextChoices):
    MADE = "made", _("待答复")
    ACCEPTED = "accepted", _("成立，已更正")
    REJECTED = "rejected", _("不成立")
    WITHDRAWN = "withdrawn", _("已撤回")


APPEAL_TONES: dict[str, str] = {
    AppealState.MADE: "wait",
    AppealState.ACCEPTED: "ok",
    AppealState.REJECTED: "off",
    AppealState.WITHDRAWN: "off",
}


class Oddity(TextChoices):
    """What a person should look at before a result is published."""

    FULL_MARKS = "full_marks", _("同一人全给满分")
    JUMP = "jump", _("与上一轮相差过大")
    SURVEY = "survey", _("满意率样本过少")
    DISAGREE = "disagree", _("各方说法不一")
    FLAGGED = "flagged", _("评分人与小区有关联")
