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
            "message": record.getMessage(),
        }
        line |= {name: value for name in EXTRA if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
