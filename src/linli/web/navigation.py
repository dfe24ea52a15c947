"""The navigation: by task, at most seven words in sight, only what the posting may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop

from linli.kernel.actor import Actor

MOST = 7  # words in sight; the rest stands behind 更多
# address name, words, permission; in the order of the day's work
ENTRIES: tuple[tuple[str, str, str], ...] = (
    ("desk:today", gettext_noop("今日"), "desk.open"),
    ("registry:estates", gettext_noop("小区"), "estate.view"),
    ("party:coverage", gettext_noop("党建"), "party.view"),
    ("tripartite:meetings", gettext_noop("三方联动"), "tripartite.view"),
    ("duties:clauses", gettext_noop("条文落实"), "duty.view"),
    ("assessment:rounds", gettext_noop("考评轮次"), "round.view"),
    ("publication:listings", gettext_noop("结果与红黑榜"), "round.view"),
    ("registry:companies", gettext_noop("企业"), "company.view"),
    ("selfmanagement:estates", gettext_noop("自主管理"), "selfmanagement.view"),
    ("mandates:list", gettext_noop("包干联系"), "mandate.view"),
    ("administration:people", gettext_noop("账号与岗位"), "user.manage"),
    ("administration:settings", gettext_noop("设置"), "setting.manage"),
    ("administration:journal", gettext_noop("操作记录"), "journal.view"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    href: str
    words: str
    current: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """What stands in sight and what behind 更多; the entry in use is marked wherever it stands."""

    shown: tuple[Entry, ...] = ()
    more: tuple[Entry, ...] = ()

    @property
    def current(self) -> Entry | None:
        """Return the entry in use if it stands behind 更多."""
        return next((entry for entry in self.more if entry.current), None)


def navigation(actor: Actor, path: str) -> Navigation:
    """Return the entries this actor may open; the one that covers `path` most closely is current."""
    found = []
    for name, words, permission in ENTRIES:
        if not actor.may_somewhere(permission):
            continue
        try:
            found.append((reverse(name), gettext(words)))
        except NoReverseMatch:
            continue
    today = reverse("desk:today")  # every page of the desk lies below it, so it covers itself only
    covering = max(
        (href for href, _ in found if path == href or (href != today and path.startswith(href))),
        key=len,
        default="",
    )
    entries = tuple(Entry(href, words, href == covering) for href, words in found)
    shown = MOST if len(entries) <= MOST else MOST - 1  # 更多 is a word as well
    return Navigation(entries[:shown], entries[shown:])
