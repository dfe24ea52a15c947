"""What the installation stands in: clock, calendar, network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection

from linli.cli.health.finding import Finding, fault, good, warning
from linli.kernel.workdays import Workdays
from linli.rules.calendars import builtin

ANNOUNCED_IN = 11  # the month in which the State Council usually announces the next year
OLDEST_YEAR = 2026  # no clock of a machine that runs this code can be right before


def clock(now: datetime) -> Iterator[Finding]:
    """now: aware, in local time"""
    shown = now.isoformat(timespec="seconds")
    last = last_line_at()
    if now.year < OLDEST_YEAR or (last and last > now):
        yield fault(
            "surroundings.clock",
            (
                f"时钟是 {shown}，比最后一条日志还早",
                f"the clock says {shown}, which is before the last line of the journal",
            ),
            ("校准系统时钟（NTP）", "set the system's clock (NTP)"),
        )
        return
    yield good(
        "surroundings.clock",
        f"时钟 {shown}，时区 {settings.TIME_ZONE}",
        f"clock {shown}, {settings.TIME_ZONE}",
    )


def last_line_at() -> datetime | None:
    """Return when the last line of the journal was written; None if there is none, or no journal."""
    from linli.base import journal

    try:
        return journal.last_at()
    except DatabaseError:
        connection.close()
        return None


def calendar_in_use() -> Workdays:
    """Return the calendar deadlines are counted by; the built-in one where the database can't say."""
    from linli.base.calendar import workdays

    try:
        return workdays()
    except DatabaseError:
        connection.close()
        return builtin()


def calendar(now: datetime, workdays: Workdays) -> Iterator[Finding]:
    """Look if deadlines of this year and the next are counted by an announced calendar."""
    for year in (now.year, now.year + 1):
        check = f"surroundings.calendar_{'next' if year > now.year else 'this'}_year"
        if year in workdays.published:
            yield good(check, f"{year} 年工作日历已有", f"the calendar of {year} is loaded")
            continue
        text = (
            f"没有 {year} 年的工作日历，期限暂按周末推算",
            f"no calendar of {year}: deadlines are counted by weekends, provisionally",
        )
        mend = ("国务院公布后，由管理员导入该年日历", "once it is announced, the administrator loads it")
        if year == now.year or now.month >= ANNOUNCED_IN:
            yield warning(check, text, mend)


def exposure() -> Iterator[Finding]:
    """Look at what would be unsafe on an open network."""
    if settings.DEBUG:
        yield fault(
            "surroundings.debug",
            ("DEBUG 已打开", "DEBUG is on"),
            ("去掉环境变量 DEBUG", "take DEBUG out of the environment"),
        )
    if not settings.HTTPS:
        yield warning(
            "surroundings.https",
            ("没有启用 HTTPS，只适合本机试用", "HTTPS is off: fit for trying out on one machine only"),
            (
                "在前面放一个 HTTPS 反向代理，设置 HTTPS=1 BEHIND_PROXY=1 ALLOWED_HOSTS=域名",
                "put an HTTPS proxy in front, and set HTTPS=1 BEHIND_PROXY=1 ALLOWED_HOSTS=name",
            ),
        )


def second_factor() -> Iterator[Finding]:
    """Look which roles sign in with a second factor, by the choice of the installation."""
    wanted = ", ".join(sorted(second_factor_roles()))
    if wanted:
        yield good(
            "surroundings.second_factor", f"须用第二因子的岗位：{wanted}", f"need a second factor: {wanted}"
        )
        return
    yield warning(
        "surroundings.second_factor",
        ("任何岗位都不要求第二因子", "no role needs a second factor"),
        (
            "由管理员在设置里选定，至少 admin 和 bureau",
            "the administrator chooses them in the settings: at least admin and bureau",
        ),
    )


def second_factor_roles() -> frozenset[str]:
    from linli.people import second_factor

    try:
        return second_factor.roles()
    except DatabaseError:
        connection.close()
        return frozenset(settings.SECOND_FACTOR_ROLES)
