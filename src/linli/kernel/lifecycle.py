"""State machines as tables: data that can be read, drawn and tested.

No Django here. A `Lifecycle` only knows which moves exist; who may make a
move is decided by `people.access`, and writing it down is done by the one
function `base.lifecycle.apply`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from linli.kernel.errors import DomainError


class IllegalMove(DomainError):
    """The move does not start from the thing's present state."""


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow of the diagram.

    `law` cites the provision that grants or requires the move; an arrow
    nobody can cite is an arrow nobody asked for.
    """

    name: str
    sources: frozenset[str]
    target: str
    needs: str  # the permission, e.g. "case.handle"
    law: str
    note_required: bool = False


@dataclass(frozen=True, slots=True)
class Lifecycle:
    name: str
    initial: str
    moves: tuple[Move, ...]

    def move(self, name: str, *, state: str) -> Move:
        """Return the move called `name` if it may start from `state`.

        :raises IllegalMove: if there is no such arrow from `state`
        """
        for move in self.moves:
            if move.name == name and state in move.sources:
                return move
        raise IllegalMove(
            f"{self.name}：现在的状态是 {state}，不能做 {name}。请刷新后再看。",
            f"{self.name}: cannot {name} while {state}. Reload and look again.",
        )

    def open_from(self, state: str) -> tuple[Move, ...]:
        """Return the moves that may start from `state`, in table order."""
        return tuple(move for move in self.moves if state in move.sources)

    def states(self) -> frozenset[str]:
        ends = {self.initial}
        for move in self.moves:
            ends |= {*move.sources, move.target}
        return frozenset(ends)

    def unreachable(self) -> frozenset[str]:
        """Return states no path leads to. A sound table returns none."""
        seen, frontier = {self.initial}, [self.initial]
        while frontier:
            for move in self.open_from(frontier.pop()):
                if move.target not in seen:
                    seen.add(move.target)
                    frontier.append(move.target)
        return self.states() - seen


def move(
    name: str, sources: Iterable[str], target: str, *, needs: str, law: str, note_required: bool = False
) -> Move:
    """Shorthand so that a lifecycle table reads as a table."""
    return Move(name, frozenset(sources), target, needs, law, note_required)
