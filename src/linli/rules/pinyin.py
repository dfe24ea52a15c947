"""The initials by which people look up a name: 祥和苑 by xhy."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping

from linli.rules.folding import fold

LONGEST = 4


def initials(name: str) -> str:
    """Return the first letter of each character's reading in lower case; letters and digits stay.

    A character with several readings is read as in the phrase it stands in: 长安 ca, 长者 zz.
    The dictionary is large, so it is loaded when the first name is written, not when the program starts.
    """
    text = fold(name)
    letters, phrases = _readings()
    found, at = [], 0
    while at < len(text):
        length = _phrase(text, at, phrases)
        found.append(phrases[text[at : at + length]] if length > 1 else _letter(text[at], letters))
        at += length
    return "".join(found)


def _phrase(text: str, at: int, phrases: Mapping[str, str]) -> int:
    """Return the length of the longest phrase with a reading of its own at `at`, 1 if there is none."""
    for length in range(min(LONGEST, len(text) - at), 1, -1):
        if text[at : at + length] in phrases:
            return length
    return 1


def _letter(character: str, letters: dict[str, str]) -> str:
    found = letters.get(character)
    if found is None:
        found = letters[character] = _read(character)
    return found


def _read(character: str) -> str:
    from pypinyin.constants import PINYIN_DICT

    readings = PINYIN_DICT.get(ord(character))
    if readings:
        return _first(readings)
    return character if character.isalnum() else ""


@functools.cache
def _readings() -> tuple[dict[str, str], dict[str, str]]:
    """Return the letters read so far, and the phrases whose letters are not those of their characters."""
    from pypinyin.constants import PHRASES_DICT

    letters: dict[str, str] = {}
    phrases = {}
    for phrase, readings in PHRASES_DICT.items():
        if len(phrase) <= LONGEST and len(readings) == len(phrase):
            spoken = "".join(_first(each[0]) for each in readings)
            if spoken != "".join(_letter(character, letters) for character in phrase):
                phrases[phrase] = spoken
    return letters, phrases


def _first(reading: str) -> str:
    return unicodedata.normalize("NFD", reading)[:1].lower()
