from __future__ import annotations

from tests.matrix.entry import public

ENTRIES = [
    public("operations:healthz"),
    public("operations:metrics"),  # asked from the loopback, as the test client does
]
