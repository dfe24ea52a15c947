"""Rows put aside on disk while a long computation runs: memory stays flat, and no cursor stays open.

A cursor left open on SQLite holds an old state of the database, on which the same connection may then not
write; what was spooled can be read while progress is written.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

T = TypeVar("T")
CHUNK = 500  # rows packed together: what repeats within them is written once
IN_MEMORY = 4 * 1024 * 1024  # bytes; a small round never touches the disk


class Spool(Generic[T]):
    """Rows in the order they came. They can be read as often as wanted, and added to until then.

    The file has no name and is gone with the object. Only our own rows are ever read back.
    """

    def __init__(self, rows: Iterable[T] = ()) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self._waiting: list[T] = []
        self._count = 0
        self.extend(rows)

    def __len__(self) -> int:
        return self._count

    def append(self, row: T) -> None:
        """Add one row."""
        self._waiting.append(row)
        self._count += 1
        if len(self._waiting) == CHUNK:
            self._pack(self._waiting)
            self._waiting = []

    def extend(self, rows: Iterable[T]) -> None:
        """Add rows, reading `rows` to its end."""
        stream = iter(rows)
        while some := list(islice(stream, CHUNK - len(self._waiting))):
            self._count += len(some)
            self._waiting += some
            if len(self._waiting) == CHUNK:
                self._pack(self._waiting)
                self._waiting = []

    def __iter__(self) -> Iterator[T]:
        self._file.seek(0)
        while some := self._unpack():
            yield from some
        yield from self._waiting

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pack(self, rows: list[T]) -> None:
        self._file.seek(0, 2)
        pickle.dump(rows, cast("Any", self._file), protocol=pickle.HIGHEST_PROTOCOL)

    def _unpack(self) -> list[T]:
        try:
            found: list[T] = pickle.load(cast("Any", self._file))  # noqa: S301 - written by ourselves
        except EOFError:
            return []
        return found
