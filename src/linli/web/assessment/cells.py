"""The cells of the board as text: hundreds of them on a page, so they are joined, not rendered one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from linli.assessment.scoring.cells import ABSENT, UNSCORED, decode
from linli.rules.scorecard import points
from linli.rules.scorecard.model import Card, Item

LINE = 4  # characters of a heading in one line


class Columns:
    """The items of a card as columns: headings, and the look of every value met so far."""

    def __init__(self, card: Card) -> None:
        self.items = card.items
        self.first = {
            n for n, item in enumerate(card.items) if n and item.section != card.items[n - 1].section
        }
        self.seen: dict[tuple[int, int], tuple[str, str]] = {}
        self.waiting, self.absent = gettext("待"), "—"

    def headings(self) -> list[dict[str, Any]]:
        """Return each column's words in short lines, its maximum, and the key it sorts by."""
        english = (get_language() or "").startswith("en")
        return [
            {
                "lines": _english(item) if english else _short(item.title_zh),
                "title": item.title_en if english else item.title_zh,
                "maximum": points.short(item.worth),
                "group": n in self.first,
                "key": f"i{n}",
            }
            for n, item in enumerate(self.items)
        ]

    def cells(self, row: dict[str, Any], href: str) -> SafeString:
        """Return the cells of one estate, each a link to its line of the sheet."""
        values = decode(row["cells"]) or [UNSCORED] * len(self.items)
        parts = []
        for n, value in enumerate(values):
            look = self.seen.get((n, value))
            if look is None:
                look = self.seen[n, value] = self._look(n, value)
            words = f'<a href="{href}#i{n}">{look[1]}</a>' if look[1] else ""
            parts.append(f"<td{look[0]}>{words}</td>")
        return mark_safe("".join(parts))  # noqa: S308 - numbers and our own address only

    def _look(self, n: int, value: int) -> tuple[str, str]:
        item = self.items[n]
        kinds = ["g"] if n in self.first else []
        if value == UNSCORED:
            kinds, words = ["hq", *kinds], self.waiting
        elif value == ABSENT:
            words = self.absent
        elif item.kind == "bonus":
            words = f"+{points.short(value)}" if value else ""
        else:
            kinds, words = [*_heat(value, item), *kinds], points.short(value)
        return f' class="{" ".join(kinds)}"' if kinds else "", words


def _heat(value: int, item: Item) -> list[str]:
    """Return the depth of the colour: up to a fifth lost, a half, more, everything."""
    lost = item.worth - value
    if lost <= 0:
        return []
    if value == 0:
        return ["h4"]
    return ["h1"] if 5 * lost <= item.worth else ["h2"] if 2 * lost <= item.worth else ["h3"]


def _short(title: str) -> list[str]:
    words = title.translate(str.maketrans("", "", "“”"))
    return [words[at : at + LINE] for at in range(0, len(words), LINE)]


def _english(item: Item) -> list[str]:
    return item.id.replace("_", " ").capitalize().split()


def joined(lines: Iterable[str]) -> SafeString:
    """Return short lines one below the other."""
    return mark_safe("<br>".join(escape(line) for line in lines))  # noqa: S308 - escaped here
