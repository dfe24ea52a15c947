"""Photos as we keep them: upright, bounded, without what the camera noted of place, time and device."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from linli.kernel.errors import Refused

SIDE = 2000  # pixels of the longer side; enough to read a notice on a wall
THUMB = 320
MOST_PIXELS = 60_000_000  # more than any phone takes; a few kilobytes may claim billions
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Photo:
    """An encoded picture. media_type: "image/jpeg", or "image/png" for drawings and scans."""

    raw: bytes
    media_type: str
    width: int
    height: int


def clean(raw: bytes) -> Photo:
    """Return the picture rotated right, at most `SIDE` pixels a side, re-encoded, without EXIF and GPS.

    :raises Refused: if it is no picture, is cut short, or claims more than `MOST_PIXELS`
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
                return _encoded(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Refused(
            "照片读不出来，可能没有传完。请重新拍照或另选一张。",
            "The picture can't be read; perhaps it came only in part. Take or choose it again.",
            fields=("photo",),
        ) from None


def thumbnail(photo: Photo) -> bytes:
    """Return a small JPEG of a picture that `clean` returned."""
    with Image.open(io.BytesIO(photo.raw), formats=FORMATS) as opened:
        small = opened.convert("RGB")
        small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=76, optimize=True)
        return out.getvalue()


def _encoded(opened: Image.Image) -> Photo:
    if opened.width * opened.height > MOST_PIXELS:
        raise _too_large()
    drawn = opened.format == "PNG"
    opened.draft("RGB", (SIDE, SIDE))  # a JPEG is decoded at half or quarter size at once: less memory
    opened.seek(0)
    opened.load()
    upright = _in_srgb(ImageOps.exif_transpose(opened))
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    # A new picture of the same pixels: nothing that hung on the old one comes along.
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    if drawn:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return Photo(out.getvalue(), "image/png" if drawn else "image/jpeg", bare.width, bare.height)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in the colours every screen assumes, on white where it is transparent."""
    profile = image.info.get("icc_profile")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGB", layered.size, "white")
        ground.paste(layered, mask=layered.getchannel("A"))
        return ground
    flat = image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            found = None  # a broken profile is no reason to refuse the photo
        if found is not None:
            return found
    return flat if flat.mode in ("RGB", "L") else flat.convert("RGB")


def _too_large() -> Refused:
    most = MOST_PIXELS // 1_000_000
    return Refused(
        f"照片超过 {most} 百万像素，请缩小后再传。",
        f"The picture has more than {most} megapixels; make it smaller.",
        fields=("photo",),
    )
