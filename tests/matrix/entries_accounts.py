from __future__ import annotations

from tests.matrix.entry import EVERYBODY, page, public

ENTRIES = [
    public("accounts:login"),
    page("accounts:profile", EVERYBODY),
]
