"""What a key of a record stands for, and what meetings said of a record: links shown both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.registry.terms import ContractKind, DisclosureKind
from linli.tripartite.models import AgendaItem, Resolution
from linli.tripartite.sources import TABLES, split


@dataclass(frozen=True, slots=True)
class Link:
    """A record in words. url, args: the page that shows it; anchor: where on that page"""

    key: str
    words: Text
    url: str
    args: tuple[Any, ...]
    anchor: str = ""


def described(actor: Actor, keys: Iterable[str], *, estate: Estate) -> dict[str, Link]:
    """Return what each key stands for, of those of the estate; one query for each kind of record."""
    wanted: dict[str, set[str]] = {}
    for key in keys:
        kind, identity = split(key)
        if kind:
            wanted.setdefault(kind, set()).add(identity)
    found: dict[str, Link] = {}
    for kind, identities in wanted.items():
        for link in _of_kind(actor, kind, identities, estate):
            found[link.key] = link
    return found


def heard(actor: Actor, key: str, *, estate: Estate) -> tuple[list[AgendaItem], list[Resolution]]:
    """Return the agenda items a record caused, and the resolutions that came of it or changed it."""
    items = AgendaItem.objects.visible_to(actor, "tripartite.view").filter(source=key, meeting__estate=estate)
    mine = Resolution.objects.visible_to(actor, "tripartite.view").filter(estate=estate)
    resolutions = (mine.filter(source=key) | mine.filter(changed=key)).select_related("meeting")
    return list(items.select_related("meeting").order_by("-meeting__planned_at")[:100]), list(
        resolutions.order_by("-meeting__held_on", "number")[:100]
    )


def changeable(actor: Actor, estate: Estate, *, limit: int = 12) -> list[Link]:
    """Return the records of an estate a resolution may have changed, latest first; five queries."""
    links: list[Link] = []
    for kind, order in LATEST.items():
        table, tie = TABLES[kind]
        rows = table.objects.visible_to(actor, "tripartite.view").filter(**{tie: estate}).order_by(*order)
        links += [_link(kind, row, estate) for row in rows[:limit]]
    return links


LATEST = {
    "disclosure": ("-shown_on", "-pk"),
    "contract": ("-signed_on", "-pk"),
    "document": ("-issued_on", "-pk"),
    "paper": ("-issued_on", "-pk"),
    "committee": ("-elected_on", "-pk"),
}
ANCHORS = {
    "contract": "contracts",
    "disclosure": "disclosures",
    "document": "documents",
    "committee": "committee",
}


def _of_kind(actor: Actor, kind: str, identities: set[str], estate: Estate) -> list[Link]:
    dossier = ("registry:estate", (estate.code,))
    if kind == "missing":
        labels = dict(DisclosureKind.choices)
        return [
            Link(
                f"missing:{one}",
                Text(f"缺“{labels[one]}”公示", f"“{one}” is not shown"),
                *dossier,
                "disclosures",
            )
            for one in identities & set(labels)
        ]
    if kind == "mechanism":
        words = Text("没有联动机制", "there is no mechanism")
        return [Link(f"mechanism:{estate.code}", words, "tripartite:estate", (estate.code,))]
    if kind not in TABLES:
        return []
    table, tie = TABLES[kind]
    pks = [int(one) for one in identities if one.isdigit()]
    rows = table.objects.visible_to(actor, "tripartite.view").filter(pk__in=pks, **{tie: estate})
    return [_link(kind, row, estate) for row in rows]


def _link(kind: str, row: Any, estate: Estate) -> Link:
    key, words = f"{kind}:{row.pk}", WORDS[kind](row)
    if kind == "resolution":
        return Link(key, words, "tripartite:resolution", (row.pk,))
    if kind == "note":
        return Link(key, words, "tripartite:appointment", (row.appointment_id,))
    if kind == "paper":
        return Link(key, words, "tripartite:estate", (estate.code,), "papers")
    return Link(key, words, "registry:estate", (estate.code,), ANCHORS[kind])


WORDS: dict[str, Any] = {
    "contract": lambda row: Text(
        f"{ContractKind(row.kind).label}{row.number and f'（{row.number}）'}",
        f"contract {row.number or row.pk}",
    ),
    "disclosure": lambda row: Text(
        f"“{DisclosureKind(row.kind).label}”公示（{row.shown_on}）",
        f"disclosure {row.kind} of {row.shown_on}",
    ),
    "document": lambda row: Text(f"《{row.title}》（{row.issued_on}）", f"“{row.title}” of {row.issued_on}"),
    "committee": lambda row: Text(
        f"{row.elected_on}选出的业主委员会", f"the committee elected on {row.elected_on}"
    ),
    "paper": lambda row: Text(f"《{row.title}》（{row.issued_on}）", f"“{row.title}” of {row.issued_on}"),
    "note": lambda row: Text(
        f"{row.on}质量记录：{row.text[:30]}", f"quality note of {row.on}: {row.text[:30]}"
    ),
    "resolution": lambda row: Text(f"决议：{row.text[:40]}", f"resolution: {row.text[:40]}"),
}
