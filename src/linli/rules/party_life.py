"""When party activities may have been held, by whom, and with how many; how often is asked in `duties`.

Source: 中国共产党支部工作条例（试行）, 2018; guideline 三（三） and 三（五）.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn

from linli.kernel.errors import Refused

COMMITTEE_MEETING = "committee_meeting"
GROUP_MEETING = "group_meeting"
CLAUSE = "F1"
MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Branch:
    """What the rules ask of an organisation.

    until, term_until: first day after its life, after its secretary's term; None while open
    group: it is a party group itself, not a branch with groups
    members: full and probationary by the newest count, None while nobody counted
    """

    name: str
    since: date
    until: date | None = None
    elected_on: date | None = None
    term_until: date | None = None
    committee: bool = False
    groups: int = 0
    group: bool = False
    members: int | None = None


def check_kind(branch: Branch, kind: str) -> None:
    """Go on only if the organisation can hold a meeting of this kind.

    :raises Refused: a committee meeting without a committee, a group meeting without groups
    Source: branch regulation art. 12, 13, 20
    """
    if kind == COMMITTEE_MEETING and not branch.committee:
        _refuse(
            f"{branch.name}没有设支部委员会（正式党员7人以上才设），不开支委会。请改选“支部党员大会”或“党小组会”。",
            f"{branch.name} has no committee (from 7 full members on), so it holds no committee meeting."
            " Choose a members’ or a group meeting.",
            "kind",
        )
    if kind == GROUP_MEETING and not (branch.groups or branch.group):
        _refuse(
            f"{branch.name}没有划分党小组，不开党小组会。请改选“支部党员大会”，或先登记党小组数。",
            f"{branch.name} has no groups. Choose a members’ meeting, or enter its number of groups first.",
            "kind",
        )


def check_day(branch: Branch, on: date, *, today: date) -> None:
    """Go on only if something that was held on `on` can have been held by the organisation.

    :raises Refused: in the future, outside its life, or outside its secretary's term
    """
    if on > today:
        _refuse(
            f"{on}还没到，不能记作已开展。还没开的请先列入计划。",
            f"{on} is still to come and can't be recorded as held. Put it into the plan instead.",
            "on",
        )
    if on < branch.since:
        _refuse(
            f"{branch.name}成立于{branch.since}，{on}还没有成立。请核对日期。",
            f"{branch.name} was founded on {branch.since}, after {on}. Check the date.",
            "on",
        )
    if branch.until is not None and on >= branch.until:
        _refuse(
            f"{branch.name}已于{branch.until}撤销，{on}不能再记活动。请核对日期。",
            f"{branch.name} was dissolved on {branch.until}, before {on}. Check the date.",
            "on",
        )
    _check_term(branch, on)


def _check_term(branch: Branch, on: date) -> None:
    before = branch.elected_on is not None and on < branch.elected_on
    after = branch.term_until is not None and on >= branch.term_until
    if before or after:
        since, until = branch.elected_on or "…", branch.term_until or "…"
        _refuse(
            f"{on}不在{branch.name}这一届任期内（{since}起，{until}前）。已换届的请先更新任期，再记这次活动。",
            f"{on} is outside the term of {branch.name} (from {since}, before {until})."
            " After an election, enter the new term first.",
            "on",
        )


def check_attendance(branch: Branch, *, present: int, expected: int) -> None:
    """Go on only if so many can have come.

    :raises Refused: nobody came, more came than should, or more should than there are members
    """
    if present < 1:
        _refuse(
            f"{branch.name}没有人到会，不能记作开展。请写到会人数，或不列入这个组织。",
            f"Nobody of {branch.name} came, so it did not take part. Write how many came, or leave it out.",
            "present",
        )
    if branch.members is not None and max(present, expected) > branch.members:
        _refuse(
            f"{branch.name}最近登记的党员是{branch.members}人，到会不能是{max(present, expected)}人。"
            "请改到会人数，或先更新党员人数。",
            f"{branch.name} has {branch.members} members by its newest count, not {max(present, expected)}."
            " Correct the attendance, or report the new count first.",
            "present",
        )
    if present > expected:
        _refuse(
            f"到会{present}人多于应到{expected}人，请改其中一个。",
            f"{present} came but only {expected} should have; correct one of them.",
            "present",
        )


def _refuse(zh: str, en: str, field: str) -> NoReturn:
    raise Refused(zh, en, clause=CLAUSE, fields=(field,))


def oldest_that_holds(today: date, *, count: int, unit: str) -> date:
    """Return the earliest day a check may be of to hold today still, by a limit of days, months or years.

    A month ends on the same day number, or on the last day of a shorter month.

    Source: Civil Code art. 201, 202
    """
    if unit not in MONTHS:
        return today - timedelta(days=count)
    months = count * MONTHS[unit]
    day = _months_later(today, -months)
    while _months_later(day, months) < today:  # a shorter month was cut on the way there
        day += timedelta(days=1)
    return day


def _months_later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    last = (date((number + 1) // 12, (number + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(number // 12, number % 12 + 1, min(day.day, last))
