"""What the use cases need from messaging."""

from __future__ import annotations

import re
from typing import Protocol

LONGEST_ADDRESS = 254
"""RFC 5321 §4.5.3.1.3 as corrected by erratum 1690."""

_ADDRESS = re.compile(r"[^\x00-\x20\x7f\s@<>()\[\],;:\"\\]+@[^\x00-\x20\x7f\s@<>()\[\],;:\"\\]+")


def is_address(text: str) -> bool:
    """Whether this can stand as one e-mail address in a header; whether it exists is not asked."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


class Mailer(Protocol):
    """Sends a written message to a person."""

    def send(self, *, message_id: str, to: str, subject: str, body: str) -> None:
        """Hand over one message; the same ``message_id`` may come twice."""
        ...
