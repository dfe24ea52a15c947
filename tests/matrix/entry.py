"""How an area says what an address answers to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.matrix.world import World

ROLES = (
    "bureau", "organisation", "subdistrict", "community", "grid", "instructor",
    "company", "committee", "owner", "assessor", "admin",
)  # fmt: skip
STRANGER = "stranger"
EVERYBODY = " ".join(ROLES)
OWN, NEAR, FAR = PLACES = ("own", "near", "far")

Make = Callable[[World, str], Any]


@dataclass(frozen=True)
class Entry:
    """One address and method, and who gets what there.

    name: as in `reverse`, e.g. "registry:estate"; of the API "api:<module>.<function>"
    key: returns the arguments of the address for the thing at own, near or far; None if it is of no place
    may: by place the roles that get `ok`, as words in one text; `everywhere` if the address is of no place
    public: open to all, so that one place is as good as another
    barred: the roles that get 403 wherever the thing is; the rest gets `hidden`, as if there were no thing
    note: tells two entries of the same address and method apart
    """

    name: str
    method: str = "GET"
    key: Make | None = None
    data: Make | None = None
    path: Make | None = None
    query: str = ""
    may: Mapping[str, str] = field(default_factory=dict)
    ok: int = 200
    barred: str = ""
    hidden: int = 404
    stranger: int = 302
    public: bool = False
    note: str = ""

    @property
    def places(self) -> Sequence[str]:
        everywhere = self.key or self.path
        return PLACES if everywhere and not self.public else (OWN,)

    def expected(self, role: str, where: str) -> int:
        """Return the status this role gets for the thing at `where`."""
        if role == STRANGER:
            return self.stranger
        if role in self.may.get(where, "").split():
            return self.ok
        return 403 if role in self.barred.split() else self.hidden

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.note}".strip()


def others(roles: str) -> str:
    """Return every role but these."""
    return " ".join(role for role in ROLES if role not in roles.split())


def public(name: str, *, key: Make | None = None, **more: Any) -> Entry:
    """Say that anybody may open a page, signed in or not; with a key only the thing at `own` is looked at."""
    return Entry(name, key=key, may={OWN: EVERYBODY}, public=True, stranger=more.pop("stranger", 200), **more)


def page(name: str, roles: str, **more: Any) -> Entry:
    """Say who may open a page that is of no place, such as a list; the others get 403."""
    return Entry(name, may={OWN: roles}, barred=others(roles), **more)


def thing(
    name: str, key: Make, *, own: str, near: str = "", far: str = "", barred: str = "", **more: Any
) -> Entry:
    """Say who may open the page of one thing, by the place it lies at.

    barred: who gets 403, because the page is none for the role at all; everybody else gets 404
    """
    return Entry(name, key=key, may={OWN: own, NEAR: near, FAR: far}, barred=barred, **more)


def act(
    name: str,
    *,
    key: Make | None = None,
    data: Make | None = None,
    own: str,
    near: str = "",
    far: str = "",
    barred: str = "",
    ok: int = 302,
    **more: Any,
) -> Entry:
    """Say who may POST; `data` returns the form's fields for the thing at a place."""
    may = {OWN: own, NEAR: near, FAR: far}
    return Entry(name, "POST", key=key, data=data, may=may, barred=barred, ok=ok, **more)


def operation(
    name: str,
    path: Make,
    *,
    own: str,
    near: str = "",
    far: str = "",
    barred: str = "",
    stranger: int = 401,
    **more: Any,
) -> Entry:
    """Say who may call an operation of the API; `path` returns its whole address."""
    may = {OWN: own, NEAR: near, FAR: far}
    return Entry(name, path=path, may=may, barred=barred, stranger=stranger, **more)
