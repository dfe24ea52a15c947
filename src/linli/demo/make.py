"""Make the demo district, from an empty database, in a few dozen seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from django.db import transaction

from linli.base import journal
from linli.base.command import together
from linli.demo import (
    commitments,
    emergencies,
    lists,
    mandates,
    party,
    party_life,
    people,
    registry,
    rounds,
    selfmanagement,
    tripartite,
)
from linli.demo.almanac import almanac
from linli.kernel.errors import Refused
from linli.rules.calendars import builtin

SEED = 20220114  # the day of the guideline

Tell = Callable[[str, str], None]  # a step in Chinese and in English


def is_empty() -> bool:
    """Test if nothing was ever done in this installation."""
    return journal.head()[0] == 0


def make(*, today: date, policy: str, tell: Tell) -> None:
    """Fill an empty installation with the demo district as of `today`; the same day gives the same district.

    One transaction: of a demo that was interrupted nothing is left, and the next one begins anew.
    :raises Refused: if something is there already
    """
    if not is_empty():
        raise Refused(
            "这里已经有数据，演示数据只装进空库。要重新来过，请换一个数据目录（LINLI_DATA）。",
            "There is data here; the demo goes into an empty database only. Choose another LINLI_DATA.",
        )
    with transaction.atomic():
        _make(today, policy, tell)


def _make(today: date, policy: str, tell: Tell) -> None:
    calendar = builtin()
    days, dice = almanac(today, calendar), Random(SEED)  # noqa: S311
    tell("街道、社区、小区和企业", "places, estates and companies")
    with together():
        found = registry.fill(days, dice)
    tell("演示账号", "the demo accounts")
    actors = people.open_accounts(found, days)
    tell("合同、人员、公示和制度", "contracts, staff, disclosures and documents")
    with together():
        registry.serve(found, days, dice)
    actors = people.refreshed(actors, days)
    tell("两轮已公布的考评", "two published rounds")
    rounds.hold(found, days, actors, dice, policy=policy)
    tell("红黑榜", "the lists")
    lists.decide(days, actors, calendar)
    registry.renew(found, days)
    tell("党组织、覆盖和党建指导员", "party organisations, coverage and instructors")
    party.fill(found, days, actors, Random(SEED))  # noqa: S311  dice of its own: the other parts stay as they are
    tell("三方联动：机制、联席会议和决议", "the three sides: mechanisms, meetings and resolutions")
    with together():
        tripartite.fill(found, days, actors, dice)
    tell("党组织活动、阵地、议事厅和宣传", "party activities, positions, halls and publicity")
    party_life.fill(found, days, actors, Random(SEED))  # noqa: S311
    tell("三防：演练、物资、设施和疏通", "drills, supplies, facilities and drains")
    emergencies.fill(found, days)
    tell("自主管理、扶持资金和包干联系", "self-management, funds, and who answers for which place")
    with together():
        selfmanagement.fill(found, days, actors, Random(SEED))  # noqa: S311
        mandates.fill(found, days, actors, Random(SEED))  # noqa: S311
    tell("服务承诺和公示栏", "commitments and notice boards")
    with together():
        commitments.fill(found, days, actors, Random(SEED))  # noqa: S311
    tell("一轮在办的考评，一轮待公布", "a round in progress, one to be published")
    rounds.run(found, days, actors, Random(SEED), policy=policy)  # noqa: S311
