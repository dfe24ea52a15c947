"""Minutes of a joint meeting: the official 纪要 as a `Notice` for Word, and the same as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linli.paper import docx
from linli.paper.official import Block, Grid, Notice, Paragraph
from linli.paper.press import press
from linli.paper.words import chinese_date, clean

NUMERALS = "一二三四五六七八九十"
NONE_SAID = "未作记录"


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that was taken up, and what came of it."""

    title: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution. who: side, and perhaps a person; state: how it stands, "" in fresh minutes"""

    text: str
    who: str
    due: date
    state: str = ""


@dataclass(frozen=True, slots=True)
class JointMinutes:
    """What the minutes of one joint meeting hold.

    present: side and names of those who came; absent: sides that did not
    judged: earlier resolutions and what the meeting said of them; text: the course of the meeting
    draft: not approved yet
    """

    estate: str
    community: str
    title: str
    held_on: date
    place: str = ""
    chair: str = ""
    present: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    items: tuple[Taken, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    judged: tuple[tuple[str, str], ...] = ()
    text: str = ""
    draft: bool = False

    @property
    def opening(self) -> str:
        """Return the first sentence: when, where, who called, who led."""
        place = f"在{self.place}" if self.place else ""
        chair = f"，会议由{self.chair}主持" if self.chair else ""
        called = f"{chinese_date(self.held_on)}，{self.community}{place}召集{self.estate}联席会议"
        return f"{called}{chair}。现将会议情况纪要如下。"

    def sections(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Yield each part that has something to say, with its heading and number."""
        parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
            ("议题和结果", tuple(self._items())),
            ("议定事项", self._resolved()),
            ("以前决议的办理情况", tuple(Paragraph(_ended(f"{t}：{v}")) for t, v in self.judged)),
            ("会议情况", tuple(Paragraph(line.strip()) for line in self.text.splitlines() if line.strip())),
        )
        said = [(title, blocks) for title, blocks in parts if blocks]
        for number, (title, blocks) in zip(NUMERALS, said, strict=False):
            yield f"{number}、{title}", blocks

    def _items(self) -> Iterator[Block]:
        for number, item in enumerate(self.items, start=1):
            yield Paragraph(_ended(item.outcome or NONE_SAID), 3, _ended(f"{number}.{item.title}"))

    def _resolved(self) -> tuple[Block, ...]:
        if not self.resolved:
            return ()
        rows = tuple(
            (str(number), row.text, row.who, chinese_date(row.due))
            for number, row in enumerate(self.resolved, start=1)
        )
        return (Grid(("序号", "事项", "办理", "完成期限"), rows, (0.09, 0.47, 0.2, 0.24)),)

    def attendance(self) -> tuple[tuple[str, str], ...]:
        """Return who came and who did not, with the word that stands before."""
        came = "；".join(f"{side}{'　' + names if names else ''}" for side, names in self.present)
        found = (("出席", came),) if came else ()
        return (*found, ("缺席", "；".join(self.absent))) if self.absent else found


def minutes_docx(minutes: JointMinutes) -> bytes:
    """Return the minutes in the layout of GB/T 9704-2012, 10.3."""
    body: list[Block] = [Paragraph(minutes.opening)]
    for title, blocks in minutes.sections():
        body += [Paragraph(title, 1), *blocks]
    return docx.notice(
        Notice(
            issuer=minutes.community,
            title=minutes.title,
            recipients="",
            body=tuple(body),
            date=minutes.held_on,
            mark="联席会议纪要" + ("（未确认）" if minutes.draft else ""),
            present=minutes.attendance(),
            sealed=False,
            form="minutes",
        )
    )


def minutes_pdf(minutes: JointMinutes) -> bytes:
    """Return the minutes as PDF, A4."""
    data = {
        "mark": "联席会议纪要" + ("（未确认）" if minutes.draft else ""),
        "issuer": clean(minutes.community),
        "day": chinese_date(minutes.held_on),
        "title": clean(minutes.title),
        "opening": clean(minutes.opening),
        "sections": [
            {"title": title, "blocks": [_block(block) for block in blocks]}
            for title, blocks in minutes.sections()
        ],
        "present": [{"word": word, "names": clean(names)} for word, names in minutes.attendance()],
    }
    return press("minutes.typ", data, day=minutes.held_on)


def _ended(text: str) -> str:
    """Return a sentence with its full stop, once."""
    return f"{text.rstrip('。.；; ')}。"


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Grid):
        return {
            "kind": "grid",
            "headings": [clean(word) for word in block.headings],
            "rows": [[clean(word) for word in row] for row in block.rows],
            "widths": list(block.widths),
        }
    return {"kind": "text", "lead": clean(block.lead), "text": clean(block.text)}
