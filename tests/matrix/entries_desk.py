from __future__ import annotations

from tests.matrix.entry import EVERYBODY, page

ENTRIES = [page("desk:today", EVERYBODY), page("desk:search", EVERYBODY)]
