"""The one form of an outgoing e-mail (RFC 5322)."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def email(*, message_id: str, sender: str, to: str, subject: str, body: str) -> EmailMessage:
    """Return the message. ``message_id`` is stable per fact, so that a second copy can be recognised."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{message_id}@justera>"
    message["From"] = sender
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message
