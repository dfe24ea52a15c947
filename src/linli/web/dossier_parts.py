"""What the apps beside the registry add to the dossier of an estate: one query and one fragment each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from linli.party.queries import dossier as party
from linli.party.queries import life_part as party_life
from linli.registry.queries import emergencies
from linli.selfmanagement.queries import dossier as selfmanagement
from linli.tripartite.queries import commitments
from linli.tripartite.queries import dossier as tripartite

if TYPE_CHECKING:
    from linli.kernel.actor import Actor
    from linli.registry.models import Estate

Query = Callable[..., Any]

# (query, template), in the order of the page. A query is called as query(actor, estate, today=…) and costs
# three statements at most; what it returns is `part` in its fragment, None leaves the section out.
PARTS: list[tuple[Query, str]] = [
    (emergencies.dossier_part, "registry/_emergencies.html"),
    (party.dossier_part, "party/_dossier.html"),
    (party_life.dossier_part, "party/_dossier_life.html"),
    (tripartite.dossier_part, "tripartite/_dossier.html"),
    (commitments.dossier_part, "tripartite/_dossier_commitments.html"),
    (selfmanagement.dossier_part, "selfmanagement/_dossier.html"),
]


@dataclass(frozen=True, slots=True)
class Part:
    template: str
    part: Any


def collected(
    actor: Actor, estate: Estate, *, today: date, of: Sequence[tuple[Query, str]] | None = None
) -> list[Part]:
    """Return the sections the actor may see of an estate's dossier."""
    found = (
        (template, query(actor, estate, today=today)) for query, template in (PARTS if of is None else of)
    )
    return [Part(template, part) for template, part in found if part is not None]
