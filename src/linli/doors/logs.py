"""Log lines as JSON, one object a line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

EXTRA = ("request_id", "method", "route", "status", "ms", "job", "event")


class JsonFormatter(logging.Formatter):
    """Write time, level, logger and message, and the extras we name; nothing else of the record gets out."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "message": _message(record),
        }
        line |= {name: value for name in EXTRA if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """Return the message; of what Django says about a request, with its route in place of its path.

    A path may carry a code that leads to a person. Django puts it last.
    """
    request = getattr(record, "request", None)
    if request is None or not isinstance(record.args, tuple) or not record.args:
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    return str(record.msg) % (*record.args[:-1], match.route if match else "-")
