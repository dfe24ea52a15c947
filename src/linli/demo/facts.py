"""What was found on site in each estate: drawn from its quality, the same at every run."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from linli.assessment.entries import Entry
from linli.demo.registry import Site

FLAGS = {
    "party_life.meetings_held": 66,
    "party_life.theme_days_held": 70,
    "tripartite.mechanism_established": 60,
    "position.venue": 55,
    "position.facilities": 60,
    "position.signs": 58,
    "position.flag": 55,
    "position.rules": 64,
    "publicity.present": 56,
    "staffing.adequate": 62,
    "staffing.duties_defined": 65,
    "registration.on_platform": 60,
    "disclosure.services": 50,
    "disclosure.standards": 60,
    "disclosure.charge_items": 70,
    "disclosure.charge_rates": 82,
    "safety_rules.responsibility": 55,
    "safety_rules.training": 68,
    "safety_rules.procedures": 66,
    "emergency.plan": 72,
    "emergency.drills": 78,
    "emergency.supplies": 68,
    "emergency.facilities": 66,
    "emergency.drains": 74,
    "greening.annual_plan": 70,
    "drainage.annual_plan": 76,
    "drainage.no_overflow": 66,
    "drainage.key_parts_checked": 80,
    "facilities.fire": 68,
    "facilities.security": 72,
    "facilities.lifts": 70,
}  # the quality from which an estate usually has it
COUNTS = {
    "greening.findings": ("缺株、黄土裸露", 9),
    "fire_safety.findings": ("楼道杂物、通道占用、飞线充电", 5),
    "lines.findings": ("弱电线乱搭", 6),
}  # what was seen, and how many points of quality one finding stands for
LEAST = {
    ("和顺家园", "greening.findings"): 3,
    ("和顺家园", "fire_safety.findings"): 1,
    ("文园雅居", "lines.findings"): 2,
    ("新程苑", "fire_safety.findings"): 2,
}  # what was found where somebody will object
PLACES = ("南门", "1 号楼北侧", "3 号楼楼道", "地下车库入口", "中心花园", "西侧围墙", "配电房旁")
VETO = {"矿东花园": "46.2"}
DOUBT = {"金山雅居": ("47.6", 21)}  # in the open round: so few answered that the veto waits
WEAK = {"联盟路九号院": -9}  # in the first round
WEAKER = {"泉眼小区": 0, "启元小区": -4}  # in the last


def entries(site: Site, dice: Random, *, on: date, last: bool, share: float = 1.0) -> list[Entry]:
    """Return what was entered about an estate in one round.

    last: the newest of the published rounds, with its veto; share: how much of it is entered already
    """
    quality = (
        site.quality + dice.randint(-4, 4) + (WEAKER.get(site.name, 2) if last else WEAK.get(site.name, 0))
    )
    found = [_flag(name, floor, quality, dice, on) for name, floor in FLAGS.items()]
    found += [
        _count(name, what, each, quality, dice, on, least=LEAST.get((site.name, name), 0))
        for name, (what, each) in COUNTS.items()
    ]
    held = 0 if quality < 60 else 1 if quality < 72 else dice.randint(2, 4)
    found.append(Entry("tripartite.activities", held, on=on, reason=f"联席会议记录 {held} 次"))
    rate = VETO.get(site.name) if last else None
    rate = rate or f"{min(99, max(52, quality + dice.randint(-3, 6)))}.{dice.randint(0, 9)}"
    found.append(Entry("satisfaction.rate", rate, on=on, sample=120 + 3 * quality, reason="入户问卷"))
    if quality > 94:
        found.append(Entry("bonus.points", "2", on=on, reason="市住建局通报表扬，证明件已核"))
    if share >= 1:
        return found
    kept = dice.sample(found, int(len(found) * share))
    return _doubted(site.name, kept, on)


def _doubted(name: str, entries: list[Entry], on: date) -> list[Entry]:
    if name not in DOUBT:
        return entries
    few, sample = DOUBT[name]
    rest = [each for each in entries if each.fact != "satisfaction.rate"]
    return [*rest, Entry("satisfaction.rate", few, on=on, sample=sample, reason="入户问卷，多数家中无人")]


def _flag(name: str, floor: int, quality: int, dice: Random, on: date) -> Entry:
    there = quality + dice.randint(-6, 6) >= floor
    reason = "现场核查" if there else "现场核查，没有看到"
    return Entry(name, there, on=on, place=dice.choice(PLACES), reason=reason)


def _count(name: str, what: str, each: int, quality: int, dice: Random, on: date, *, least: int) -> Entry:
    number = max(least, (98 - quality) // each + dice.randint(-1, 1))
    where = dice.choice(PLACES)
    words = f"{where}等处{what}，共 {number} 处" if number else "没有发现问题"
    return Entry(name, number, on=on, place=where, reason=words)


def without_refused(given: dict[str, list[Entry]], faults: Any) -> dict[str, list[Entry]]:
    """Return the entries that were not refused: what a record says is not entered by hand."""
    refused = {(fault.subject, fault.fact) for fault in faults}
    return {
        code: [entry for entry in rows if (code, entry.fact) not in refused] for code, rows in given.items()
    }
