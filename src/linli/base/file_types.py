"""What an upload really is: told by its own bytes, never by its name or by what the browser says."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from linli.kernel.errors import Refused

MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1")
AVIF = (b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of file we take. most: size in bytes"""

    name: str
    ending: str
    media_type: str
    most: int
    photo: bool = False


MB = 1024 * 1024
JPEG = Type("JPEG", ".jpg", "image/jpeg", 25 * MB, photo=True)
PNG = Type("PNG", ".png", "image/png", 25 * MB, photo=True)
WEBP = Type("WebP", ".webp", "image/webp", 25 * MB, photo=True)
PDF = Type("PDF", ".pdf", "application/pdf", 30 * MB)
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Type("DOCX", ".docx", OFFICE + "wordprocessingml.document", 20 * MB)
XLSX = Type("XLSX", ".xlsx", OFFICE + "spreadsheetml.sheet", 20 * MB)

PHOTOS = (JPEG, PNG, WEBP)
ANY = (*PHOTOS, PDF, DOCX, XLSX)


def told(raw: bytes) -> Type:
    """Return the type of `raw` by its bytes.

    :raises Refused: if it is none of `ANY`, or a document that is locked, has macros or unpacks to too much
    """
    if raw[4:8] == b"ftyp":
        _refuse_new_formats(raw[8:12], raw[16:64])
    found = _by_signature(raw)
    if found is None:
        raise Refused(
            "只收照片（JPEG、PNG、WebP）、PDF、DOCX 和 XLSX。请换一种格式再传。",
            "Only photos (JPEG, PNG, WebP), PDF, DOCX and XLSX are taken; save it as one of these.",
            fields=("file",),
        )
    return found


def _refuse_new_formats(brand: bytes, compatible: bytes) -> None:
    """Refuse what phones take by default and no library of ours reads, with the setting that mends it.

    brand, compatible: of the file's first box; which names what a general brand is compatible to
    :raises Refused: if it is HEIC or AVIF
    """
    if brand in AVIF or (brand in HEIC and any(each in compatible for each in AVIF)):
        raise Refused(
            "这是 AVIF 图片，请另存为 JPEG 再传。",
            "This is an AVIF picture; save it as JPEG and send that.",
            fields=("file",),
        )
    if brand in HEIC:
        raise Refused(
            "这是 HEIC 照片，这里读不了。苹果手机请在“设置 › 相机 › 格式”选“兼容性最佳”后重拍；已经拍好的，"
            "用手机浏览器打开本页、从相册里选，会自动转成 JPEG。"
            "安卓手机请在相机设置里关掉“高效图片（HEIF）”。",
            "This is a HEIC photo, which can't be read here. iPhone: choose Settings › Camera › Formats › "
            "Most Compatible and take it again; or open this page on the phone and choose the photo from its "
            "library, which makes a JPEG of it. Android: turn off high-efficiency pictures (HEIF) in the "
            "camera's settings.",
            fields=("file",),
        )


def _by_signature(raw: bytes) -> Type | None:
    if raw.startswith(b"\xff\xd8\xff"):
        return JPEG
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return WEBP
    if raw.startswith(b"%PDF-"):
        return PDF
    return _office(raw) if raw.startswith(b"PK\x03\x04") else None


def _office(raw: bytes) -> Type | None:
    """Look at the list of contents only; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names:
        return None
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(
            "这份文件展开后大得不正常，不予接收。请另存一份再传。",
            "The file unpacks to an unusual size and is not taken. Save it anew and try again.",
            fields=("file",),
        )
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Refused(
            "文件里有宏，请存为不带宏的 DOCX 或 XLSX 再传。",
            "The file has macros; save it as DOCX or XLSX without any.",
            fields=("file",),
        )
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
