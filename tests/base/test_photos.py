from __future__ import annotations

import io

import pytest
from PIL import Image

from linli.base import photos
from linli.kernel.errors import Refused

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(size=(60, 40), form="JPEG", mode="RGB", **options):
    out = io.BytesIO()
    image = Image.new(mode, size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    image.save(out, form, **options)
    return out.getvalue()


def opened(raw):
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


def test_a_photo_is_turned_upright_and_forgets_camera_and_place():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Phone Maker"
    exif.get_ifd(GPS)[2] = (33.0, 44.0, 10.0)
    raw = picture(exif=exif)

    photo = photos.clean(raw)

    assert (photo.width, photo.height) == (40, 60)
    assert not opened(photo.raw).getexif()
    assert b"Phone Maker" not in photo.raw
    assert b"Exif" not in photo.raw


def test_a_large_photo_is_bounded_and_keeps_its_shape():
    photo = photos.clean(picture((5000, 2500)))

    assert (photo.width, photo.height) == (photos.SIDE, photos.SIDE // 2)


def test_text_hidden_in_a_drawing_is_dropped():
    from PIL.PngImagePlugin import PngInfo

    note = PngInfo()
    note.add_text("Author", "somebody")

    photo = photos.clean(picture(form="PNG", pnginfo=note))

    assert photo.media_type == "image/png"
    assert b"somebody" not in photo.raw


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "L"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
        ("JPEG", "CMYK"),
    ],
)
def test_every_kind_of_picture_comes_out_readable(form, mode):
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, form)

    photo = photos.clean(out.getvalue())

    assert opened(photo.raw).size == (30, 20)
    assert photos.thumbnail(photo)[:2] == b"\xff\xd8"


def test_transparency_becomes_white_not_black():
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(photos.clean(out.getvalue()).raw).getpixel((1, 1)) == (255, 255, 255)


def test_a_decompression_bomb_is_refused_before_it_unpacks():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")

    with pytest.raises(Refused, match="百万像素"):
        photos.clean(out.getvalue())


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8\xff\xe0 no picture", picture()[:200], picture(form="GIF")])
def test_what_is_no_picture_is_refused(raw):
    with pytest.raises(Refused):
        photos.clean(raw)
