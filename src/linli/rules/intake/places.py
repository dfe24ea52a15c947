"""Find the subdistrict and the community people mean, by full name, short form or statistical code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from linli.rules.folding import fold, tidy
from linli.rules.identifiers import Unfit
from linli.rules.intake.cells import Cell, Formula, shown
from linli.rules.intake.values import formula

OFFICE = re.compile(r"(?:(?<=街道)(?:办|筹备组|筹备处)|办事处|人民政府|(?<=[镇乡])政府|党工委)$")
COMMITTEE = re.compile(r"(?:(?:社区)?居民委员会|(?:社区)?居委会|(?:村)?村民委员会|(?:村)?村委会|委员会)$")
UNIT = re.compile(r"(?:街道|镇|乡|社区|村)$")
ROAD = re.compile(r"(?:街|路)$")
CODE = re.compile(r"\d{9}|\d{12}", re.ASCII)
SIMILAR_ENOUGH = 60
MOST_FORMS = 4


@dataclass(frozen=True, slots=True)
class Division:
    """A subdistrict or a community in force: its code without filling zeros, and its official name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Subdistrict(Division):
    communities: tuple[Division, ...] = ()


@dataclass(slots=True)
class Gazetteer:
    """Names of one kind: from each form of a name to the divisions that may be meant by it."""

    divisions: tuple[Division, ...]
    within: tuple[str, ...] = ()  # folded names of what they all lie in, which people write before them
    levels: list[dict[str, set[str]]] = field(default_factory=list)
    by_code: dict[str, Division] = field(default_factory=dict)

    @classmethod
    def of(cls, divisions: Iterable[Division], within: Iterable[str] = ()) -> Gazetteer:
        """Return the gazetteer of `divisions`; `within` are names such as 平顶山市 and 新华区."""
        made = cls(tuple(divisions), tuple(fold(name) for name in within))
        made.by_code = {division.code: division for division in made.divisions}
        made.levels = [{} for _ in range(MOST_FORMS)]
        for division in made.divisions:
            for level, form in enumerate(forms(division.name)):
                made.levels[level].setdefault(form, set()).add(division.code)
        return made

    def find(self, name: str) -> Division | None:
        """Return the one division that `name` means; a fuller form decides before a shorter one."""
        bare = fold(name)
        if CODE.fullmatch(bare):
            return self.by_code.get(bare[:9] if bare.endswith("000") else bare)
        without = bare
        for prefix in self.within:
            without = without.removeprefix(prefix)
        # 香山社区 lies in 香山街道: what looks like a prefix may be the name itself, so that is tried first.
        return self._by_forms(bare) or (self._by_forms(without) if without != bare else None)

    def _by_forms(self, name: str) -> Division | None:
        # People say 新新街道 for 新新街街道; but 光明街 is not 光明路: only official names lose 街 or 路.
        *fuller, _ = forms(name)
        asked = (*fuller, fuller[-1])
        for level in range(MOST_FORMS):
            found = self.levels[level].get(asked[level], set())
            if len(found) == 1:
                return self.by_code[next(iter(found))]
        return None

    def nearest(self, name: str) -> str:
        """Return the official name most like `name`, "" if none is like it."""
        names = [division.name for division in self.divisions]
        found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
        return str(found[0]) if found else ""


@dataclass(slots=True)
class District:
    """The divisions a list of estates may name."""

    subdistricts: Gazetteer
    communities: dict[str, Gazetteer]

    @classmethod
    def of(cls, subdistricts: Iterable[Subdistrict], within: Iterable[str] = ()) -> District:
        units = tuple(subdistricts)
        names = tuple(within)
        communities = {unit.code: Gazetteer.of(unit.communities, (*names, *_spoken(unit))) for unit in units}
        return cls(Gazetteer.of(units, names), communities)

    def subdistrict(self, cell: Cell) -> Division:
        """Return the subdistrict a cell means.

        :raises Unfit: if it means none of the district
        """
        name = _name(cell)
        found = self.subdistricts.find(name)
        if found is None:
            zh, en = _perhaps(self.subdistricts.nearest(name))
            raise Unfit(
                f"本区没有这个街道（镇）。{zh}请按现行区划填写。",
                f"There is no such subdistrict in the district.{en} Write it as it is in force.",
            )
        return found

    def community(self, subdistrict: Division, cell: Cell) -> Division:
        """Return the community of `subdistrict` that a cell means.

        :raises Unfit: if it means none, or one of another subdistrict
        """
        name = _name(cell)
        found = self.communities[subdistrict.code].find(name)
        if found is not None:
            return found
        elsewhere = [
            unit.name
            for unit in self.subdistricts.divisions
            if self.communities[unit.code].find(name) is not None
        ]
        if elsewhere:
            raise Unfit(
                f"它属于{'、'.join(elsewhere)}，不属于{subdistrict.name}。请核对街道或社区。",
                f"It lies in {', '.join(elsewhere)}, not in {subdistrict.name}. Check both.",
            )
        zh, en = _perhaps(self.communities[subdistrict.code].nearest(name))
        raise Unfit(
            f"{subdistrict.name}没有这个社区（村）。{zh}请按现行区划填写。",
            f"There is no such community in {subdistrict.name}.{en} Write it as it is in force.",
        )


def forms(name: str) -> tuple[str, ...]:
    """Return the forms of a name, from the whole to the barest: 曙北社区居民委员会, 曙北社区, 曙北.

    One for each level, so that forms of the same level can be compared.
    """
    whole = fold(name)
    committee = COMMITTEE.search(whole)
    # 武庄村民委员会 is the committee of 武庄村: the rest says 村 again, so that both spellings meet.
    said = ("社区" if "居" in committee[0] else "村") if committee else ""
    stem = OFFICE.sub("", COMMITTEE.sub("", whole))
    with_unit = stem + said if said and not UNIT.search(stem) else stem
    bare = UNIT.sub("", with_unit)
    return whole, with_unit, bare, ROAD.sub("", bare) or bare


def _spoken(unit: Division) -> tuple[str, ...]:
    """Return how people name a subdistrict before one of its communities."""
    return tuple(form for form in forms(unit.name)[:2] if form)


def _name(cell: Cell) -> str:
    if isinstance(cell, Formula):
        raise formula()
    return tidy(shown(cell))


def _perhaps(name: str) -> tuple[str, str]:
    return (f"是不是“{name}”？", f" Perhaps “{name}”?") if name else ("", "")
