"""The zip archive of a bundle, in one form only: what is not exactly as we write it has been changed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from linli.kernel.errors import Refused

STORED, DEFLATED = 0, 8
# No clock: the first day a zip archive can state. UTF-8 names, made on Unix, plain files.
_DATE, _UTF8, _MADE, _NEEDED, _MODE = 0x21, 0x800, 0x314, 20, 0o100644 << 16
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
MOST_MEMBERS = 1000
MOST_BYTES = 1 << 32
MOST_CONTENT = 64 << 20
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the archive. packed: its bytes as they stand there; size and crc: of its content."""

    name: str
    method: int
    crc: int
    size: int
    packed: memoryview | bytes
    offset: int = 0

    def local(self) -> bytes:
        """Return its header before the packed bytes."""
        name = self.name.encode()
        length = len(self.packed)
        head = _LOCAL.pack(
            b"PK\3\4", _NEEDED, _UTF8, self.method, 0, _DATE, self.crc, length, self.size, len(name), 0
        )
        return head + name

    def central(self) -> bytes:
        """Return its line in the directory at the end."""
        name = self.name.encode()
        form = (_MADE, _NEEDED, _UTF8, self.method, 0, _DATE)
        sizes = (self.crc, len(self.packed), self.size, len(name))
        return _CENTRAL.pack(b"PK\1\2", *form, *sizes, 0, 0, 0, 0, _MODE, self.offset) + name

    def pieces(self) -> Iterator[bytes]:
        """Yield the content piece by piece, never more of it than the member states.

        :raises Refused: it does not unpack to what it states
        """
        if self.method == STORED:
            yield bytes(self.packed)
            return
        unpacking, left, crc = zlib.decompressobj(-15), self.size, 0
        feed = bytes(self.packed)
        try:
            while left and not unpacking.eof:
                piece = unpacking.decompress(feed, min(left, PIECE))
                feed = unpacking.unconsumed_tail
                left, crc = left - len(piece), zlib.crc32(piece, crc)
                if not piece and not feed:
                    break
                yield piece
            ended = unpacking.eof or not unpacking.decompress(feed, 1)
        except zlib.error as error:
            raise _unpackable(self.name) from error
        if left or not ended or crc != self.crc:
            raise _unpackable(self.name)

    def content(self) -> bytes:
        """Return the whole content.

        :raises Refused: as `pieces`, or larger than any file of a bundle that is read as a whole
        """
        if self.size > MOST_CONTENT:
            raise _unpackable(self.name)
        return b"".join(self.pieces())


def _unpackable(name: str) -> Refused:
    return Refused(
        f"{name} 解不开，文件已损坏", f"{name} does not unpack; the file is damaged", fields=(name,)
    )


def packed(name: str, pieces: Iterable[bytes], *, method: int = DEFLATED) -> Member:
    """Return a member of the content given piece by piece."""
    packing = zlib.compressobj(6, zlib.DEFLATED, -15)
    out, crc, size = bytearray(), 0, 0
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        out += packing.compress(piece) if method == DEFLATED else piece
    if method == DEFLATED:
        out += packing.flush()
    return Member(name, method, crc, size, bytes(out))


def write(file: BinaryIO, members: Sequence[Member]) -> None:
    """Write an archive of these members in this order.

    :raises ValueError: the archive would need the 64-bit form
    """
    offset, directory = 0, b""
    for member in members:
        placed = Member(member.name, member.method, member.crc, member.size, member.packed, offset)
        directory += placed.central()
        head = placed.local()
        file.write(head)
        file.write(member.packed)
        offset += len(head) + len(member.packed)
    if offset + len(directory) >= MOST_BYTES or any(member.size >= MOST_BYTES for member in members):
        raise ValueError("a bundle of more than 4 GiB: divide the round")
    count = len(members)
    file.write(directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0))


def read(data: bytes) -> list[Member]:
    """Return the members of an archive that is byte for byte as `write` makes it.

    :raises Refused: it is no archive, or one that was changed or made by something else
    """
    view = memoryview(data)
    if len(data) < _END.size or data[-_END.size : -_END.size + 4] != b"PK\5\6":
        raise Refused("这不是计算包（不是完整的 zip 文件）", "This is no bundle: not a complete zip file")
    end = _END.unpack(view[-_END.size :])
    count, length, start = end[4], end[5], end[6]
    canonical = end == (b"PK\5\6", 0, 0, count, count, length, start, 0)
    if not canonical or start + length + _END.size != len(data) or count > MOST_MEMBERS:
        raise _changed("zip 目录", "the zip directory")
    members = list(_directory(view, start, start + length, count))
    after = 0
    for member in members:
        head = member.local()
        if member.offset != after or view[after : after + len(head)] != head:
            raise _changed(f"{member.name} 的 zip 文件头", f"the zip header of {member.name}")
        after += len(head) + len(member.packed)
    if after != start:
        raise _changed("zip 目录", "the zip directory")
    return members


def _directory(view: memoryview, start: int, stop: int, count: int) -> Iterator[Member]:
    at = start
    for _ in range(count):
        if at + _CENTRAL.size > stop:
            raise _changed("zip 目录", "the zip directory")
        fields = _CENTRAL.unpack(view[at : at + _CENTRAL.size])
        method, crc, length, size, named, offset = (
            fields[4],
            fields[7],
            fields[8],
            fields[9],
            fields[10],
            fields[16],
        )
        try:
            name = bytes(view[at + _CENTRAL.size : at + _CENTRAL.size + named]).decode()
        except UnicodeDecodeError as error:
            raise _changed("zip 目录", "the zip directory") from error
        body = offset + _LOCAL.size + named
        member = Member(name, method, crc, size, view[body : body + length], offset)
        line = member.central()
        if (
            len(member.packed) != length
            or view[at : at + len(line)] != line
            or method not in (STORED, DEFLATED)
        ):
            raise _changed(f"zip 目录中 {name} 一行", f"the line of {name} in the zip directory")
        at += len(line)
        yield member
    if at != stop:
        raise _changed("zip 目录", "the zip directory")


class Changed(Refused):
    """The archive was changed after it was made; `fields` names where."""


def _changed(zh: str, en: str) -> Changed:
    return Changed(f"{zh}与公布时不同", f"{en} is not as published", fields=(en,))
