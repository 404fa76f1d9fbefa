"""Log lines for operators: one line a record, its facts behind the message as ``name=value``.

Only the facts named here are written, so that nothing of what people wrote,
and nobody's name, gets into a log by way of some library's record.
"""

from __future__ import annotations

import json
import logging
import re
import time

FACTS = ("job", "document_id", "version", "cause")
"""What a record's ``extra`` may say: the kind of job, ids, and the name of the error."""

_PLAIN = re.compile(r"[\w.:/+-]+", re.ASCII)


class FactsFormatter(logging.Formatter):
    """Writes time (UTC), level, logger, process, message and facts; a traceback on lines of its own."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        """Use the one format."""
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s[%(process)d] %(message)s", datefmt="%Y-%m-%dT%H:%M:%SZ"
        )

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """Return the line."""
        facts = (f" {name}={_plain(getattr(record, name))}" for name in FACTS if hasattr(record, name))
        return super().formatMessage(record) + "".join(facts)


def log_to_stderr(level: int | str = logging.INFO) -> None:
    """Let every logger of this process write to stderr in this form only; harmless when done again."""
    handler = logging.StreamHandler()
    handler.setFormatter(FactsFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _plain(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
