"""日志: one JSON object a line; message, level, logger, and nothing of the request but its route."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

_DIGITS = re.compile(r"\d{7,}[\dXx]?")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")


def redact(text: str) -> str:
    """Long numbers (telephone, identity, bank) and e-mail addresses become ***."""
    return _MAIL.sub("***", _DIGITS.sub("***", text))


class JSONLines(logging.Formatter):
    """一行一个 JSON."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
            entry["trace"] = redact(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)
