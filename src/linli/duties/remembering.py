"""What a process remembers of figures it made: the newest few, forgotten when asked."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from linli.duties.sheets import Figures

SIZE = 256  # places and periods; some kilobytes each
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """head: number and hash of the journal's last line when the figures were made"""

    head: tuple[int, str]
    figures: dict[str, Figures]


_kept: OrderedDict[Key, Kept] = OrderedDict()
_lock = Lock()


def get(key: Key) -> Kept | None:
    """Return what is remembered under a key."""
    with _lock:
        return _kept.get(key)


def put(key: Key, kept: Kept) -> None:
    """Remember something; the oldest gives way."""
    with _lock:
        _kept[key] = kept
        _kept.move_to_end(key)
        while len(_kept) > SIZE:
            _kept.popitem(last=False)


def forget() -> None:
    """Forget everything, as after a restore of the database."""
    with _lock:
        _kept.clear()
