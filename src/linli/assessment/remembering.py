"""What a process remembers of pages of standings: the newest few, while nothing was written since.

Whatever changes a standing leaves a line in the journal, so its head says whether a page still holds.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

SIZE = 64  # pages of forty estates; some kilobytes each
Head = tuple[int, str]
Key = tuple[object, ...]

_kept: OrderedDict[Key, tuple[Head, Any]] = OrderedDict()
_lock = Lock()


def get(key: Key, head: Head) -> Any:
    """Return what was remembered when the journal ended with the same line; None otherwise."""
    with _lock:
        found = _kept.get(key)
    return found[1] if found is not None and found[0] == head else None


def put(key: Key, head: Head, value: Any) -> None:
    """Remember something; the oldest gives way."""
    with _lock:
        _kept[key] = (head, value)
        _kept.move_to_end(key)
        while len(_kept) > SIZE:
            _kept.popitem(last=False)


def forget() -> None:
    """Forget everything, as after a restore of the database."""
    with _lock:
        _kept.clear()
