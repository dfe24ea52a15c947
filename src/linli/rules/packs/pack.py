"""What a pack is once it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from linli.kernel.errors import Refused
from linli.rules.coverage import Party
from linli.rules.duties.model import Duties
from linli.rules.listing import Lists
from linli.rules.packs.letters import Letters
from linli.rules.packs.standing import Rounds
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.reading import Fault


class PackRefused(Refused):
    """The pack is not sound or not the one that was locked; `faults` says where, all at once."""

    def __init__(self, code: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        zh = "；".join(f"{each.place}：{each.zh}" for each in self.faults)
        en = "; ".join(f"{each.place}: {each.en}" for each in self.faults)
        super().__init__(f"政策包 {code} 不能用：{zh}", f"Policy pack {code} cannot be used: {en}")


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered duty of the guideline."""

    id: str
    section: str
    clause_zh: str
    duty_en: str
    who: str
    record: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of time the guideline or the law sets.

    count, unit: "5 workday", "15 day", "6 month", "5 year"
    discretion: true if the district chose it, false if the source commands it
    """

    id: str
    name_zh: str
    name_en: str
    count: int
    unit: str
    source_zh: str
    source_en: str
    clause: str
    discretion: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Where something about the guideline can be read."""

    title_zh: str
    title_en: str
    url: str


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A district's guideline as data.

    district_zh, district_en: what the district is called beside the product's mark, "" for nothing
    sha256: over the hashes of all its files; what a score names as its rule book
    files: the bytes of each file by name, for the bundle of a published score
    locked: it carries a LOCK and agrees with it; an unlocked pack is a draft
    rounds, letters: what only a round applies, and the words of letters; empty where the pack is silent
    duties: what is asked again and again; none where the pack is silent
    party: what party organisations units owe; empty where the pack is silent
    """

    code: str
    title_zh: str
    title_en: str
    district_zh: str
    district_en: str
    issuer_zh: str
    issuer_en: str
    document_number: str
    dated: date
    in_force_from: date
    supersedes: str
    division: str
    links: tuple[Link, ...]
    card: Card
    clauses: tuple[Clause, ...]
    deadlines: Mapping[str, Deadline]
    lists: Lists
    sha256: str
    hashes: Mapping[str, str]
    files: Mapping[str, bytes]
    locked: bool
    rounds: Rounds = field(default_factory=Rounds)
    letters: Letters = field(default_factory=Letters)
    duties: Duties = field(default_factory=Duties)
    party: Party = field(default_factory=Party)
