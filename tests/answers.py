"""Reading an answer of the test client."""

from __future__ import annotations

from django.http.response import HttpResponseBase


def body(response: HttpResponseBase) -> bytes:
    """Return the whole body, streamed or not.

    A stream is read to its end, never closed before: `close()` outside a request also closes the database
    connection that the test's own transaction lives in, and only PostgreSQL notices.
    """
    return b"".join(response.streaming_content) if response.streaming else response.content
