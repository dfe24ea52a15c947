"""The public page of an estate: what the law wants shown to its owners, and nothing else of the registry.

Company and project head, service phone, contract term and fee, and what is displayed on site are public by
art. 39 of the Henan regulation (2017 text) and Civil Code art. 943. Private phones are never read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.period import ONE_DAY
from linli.paper.words import plain
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.models import (
    Contract,
    Disclosure,
    Estate,
    KeyPost,
    OwnersCommittee,
    RuleDocument,
    ServiceProject,
)
from linli.registry.models.finding import estate_matches
from linli.registry.terms import SCORED_DISCLOSURES, DisclosureKind, DocumentKind

SHOWN_DOCUMENTS = (DocumentKind.CHARTER, DocumentKind.SERVICE_AGREEMENT)


@dataclass(frozen=True, slots=True)
class Hit:
    """An estate found by a reader."""

    code: str
    name: str
    address: str
    subdistrict: str
    community: str
    mode: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind of disclosure, and since when it hangs; None if it is missing."""

    words: str
    since: date | None


@dataclass(frozen=True, slots=True)
class PublicEstate:
    """project, manager, contract and committee are None where there are none."""

    estate: Estate
    subdistrict: str
    community: str
    grid: str
    project: ServiceProject | None
    manager: str
    contract: Contract | None
    committee: OwnersCommittee | None
    shown: tuple[Shown, ...]
    documents: tuple[RuleDocument, ...]

    @property
    def fee(self) -> str:
        """Return the fee in 元/㎡·月 as people write it; "" if none is recorded."""
        found = (self.contract.fee if self.contract else None) or (self.project.fee if self.project else None)
        return plain(found) if found is not None else ""

    @property
    def last_day(self) -> date | None:
        """Return the last day of the contract; None without a fixed end."""
        return self.contract.end - ONE_DAY if self.contract and self.contract.end else None


def search(actor: Actor, *, text: str, limit: int = 20) -> list[Hit]:
    """Return open estates whose name, pinyin initials or code match; five queries at most."""
    words = text.strip()
    if not words:
        return []
    rule, _ = estate_matches(words)
    rows = list(Estate.objects.filter(rule, closed_on__isnull=True).order_by("initials", "path")[:limit])
    names = _names({path for row in rows for path in paths.chain(row.path)})
    return [
        Hit(
            code=row.code,
            name=row.name,
            address=row.address,
            subdistrict=_level(names, row.path, Level.SUBDISTRICT),
            community=_level(names, row.path, Level.COMMUNITY),
            mode=row.get_mode_display(),
        )
        for row in rows
    ]


def estate(actor: Actor, *, code: str, on: date) -> PublicEstate:
    """Return what the public may know of an estate on that day; eight queries.

    :raises NoSuch: if no open estate has the code
    """
    found = Estate.objects.filter(code=code, closed_on__isnull=True).first()
    if found is None:
        raise NoSuch(
            "没有这个小区的公示页。请核对网址，或在首页按名称查找。",
            "There is no public page for this estate. Check the address, or search by name.",
        )
    names = _names(set(paths.chain(found.path)))
    project = (
        ServiceProject.objects.select_related("company").filter(estate=found, until__isnull=True).first()
    )
    return PublicEstate(
        estate=found,
        subdistrict=_level(names, found.path, Level.SUBDISTRICT),
        community=_level(names, found.path, Level.COMMUNITY),
        grid=_level(names, found.path, Level.GRID),
        project=project,
        manager=_manager(project),
        contract=_contract(project, on),
        committee=OwnersCommittee.objects.filter(estate=found, dissolved_on__isnull=True).first(),
        shown=_shown(found, on),
        documents=tuple(
            RuleDocument.objects.filter(_holds(on), estate=found, kind__in=SHOWN_DOCUMENTS).order_by("kind")
        ),
    )


def _manager(project: ServiceProject | None) -> str:
    if project is None:
        return ""
    held = KeyPost.objects.filter(project=project, post="manager", until__isnull=True)
    return held.values_list("name", flat=True).first() or ""


def _contract(project: ServiceProject | None, on: date) -> Contract | None:
    if project is None:
        return None
    return Contract.objects.filter(project=project, start__lte=on).order_by("-start").first()


def _shown(found: Estate, on: date) -> tuple[Shown, ...]:
    rows = Disclosure.objects.filter(_holds(on), estate=found, shown_on__lte=on)
    since = dict(rows.order_by("shown_on").values_list("kind", "shown_on"))
    wanted = [kind for kind in DisclosureKind if kind in since or kind in SCORED_DISCLOSURES]
    return tuple(Shown(str(kind.label), since.get(kind)) for kind in wanted)


def _holds(on: date) -> Q:
    return Q(valid_until__isnull=True) | Q(valid_until__gt=on)


def _names(wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Return level and name as people say it, by path; one query."""
    rows = Place.objects.filter(path__in=wanted).values_list("path", "level", "short")
    return {path: (level, short) for path, level, short in rows}


def _level(names: dict[str, tuple[str, str]], path: str, level: str) -> str:
    found = (names[above][1] for above in paths.chain(path) if above in names and names[above][0] == level)
    return next(found, "")
