"""The initials by which people look up a name: 祥和苑 by xhy."""

from __future__ import annotations

from linli.rules.folding import fold


def initials(name: str) -> str:
    """Return the first letter of each character's reading in lower case; letters and digits stay.

    The dictionary is large, so it is loaded when the first name is written, not when the program starts.
    """
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(fold(name), style=Style.FIRST_LETTER, errors=_plain)).lower()


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
