from __future__ import annotations

from tests.matrix.entry import Entry, public

ENTRIES = [
    public("api:openapi-json"),
    Entry("api:api-root", stranger=404),  # the document stands at openapi.json
]
