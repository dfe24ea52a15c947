"""Cut the fonts of `linli.paper` from Noto CJK: the common planes of GB 18030, simplified Chinese forms.

Run by hand, once per release of Noto CJK:  python tools/fonts.py [FOLDER OF THE .ttc FILES]
Needs fonttools (requirements/dev.in) and Debian's package fonts-noto-cjk, or the same files from its source.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = Path(__file__).resolve().parents[1] / "src" / "linli" / "paper" / "fonts"
# The ceiling that keeps a clone of the repository quick.
MOST_BYTES = 30_000_000

# Half-open ranges. GB 2312 and GBK lie wholly inside; the rest are marks that official papers use.
COMMON = (
    (0x0020, 0x007F),
    (0x00A0, 0x0250),  # Latin with the tone marks of pinyin
    (0x0370, 0x0460),  # Greek, Cyrillic
    (0x2000, 0x27C0),  # punctuation, ℃ № Ⅳ → ± − ① ■
    (0x2E80, 0x3400),  # radicals, 〔〕々〇, kana, bopomofo, ㈠ ㎡
    (0x4E00, 0xA000),  # the hanzi of the URO
    (0xF900, 0xFB00),
    (0xFE10, 0xFE70),
    (0xFF00, 0xFFF0),  # full-width forms
)
# Rare hanzi of names and places: Extension A, and whatever the source holds of the later ones.
RARE = ((0x3400, 0x4DC0), (0x20000, 0x32000))
FEATURES = ["ccmp", "halt", "kern", "liga", "palt", "pwid", "tnum"]


@dataclass(frozen=True, slots=True)
class Cut:
    """One file to cut: from which collection, which face in it, and whether the rare hanzi come along."""

    collection: str
    face: str
    target: str
    rare: bool = False


CUTS = (
    Cut("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "NotoSerifCJKsc-Regular.otf", rare=True),
    Cut("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "NotoSerifCJKsc-Bold.otf"),
    Cut("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "NotoSansCJKsc-Regular.otf"),
    Cut("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "NotoSansCJKsc-Bold.otf"),
)


def characters(*, rare: bool) -> set[int]:
    """Return the code points to keep."""
    ranges = COMMON + (RARE if rare else ())
    return {point for start, end in ranges for point in range(start, end)}


def face(path: Path, family: str) -> TTFont:
    """Return the face of that family out of a collection.

    :raises SystemExit: the collection has no such face
    """
    for number, font in enumerate(TTCollection(path, lazy=True).fonts):
        if family in {font["name"].getDebugName(1), font["name"].getDebugName(16)}:
            return TTFont(path, fontNumber=number, lazy=True)
    raise SystemExit(f"{path}: no face of the family {family!r}")


def options() -> subset.Options:
    """Return how to cut: no hints (paper is no screen), horizontal writing only, licence names kept."""
    chosen = subset.Options()
    chosen.layout_features = FEATURES
    chosen.hinting = False
    chosen.glyph_names = False
    chosen.notdef_outline = True
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 17]
    chosen.name_languages = [0x409]
    chosen.recalc_timestamp = False
    chosen.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE"]
    return chosen


def cut(source: Path, one: Cut) -> int:
    """Cut one file and return its size in bytes."""
    font = face(source / one.collection, one.face)
    cutter = subset.Subsetter(options())
    cutter.populate(unicodes=characters(rare=one.rare))
    cutter.subset(font)
    target = TARGET / one.target
    font.save(target)
    size = target.stat().st_size
    print(f"{one.target}: {size:,} bytes, {len(font.getGlyphOrder()):,} glyphs")
    return size


def main() -> None:
    """Cut all files and refuse to leave more than the ceiling behind."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    TARGET.mkdir(parents=True, exist_ok=True)
    total = sum(cut(source, one) for one in CUTS)
    print(f"together {total:,} bytes")
    if total > MOST_BYTES:
        raise SystemExit(f"more than {MOST_BYTES:,} bytes: cut fewer characters")


if __name__ == "__main__":
    main()
