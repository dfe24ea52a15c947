"""One subject by its kind and key, for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.duties.queries.areas import PERMISSION
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.mandates.models import Mandate
from linli.party.models import Instructor, Organisation, Plan
from linli.people.models import Place
from linli.registry.models import Company, Contract, Estate, OwnersCommittee
from linli.tripartite.models import Meeting, Resolution

MODELS: dict[str, tuple[Any, str, str]] = {
    "organisation": (Organisation, "name", "path"),
    "company": (Company, "name", ""),
    "estate": (Estate, "name", "path"),
    "instructor": (Instructor, "name", "path"),
    "mandate": (Mandate, "name", "path"),
    "community": (Place, "short", "path"),
    "subdistrict": (Place, "short", "path"),
    "district": (Place, "short", "path"),
    "contract": (Contract, "project__estate__name", "project__estate__path"),
    "owners_committee": (OwnersCommittee, "estate__name", "estate__path"),
    "meeting": (Meeting, "estate__name", "estate__path"),
    "resolution": (Resolution, "text", "estate__path"),
    "plan": (Plan, "reason", "path"),
}
CODES = {
    "estate": "code",
    "contract": "project__estate__code",
    "owners_committee": "estate__code",
    "meeting": "estate__code",
    "resolution": "estate__code",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A subject. place: path, "" for a company; code: of its estate, "" if it is of none"""

    kind: str
    key: int
    name: str
    place: str
    code: str


def subject(actor: Actor, *, kind: str, key: int) -> Found:
    """Return one subject; one statement.

    :raises NoSuch: if there is none, or none the actor may see
    """
    model, name, path = MODELS.get(kind, (None, "", ""))
    row = None
    if model is not None:
        names = [field for field in (name, path, CODES.get(kind, "")) if field]
        row = model.objects.visible_to(actor, PERMISSION).filter(pk=key).values(*names).first()
    if row is None:
        raise NoSuch("没有这个对象，或者它不归您查看。", "There is no such thing, or it is not yours to see.")
    return Found(kind, key, row[name], row.get(path, ""), row.get(CODES.get(kind, ""), ""))


def codes(actor: Actor, paths: set[str]) -> dict[str, str]:
    """Return the codes of the estates at some places, by path; one statement."""
    rows = Estate.objects.visible_to(actor, PERMISSION).filter(path__in=paths)
    return dict(rows.values_list("path", "code"))
