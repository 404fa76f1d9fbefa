"""Messages over SMTP (RFC 5321), with STARTTLS where the server offers it."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from workflow.errors import ServiceError
from workflow.messaging.writing import email

if TYPE_CHECKING:
    from email.message import EmailMessage
    from urllib.parse import SplitResult

_TIMEOUT_S = 10


class MailNotAccepted(ServiceError):
    """The mail server did not take the message: %(reason)s. It is tried again."""


class SmtpMailer:
    """Hands each message to one mail server."""

    def __init__(self, url: str, *, sender: str) -> None:
        """Use ``smtp://[user:password@]host[:port]`` or ``smtps://…`` (TLS from the start)."""
        self._server = urlsplit(url)
        self._sender = sender

    def send(self, *, message_id: str, to: str, subject: str, body: str) -> None:
        """Hand over one message.

        Raises:
            MailNotAccepted: refused, or no answer within ten seconds.
        """
        message = email(message_id=message_id, sender=self._sender, to=to, subject=subject, body=body)
        try:
            _hand_over(self._server, message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotAccepted(reason=str(error) or type(error).__name__) from error


def _hand_over(server: SplitResult, message: EmailMessage) -> None:
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    with kind(server.hostname or "localhost", server.port or 0, timeout=_TIMEOUT_S) as connection:
        connection.ehlo()
        if server.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls()
            connection.ehlo()
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(message)
