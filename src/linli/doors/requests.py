"""A number for each request, and one log line about it, without personal data."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpResponse

from linli.doors.http import Request

access = logging.getLogger("linli.access")
GIVEN = re.compile(r"[0-9a-zA-Z-]{8,64}")


class RequestIdMiddleware:
    """Set `request.request_id`, answer it as X-Request-ID, and log method, route, status and duration.

    The route, not the path: a path may carry a code that leads to a person.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id
        match = request.resolver_match
        access.info(
            "request",
            extra={
                "request_id": request.request_id,
                "method": request.method,
                "route": match.route if match else "",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        return response
