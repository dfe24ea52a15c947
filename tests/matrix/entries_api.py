from __future__ import annotations

from tests.matrix.entry import EVERYBODY, PLACES, Entry, operation, public

ENTRIES = [
    operation("api:people.me", lambda world, where: "/api/v1/me", **dict.fromkeys(PLACES, EVERYBODY)),
    public("api:openapi-json"),
    Entry("api:api-root", stranger=404),  # the document stands at openapi.json
]
