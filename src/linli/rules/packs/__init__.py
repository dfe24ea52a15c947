"""The policy packs: guidelines as data, locked by hash, superseded and never edited."""

from __future__ import annotations

from linli.rules.packs.opening import read
from linli.rules.packs.pack import Clause, Deadline, Pack, PackRefused
from linli.rules.packs.shelf import available, load, open_folder

__all__ = ["Clause", "Deadline", "Pack", "PackRefused", "available", "load", "open_folder", "read"]
