"""The zip around an .xlsx, taken apart by hand so that nothing in it inflates beyond what it declares."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linli.base.tables import limits
from linli.base.tables.sheet import refused
from linli.kernel.errors import Refused

END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")
END_MARK, LOCAL_MARK = b"PK\x05\x06", b"PK\x03\x04"
ENCRYPTED = 0x1
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
NESTED = (LOCAL_MARK, b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PIECE = 64 * 1024


@dataclass(slots=True)
class Part:
    """One file inside the archive. held: its content, once `hold` inflated it for good"""

    name: str
    size: int
    start: int
    packed: memoryview
    method: int
    held: list[bytes] | None = None

    def hold(self) -> None:
        """Inflate once and keep the content, for whoever asks later.

        :raises Refused: like `chunks`
        """
        self.held = list(self.chunks())

    def chunks(self) -> Iterator[bytes]:
        """Inflate bit by bit.

        :raises Refused: as soon as it is more, or at the end less, than declared
        """
        if self.held is not None:
            yield from self.held
            return
        total = 0
        for chunk in self._inflated():
            total += len(chunk)
            if total > self.size:
                break
            yield chunk
        if total != self.size:
            raise _bomb(self.name)

    def read(self, most: int) -> bytes:
        """Return the whole content.

        :raises Refused: if it is more than `most` bytes
        """
        if self.size > most:
            raise _bomb(self.name)
        return b"".join(self.chunks())

    def head(self) -> bytes:
        """Return the first bytes, enough to tell what it is."""
        if self.method == STORED:
            return bytes(self.packed[:64])
        try:
            return zlib.decompressobj(-15).decompress(self.packed[:PIECE], 64)
        except zlib.error:
            return b""

    def _inflated(self) -> Iterator[bytes]:
        if self.method == STORED:
            for start in range(0, len(self.packed), limits.WINDOW_BYTES):
                yield bytes(self.packed[start : start + limits.WINDOW_BYTES])
            return
        machine = zlib.decompressobj(-15)
        try:
            for start in range(0, len(self.packed), PIECE):
                piece: bytes | memoryview = self.packed[start : start + PIECE]
                while piece:
                    yield machine.decompress(piece, limits.WINDOW_BYTES)
                    piece = machine.unconsumed_tail
        except zlib.error as error:
            raise _broken() from error
        if not machine.eof or machine.unused_data:
            raise _bomb(self.name)


def parts(data: bytes) -> list[Part]:
    """Return the parts of an archive whose directory is sound and whose declared sizes are honest.

    :raises Refused: if it is broken, encrypted, nested, overlapping, or would inflate beyond the limits
    """
    _check_directory_size(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > limits.ENTRIES:
                raise _too_many()
            found = [_part(data, info) for info in infos]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise _broken() from error
    _check_names(found)
    _check_sizes(found)
    _check_overlap(found)
    return found


def loose(parts: Iterable[Part]) -> bytes:
    """Return an archive of the parts that are held, unpacked: exactly the bytes that were looked at.

    A reader that goes through a sheet twice inflates it twice; of this it inflates nothing.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", STORED) as archive:
        for part in parts:
            if part.held is not None:
                archive.writestr(part.name, b"".join(part.held))
    return out.getvalue()


def _check_directory_size(data: bytes) -> None:
    """Look at the end record first: the zip module would read a directory of any size."""
    at = data.rfind(END_MARK, max(0, len(data) - 66_000))
    if at < 0 or at + END.size > len(data) or not data.startswith(LOCAL_MARK):
        raise _broken()
    _, disk, first_disk, here, entries, size, offset, _ = END.unpack_from(data, at)
    if disk or first_disk or here != entries or size > limits.DIRECTORY_BYTES or entries > limits.ENTRIES:
        raise _too_many()
    if offset + size != at:  # something was put before the archive or between its pieces
        raise _broken()


def _part(data: bytes, info: zipfile.ZipInfo) -> Part:
    if info.flag_bits & ENCRYPTED:
        raise refused(
            "它有密码保护。请在电子表格软件里去掉密码后另存。",
            "it is protected by a password. Remove the password and save it again.",
        )
    if info.compress_type not in (STORED, DEFLATED):
        raise _broken()
    mark, _, flags, method, _, _, _, _, _, name_length, extra = LOCAL.unpack_from(data, info.header_offset)
    name_at = info.header_offset + LOCAL.size
    name = data[name_at : name_at + name_length]
    start = name_at + name_length + extra
    if mark != LOCAL_MARK or method != info.compress_type or flags & ENCRYPTED:
        raise _broken()
    if name not in (info.orig_filename.encode("utf-8"), info.orig_filename.encode("cp437", "replace")):
        raise _broken()
    if start + info.compress_size > len(data):
        raise _broken()
    packed = memoryview(data)[start : start + info.compress_size]
    return Part(info.filename.lstrip("/"), info.file_size, start, packed, method)


def _check_names(found: list[Part]) -> None:
    seen: set[str] = set()
    for part in found:
        name = part.name.casefold()
        if name in seen or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
            raise _broken()
        seen.add(name)
        if part.head().startswith(NESTED) and not name.endswith(".bin"):
            raise refused(
                "里面还套着别的压缩包或文档。请把表格复制到新的工作簿后另存。",
                "there is another archive or document inside it. Copy the table into a new workbook.",
            )


def _check_sizes(found: list[Part]) -> None:
    if sum(part.size for part in found) > limits.INFLATED_BYTES:
        raise _bomb("")
    for part in found:
        packed = max(1, len(part.packed))
        if part.size > limits.PART_BYTES or (
            part.size > limits.RATIO_FROM_BYTES and part.size // packed > limits.RATIO
        ):
            raise _bomb(part.name)


def _check_overlap(found: list[Part]) -> None:
    """Refuse parts that share packed bytes: the trick of the most compact zip bombs."""
    end = 0
    for part in sorted(found, key=lambda part: part.start):
        if part.start < end:
            raise _bomb(part.name)
        end = part.start + len(part.packed)


def _bomb(name: str) -> Refused:
    return refused(
        f"它解压后远大于它所声明的或所允许的大小（{name or '整个文件'}），像压缩炸弹。请另存后再试。",
        f"it inflates to far more than it declares or we allow ({name or 'the whole'}), like a zip bomb."
        " Save it again from a spreadsheet program.",
    )


def _too_many() -> Refused:
    return refused(
        "里面的部件太多。请把表格复制到新的工作簿后另存。",
        "it holds too many parts. Copy the table into a new workbook.",
    )


def _broken() -> Refused:
    return refused(
        "文件已损坏，或不是它的扩展名所说的类型。请用电子表格软件打开后另存为.xlsx。",
        "it is damaged, or not what its extension says. Open it and save it as .xlsx.",
    )
