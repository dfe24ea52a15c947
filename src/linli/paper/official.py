"""Official papers as plain values, in the parts that GB/T 9704-2012 names; `letters` writes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Form = Literal["document", "letter", "minutes"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body.

    level: 0 for text; 1 一、 in 黑体, 2 （一） in 楷体, 3 1. and 4 （1） in 仿宋 (7.3.3).
    lead: the first sentence set in the face of the level, when text follows on the same line.
    """

    text: str
    level: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in a body or an annex. widths: shares of the type area, one per column."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows on a page of its own under 附件."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A 发文字号: agency code, year in six-angle brackets, serial without 第 or zeros (7.2.5)."""

    agency: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class Notice:
    """An official paper of one authority.

    mark: the red line at its head, by default the issuer's name with 文件 (a letter bears the bare name);
    number: "" leaves a gap to be written in by the registry; copies_to: 抄送; printed_by and printed: 印发.
    present: of minutes (纪要, 10.3), who came: the word before (出席 请假 列席) and the names.
    """

    issuer: str
    title: str
    recipients: str
    body: tuple[Block, ...]
    date: dt.date | None = None
    number: str = ""
    mark: str = ""
    annexes: tuple[Annex, ...] = ()
    copies_to: str = ""
    printed_by: str = ""
    printed: dt.date | None = None
    contact: str = ""
    sealed: bool = True
    form: Form = "document"
    present: tuple[tuple[str, str], ...] = ()

    @property
    def head(self) -> str:
        """The words of the red mark."""
        return self.mark or (self.issuer if self.form == "letter" else f"{self.issuer}文件")
