"""What of a meeting may become public: no names of persons, no phones, no identity numbers (PIPL 13, 25)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linli.kernel.errors import Refused
from linli.tripartite.models import AgendaItem, Attendance, Meeting, Resolution

PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
BREAKS = re.compile(r"[\s,，、;；（）()]+")
LEAST = 2  # characters of a name; one alone stands in half of all words
# What people write where a name is asked for, and what is no person.
BODIES = frozenset(
    [
        "社区",
        "业委会",
        "物业",
        "企业",
        "物业公司",
        "居委会",
        "主任",
        "副主任",
        "书记",
        "副书记",
        "项目经理",
        "经理",
        "委员",
        "网格员",
    ]
)


def check_public(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    resolutions: Sequence[Resolution],
    attendance: Sequence[Attendance],
) -> None:
    """Refuse to publish texts that hold personal data, saying which and where.

    :raises Refused: naming the text and what to write instead
    """
    names = people(meeting, resolutions, attendance)
    for text in texts(meeting, items, resolutions):
        if PHONE.search(text) or IDENTITY.search(text):
            raise Refused(
                f"“{text[:30]}”里有电话或身份证号码，不能公开。请更正纪要，去掉号码。",
                f"“{text[:30]}” holds a phone or identity number. Correct the minutes and take it out.",
                clause="个人信息保护法25",
            )
        found = sorted(name for name in names if name in text)
        if found:
            raise Refused(
                f"“{text[:30]}”里有姓名{'、'.join(found)}，不能公开。请更正纪要，改写成所属的一方。",
                f"“{text[:30]}” names {', '.join(found)}. Correct the minutes and name the side instead.",
                clause="个人信息保护法25",
            )


def people(meeting: Meeting, resolutions: Sequence[Resolution], attendance: Sequence[Attendance]) -> set[str]:
    """Return the names that were written where names are asked for."""
    written = [meeting.chair, *(row.owner for row in resolutions), *(row.names for row in attendance)]
    words = {word for text in written for word in BREAKS.split(text)}
    return {word for word in words if len(word) >= LEAST and word not in BODIES}


def texts(meeting: Meeting, items: Sequence[AgendaItem], resolutions: Sequence[Resolution]) -> Iterator[str]:
    """Yield every text the public page shows."""
    yield meeting.title
    yield meeting.place_note
    for item in items:
        yield item.title
        yield item.outcome
    yield from (row.text for row in resolutions)
