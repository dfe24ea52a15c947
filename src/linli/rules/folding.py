"""One spelling for what people write in many: width, case, spaces and brackets.

Two names are "the same" where their folds are equal; what is stored and shown is `tidy`, not the fold.
"""

from __future__ import annotations

import re
import unicodedata

BRACKETS = str.maketrans(
    {**dict.fromkeys("（［【〔「『〈《〖{[<﹝", "("), **dict.fromkeys("）］】〕」』〉》〗}]>﹞", ")")}
)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))
MARKS = BRACKETS | DASHES
MARK = re.compile(f"[{re.escape(''.join(map(chr, MARKS)))}]")  # to look for one costs less than to translate
SPACES = re.compile(r"\s+")
# Zero width, direction and byte order marks: invisible, and a cheap way to make two names look alike.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Letters that no folding touches; nine names in ten hold nothing else.
HAN = re.compile("[\u4e00-\u9fff]+")
UNTIDY = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x1f\x7f-\x9f]|\\s"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")


def tidy(text: str) -> str:
    """Return `text` as it may be stored: nothing invisible, single spaces, none at the ends."""
    if not UNTIDY.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = INVISIBLE.sub("", CONTROL.sub("", unicodedata.normalize("NFC", text)))
    return SPACES.sub(" ", text).strip()


def narrow(text: str) -> str:
    """Return `text` with full-width letters, digits and marks made narrow (NFKC), tidied."""
    return tidy(unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """Return what stays the same under width, case, spaces, bracket and dash style: for comparing names."""
    if HAN.fullmatch(text):
        return text
    folded = _step(text)
    while (again := _step(folded)) != folded:  # a space gone, what stood about it may still grow together
        folded = again
    return folded


def _step(text: str) -> str:
    folded = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()
    return SPACES.sub("", folded.translate(MARKS) if MARK.search(folded) else folded)
