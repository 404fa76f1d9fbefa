"""What the use cases need from messaging."""

from __future__ import annotations

from typing import Protocol


class Mailer(Protocol):
    """Sends a written message to a person."""

    def send(self, *, message_id: str, to: str, subject: str, body: str) -> None:
        """Hand over one message; the same ``message_id`` may come twice."""
        ...
