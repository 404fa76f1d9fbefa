"""The one form of an outgoing e-mail (RFC 5322)."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from workflow.messaging.errors import AddressUnusable
from workflow.ports.messaging import is_address

if TYPE_CHECKING:
    import datetime as dt


def email(*, message_id: str, sender: str, to: str, subject: str, body: str, at: dt.datetime) -> EmailMessage:
    """Return the message. ``message_id`` is stable per fact, so that a second copy can be recognised.

    Raises:
        AddressUnusable: an address could not stand in a header.
    """
    for address in (sender, to):
        if not is_address(address):
            raise AddressUnusable(address=repr(address[:100]))
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{message_id}@justera>"
    message["Date"] = format_datetime(at)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message
