"""Messages as ``.eml`` files in a folder, for one machine without a mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow import durable_files
from workflow.messaging.writing import email

if TYPE_CHECKING:
    from pathlib import Path

    from workflow.ports import Clock


class FolderMailer:
    """Writes each message once, as ``<message id>.eml``."""

    def __init__(self, folder: Path, *, sender: str, clock: Clock) -> None:
        """Use ``folder``; it is made when first written to."""
        self._folder = folder
        self._sender = sender
        self._clock = clock

    def send(self, *, message_id: str, to: str, subject: str, body: str) -> None:
        """Write the message; a second time changes nothing."""
        at = self._clock.now()
        message = email(message_id=message_id, sender=self._sender, to=to, subject=subject, body=body, at=at)
        durable_files.write_new(self._folder / f"{message_id}.eml", message.as_bytes())
