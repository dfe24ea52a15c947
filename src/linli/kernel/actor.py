"""Who is asking, and how far they reach. Plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grant:
    permission: str  # e.g. "estate.view"
    place: str  # a place path, e.g. "/4104/410402/", covering everything below


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts: a person at a request, or a job.

    role: the role of the posting that is in use, "" for jobs and strangers
    organisation: the body the person acts for, e.g. "company:12", or ""
    place: path of the widest posting, where the person's desk stands; "" if none
    everywhere: reserved for `Actor.system`; people are always somewhere
    """

    name: str
    user_id: int | None = None
    role: str = ""
    organisation: str = ""
    place: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)
    everywhere: bool = False

    @classmethod
    def system(cls, job: str) -> Actor:
        """Return the actor of a job or of the command line: named, and everywhere."""
        return cls(name=f"system:{job}", role="system", everywhere=True)

    def reach(self, permission: str) -> tuple[str, ...]:
        """Return the place paths under which `permission` is held, none inside another."""
        paths = sorted({grant.place for grant in self.grants if grant.permission == permission})
        kept: list[str] = []
        for path in paths:  # sorted, so a prefix stands before what it covers
            if not kept or not path.startswith(kept[-1]):
                kept.append(path)
        return tuple(kept)

    def may(self, permission: str, *, at: str) -> bool:
        """Test if `permission` is held at the place path `at`."""
        return self.everywhere or at.startswith(self.reach(permission) or ("\0",))

    def may_somewhere(self, permission: str) -> bool:
        """Test if `permission` is held at any place at all."""
        return self.everywhere or any(grant.permission == permission for grant in self.grants)
