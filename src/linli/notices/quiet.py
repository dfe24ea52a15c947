"""When a channel may speak."""

from __future__ import annotations

from datetime import datetime, time, timedelta


def is_quiet(at: time, *, start: time, end: time) -> bool:
    """Test if `at` lies in the quiet hours from `start` up to `end`, which may run over midnight."""
    if start == end:
        return False
    return start <= at < end if start < end else at >= start or at < end


def may_speak_at(local: datetime, *, start: time, end: time) -> datetime:
    """Return `local`, or the end of the quiet hours it lies in."""
    if not is_quiet(local.time(), start=start, end=end):
        return local
    until = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return until if until > local else until + timedelta(days=1)
