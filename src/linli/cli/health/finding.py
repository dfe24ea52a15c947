"""What a check says: how things stand, and the mend if they do not stand well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from linli.kernel.text import Text


class Level(StrEnum):
    GOOD = "good"
    WARNING = "warning"  # works today; will hurt one day
    FAULT = "fault"  # does not work, or is not safe


@dataclass(frozen=True, slots=True)
class Finding:
    """check: a stable name for machines, e.g. "database.migrated"; mend: None when nothing is to mend."""

    check: str
    level: Level
    text: Text
    mend: Text | None = None

    def as_json(self) -> dict[str, str]:
        document = {"check": self.check, "level": self.level.value, "zh": self.text.zh, "en": self.text.en}
        if self.mend:
            document |= {"mend_zh": self.mend.zh, "mend_en": self.mend.en}
        return document


def good(check: str, zh: str, en: str) -> Finding:
    return Finding(check, Level.GOOD, Text(zh, en))


def warning(check: str, text: tuple[str, str], mend: tuple[str, str]) -> Finding:
    return Finding(check, Level.WARNING, Text(*text), Text(*mend))


def fault(check: str, text: tuple[str, str], mend: tuple[str, str]) -> Finding:
    return Finding(check, Level.FAULT, Text(*text), Text(*mend))
