"""The request as our middleware leaves it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from linli.kernel.actor import Actor


class Request(HttpRequest):
    """request_id: for the log and for the refusal page; large: the reader asked for large type."""

    actor: Actor
    htmx: HtmxDetails
    request_id: str
    large: bool
