"""Self-management in the demo: what grid workers did, and funds with lines, one mended and one advanced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, District, Site
from linli.kernel.actor import Actor
from linli.kernel.period import month_of
from linli.selfmanagement.services import funds, papers, work
from linli.selfmanagement.services.funds import Given

NOTES = {
    "policy": ("讲解垃圾分类和物业管理条例", "张贴电动自行车充电安全告示"),
    "information": ("登记了三户新租户，更新独居老人名单", "收集到两条路灯不亮的反映"),
    "guidance": ("指导党小组商议楼道清理", "帮党小组补齐会议记录"),
    "supervision": ("查看保洁和门岗值守，整体良好", "发现3号楼楼道堆物，已劝离"),
}
PLANS = (
    ("楼道照明和保洁运行经费", "construction", "operation", 24000),
    ("保洁和门岗服务补贴", "benefit", "subsidy", 18000),
    ("雨污管网改造项目平衡资金", "benefit", "balance", 60000),
)

GRID, CLERK = replace(ACTOR, name="马小川"), replace(ACTOR, name="周敏")


def fill(found: District, days: Almanac, actors: dict[str, Actor], dice: Random) -> None:
    """Let every self-managed estate have its papers, its month and its money, with the gaps of real life."""
    sites = [site for site in found.sites.values() if site.mode == "self"]
    for number, site in enumerate(sites):
        _papers(site, days, number)
        _works(site, days, number, dice)
        _funds(site, days, number)


def _papers(site: Site, days: Almanac, number: int) -> None:
    """Issue a charter to all but a few, an agreement to most; one in four runs out soon."""
    soon = days.today + timedelta(days=20 + number)
    until = soon if number % 4 == 1 else None
    issued = days.begun + timedelta(days=12 + number % 9)
    for kind, title in (("charter", "服务章程"), ("service_agreement", "服务协议")):
        if number % 5 == 4 or (kind == "service_agreement" and number % 3 == 2):
            continue
        fields = {"title": f"{site.name}{title}", "issued_on": issued, "valid_until": until}
        papers.renew(actor=ACTOR, now=at(issued), estate=site.estate, kind=kind, fields=fields)


def _works(site: Site, days: Almanac, number: int, dice: Random) -> None:
    """Record some of the four in each of the last three months; the running one is not full everywhere."""
    month = month_of(days.today)
    for back in range(3):
        done = list(NOTES)[: 4 if back else 1 + number % 4]
        for place, kind in enumerate(done):
            day = month.start + timedelta(days=(3 + 5 * place + dice.randint(0, 3)) % 27)
            on = min(day, days.today)
            text = NOTES[kind][(number + back) % 2]
            work.record(
                actor=GRID, now=at(on, minutes=600), estate=site.estate, works=[kind], on=on, note=text
            )
        month = month.previous()


def _funds(site: Site, days: Almanac, number: int) -> None:
    """Plan one to three funds of the year; of some the money came late and was advanced."""
    year = days.today.year
    first = max(date(year, 1, 1), days.begun)
    step = max((days.today - first).days // 5, 0)
    for title, source, route, sum_ in PLANS[: number % 4]:
        planned = Decimal(sum_ + 1000 * (number % 7))
        fund = funds.plan(
            actor=ACTOR,
            now=at(first),
            estate=site.estate,
            fields={"year": year, "title": title, "source": source, "route": route, "planned": planned},
        )
        lines = [
            ("received", planned / 2, "街道拨付第一笔", ""),
            ("spent", planned / 4, "灯具、保洁用品和人工", ""),
            ("spent", planned / 3, "维修和人工", "第二笔拨款未到，先行垫支"),
        ]
        for place, (kind, amount, purpose, why) in enumerate(lines[: 2 + (number % 3 == 0)], start=1):
            on = first + timedelta(days=step * place)
            given = Given(
                kind, on, amount.quantize(Decimal("0.01")), purpose, f"记-{10 * number + place}", None, why
            )
            entry = funds.enter(actor=CLERK, now=at(on, minutes=60 + place), fund=fund, given=given)
        if number % 5 == 2:
            funds.correct(
                actor=CLERK,
                now=at(days.today, minutes=30),
                entry=entry,
                amount=entry.amount - 100,
                why="发票金额少100元",
            )
