"""Lawful ways to cover the uncovered, each with reasons and neighbours, for a person to decide (D3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from linli.base.scope import reached
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.party.models import Organisation
from linli.party.queries import coverage
from linli.party.queries.coverage import Row
from linli.party.queries.units import Standing
from linli.party.rulebook import rulebook
from linli.party.terms import Form, Unit, Way
from linli.rules import coverage as rules
from linli.rules.coverage import OWN, may_join

MOST = 4  # neighbours named with a way


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An organisation nearby. units: how many it covers; here: in the same community"""

    pk: int
    name: str
    form: str
    units: int
    here: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way. partners: organisations to join or attach to; companies: to found a joint branch with"""

    way: str
    name: Text
    reasons: tuple[Text, ...]
    clause: str
    source: Text
    partners: tuple[Neighbour, ...] = ()
    companies: tuple[tuple[str, int], ...] = ()


def proposals(actor: Actor, found: Standing, *, on: date) -> list[Proposal]:
    """Return the ways that are lawful for a unit by its members, those that bring an organisation first.

    Nothing for a unit whose members nobody has reported, and for one that is covered as it should be.
    """
    if found.verdict in ("met", "unknown"):
        return []
    homes = {_community(path) for path in found.body.paths}
    near = _organisations(homes)
    beside = _companies(actor, found, homes, on) if found.body.unit == Unit.COMPANY else []
    return [_proposal(found, way, near, beside) for way in found.due.ways]


def _proposal(found: Standing, way: rules.Way, near: list[Neighbour], beside: list[Row]) -> Proposal:
    full, instructed = found.count.full or 0, found.instructor is not None
    reasons, partners, companies = _about(way.id, full, near, beside, instructed=instructed)
    return Proposal(
        way=way.id,
        name=way.name,
        reasons=tuple(reasons),
        clause=way.clause,
        source=way.source,
        partners=tuple(partners),
        companies=tuple((row.name, row.count.full) for row in companies if row.count),
    )


def _about(
    way: str, full: int, near: list[Neighbour], beside: list[Row], *, instructed: bool
) -> tuple[list[Text], list[Neighbour], list[Row]]:
    if way == OWN:
        return [_enough(full)], [], []
    if way == Way.JOINT:
        return _joint(full, near, beside)
    if way in (Way.ATTACHED, Way.GROUP):
        grids = [each for each in near if each.form == Form.GRID][:MOST]
        return [_grids(grids)], grids, []
    if way == Way.INSTRUCTOR:
        words = Text("已有党建指导员在任", "an instructor is there already")
        none = Text("还没有党建指导员，派一名即有党的工作", "no instructor yet; with one there is party work")
        return [words if instructed else none], [], []
    lacking = rulebook().number("own_branch_from") - full
    return (
        [
            Text(
                f"再有{lacking}名正式党员即可单独成立党支部",
                f"{lacking} more full members make a branch of its own",
            )
        ],
        [],
        [],
    )


def _enough(full: int) -> Text:
    least = rulebook().number("own_branch_from")
    return Text(f"有{full}名正式党员，达到{least}名", f"it has {full} full members; {least} are enough")


def _grids(grids: list[Neighbour]) -> Text:
    here = [each.name for each in grids if each.here]
    if here:
        return Text(f"同社区有{'、'.join(here)}", f"in the same community: {', '.join(here)}")
    if grids:
        return Text("同社区没有网格党支部，同街道有", "none in the community, but in the subdistrict")
    return Text("附近还没有网格党支部，要先建", "there is no grid branch nearby yet; found one first")


def _joint(
    full: int, near: list[Neighbour], beside: list[Row]
) -> tuple[list[Text], list[Neighbour], list[Row]]:
    """Propose joint branches with room, and nearest companies that together have enough members."""
    joint = [each for each in near if each.form == Form.JOINT and may_join(rulebook(), each.units)][:MOST]
    reasons = [
        Text(
            f"{each.name}覆盖{each.units}个单位，还能加入",
            f"{each.name} covers {each.units} units and has room",
        )
        for each in joint
    ]
    partners: list[Row] = []
    total = full
    for row in beside:
        if total >= rulebook().number("joint_from") or not may_join(rulebook(), len(partners) + 1):
            break
        partners.append(row)
        total += row.count.full if row.count else 0
    if partners and total >= rulebook().number("joint_from"):
        names = [row.name for row in partners]
        reasons.append(
            Text(
                f"与{'、'.join(names)}相邻，合计{total}名正式党员",
                f"beside {', '.join(names)}; {total} full members together",
            )
        )
    else:
        partners = []
    nobody = Text("附近没有可联合的企业", "no company nearby to join with")
    return reasons or [nobody], joint, partners


def _community(path: str) -> str:
    """Return the community an estate lies in, also through a grid."""
    above = paths.parent(path)
    return paths.parent(above) if above.rstrip("/").rpartition("/")[2].startswith("g") else above


def _organisations(homes: Iterable[str]) -> list[Neighbour]:
    """Return the grid and joint branches of the communities and then of their subdistricts; one query."""
    homes = tuple(homes)
    around = tuple({paths.parent(home) for home in homes} - {"/"}) or homes
    rows = (
        Organisation.objects.filter(
            reached("path", around), form__in=[Form.GRID, Form.JOINT], until__isnull=True
        )
        .annotate(units=Count("coverages", filter=Q(coverages__until__isnull=True)))
        .order_by("name", "pk")
    )
    found = [
        Neighbour(row.pk, row.name, row.form, row.units, row.path.startswith(homes) or not homes)
        for row in rows
    ]
    return sorted(found, key=lambda each: not each.here)


def _companies(actor: Actor, found: Standing, homes: set[str], on: date) -> list[Row]:
    """Return the companies with one or two members that nobody covers, same community first."""
    around = sorted({paths.parent(home) for home in homes})
    if not around or around[0] == "/":
        return []
    rows = coverage.rows(actor, what="company", at=around[0], on=on, missing="organisation")
    small = [row for row in rows if row.due == "organisation" and row.key != found.body.key]
    return sorted(small, key=lambda row: (_community(row.path) not in homes, row.path))
