"""The file system inside an .xls: sectors in chains, followed without trusting a single number in them.

Source: [MS-CFB] Compound File Binary File Format
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from linli.base.tables import limits

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_SECTOR = 0xFFFFFFFA  # numbers from here on are marks, not sectors
ENTRY_BYTES, HEADER_NUMBERS, SMALL_STREAM, SMALL_SECTOR = 128, 109, 4096, 64
MOST_SECTORS = limits.FILE_BYTES // 512 + 1
MOST_DIRECTORY_SECTORS = 4_000
STORAGE, STREAM, ROOT = 1, 2, 5


class Broken(ValueError):
    """The chains of the file lead nowhere, in circles, or beyond its end."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the file system. `first` is the sector its content begins in."""

    name: str
    kind: int
    first: int
    size: int


@dataclass(frozen=True, slots=True)
class _Chains:
    """Sectors of one size, and for each the number of the next."""

    data: bytes
    sector: int
    offset: int
    after: tuple[int, ...]

    def follow(self, first: int, most: int = MOST_SECTORS) -> bytes:
        found: list[bytes] = []
        number = first
        while number < NO_SECTOR:
            start = number * self.sector + self.offset
            if number >= len(self.after) or len(found) >= most or start >= len(self.data):
                raise Broken("a chain of sectors does not end")
            found.append(self.data[start : start + self.sector])
            number = self.after[number]
        return b"".join(found)


class Compound:
    """An opened compound file: its entries, and the content of any of them."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of sectors and the directory.

        :raises Broken: if they are not sound
        """
        try:
            self._open(data)
        except struct.error as error:
            raise Broken("the file ends too early") from error

    def read(self, entry: Entry) -> bytes:
        """Return the content of a stream.

        :raises Broken: if its chain is not sound
        """
        chains = self._large if entry.size >= SMALL_STREAM else self._small
        return chains.follow(entry.first)[: entry.size]

    def _open(self, data: bytes) -> None:
        shift = struct.unpack_from("<H", data, 30)[0]
        if not data.startswith(MAGIC) or shift not in (9, 12):
            raise Broken("no compound file")
        sector = 1 << shift
        directory, small_table = (struct.unpack_from("<L", data, at)[0] for at in (48, 60))
        numbers = _numbers(data, sector)
        after: list[int] = []
        for number in numbers:
            after.extend(struct.unpack_from(f"<{sector // 4}L", data, (number + 1) * sector))
            if len(after) > MOST_SECTORS + sector:
                raise Broken("the table of sectors is larger than any file")
        self._large = _Chains(data, sector, sector, tuple(after))
        self.entries = tuple(_entries(self._large.follow(directory, MOST_DIRECTORY_SECTORS)))
        root = next((entry for entry in self.entries if entry.kind == ROOT), Entry("", ROOT, NO_SECTOR, 0))
        table = self._large.follow(small_table)
        small_after = struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])
        self._small = _Chains(self._large.follow(root.first), SMALL_SECTOR, 0, small_after)


def _numbers(data: bytes, sector: int) -> list[int]:
    """Return the sectors the table of sectors itself is kept in."""
    numbers = list(struct.unpack_from(f"<{HEADER_NUMBERS}L", data, 76))
    more, count = struct.unpack_from("<LL", data, 68)
    for _ in range(min(count, MOST_SECTORS * 4 // sector)):
        if more >= NO_SECTOR:
            break
        *block, more = struct.unpack_from(f"<{sector // 4}L", data, (more + 1) * sector)
        numbers.extend(block)
    return [number for number in numbers if number < NO_SECTOR]


def _entries(directory: bytes) -> Iterator[Entry]:
    for at in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        kind = directory[at + 66]
        if kind in (STORAGE, STREAM, ROOT) and name:
            yield Entry(name, kind, *struct.unpack_from("<LL", directory, at + 116))
