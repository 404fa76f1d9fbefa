"""Messages over SMTP (RFC 5321), with STARTTLS (RFC 3207) where the server offers it.

A server's certificate is always checked. The password goes over TLS or not at
all: who strips STARTTLS from the server's answer gets neither it nor a message.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from workflow.language.marking import msgid
from workflow.messaging.errors import (
    AddressUnusable,
    MailNotAccepted,
    MailNotProtected,
    WrongMailServer,
)
from workflow.messaging.writing import email
from workflow.ports.messaging import is_address

if TYPE_CHECKING:
    from email.message import EmailMessage
    from urllib.parse import SplitResult

    from workflow.ports import Clock

_TIMEOUT_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    host: str
    port: int
    """0 stands for the scheme's own."""
    user: str
    password: str = field(repr=False)
    tls_from_start: bool


class SmtpMailer:
    """Hands each message to one mail server."""

    def __init__(self, url: str, *, sender: str, clock: Clock, tls: ssl.SSLContext | None = None) -> None:
        """Use ``smtp://[user:password@]host[:port]`` or ``smtps://…`` (TLS from the start).

        ``tls`` says which certificates are trusted; without it, those the machine trusts.

        Raises:
            WrongMailServer: the URL names no mail server.
            AddressUnusable: the sender is not an address.
        """
        self._server = _server(url)
        if not is_address(sender):
            raise AddressUnusable(address=repr(sender[:100]))
        self._sender = sender
        self._clock = clock
        self._tls = tls or ssl.create_default_context()

    def send(self, *, message_id: str, to: str, subject: str, body: str) -> None:
        """Hand over one message.

        Raises:
            MailNotAccepted: refused, not trusted, or no answer within ten seconds.
            MailNotProtected: there is a password but no encryption.
            AddressUnusable: ``to`` is not an address.
        """
        at = self._clock.now()
        message = email(message_id=message_id, sender=self._sender, to=to, subject=subject, body=body, at=at)
        try:
            self._hand_over(message)
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            raise MailNotAccepted(reason=str(error) or type(error).__name__) from error

    def _hand_over(self, message: EmailMessage) -> None:
        with self._connected() as connection:
            connection.ehlo()
            protected = self._server.tls_from_start
            if not protected and connection.has_extn("starttls"):
                connection.starttls(context=self._tls)
                connection.ehlo()
                protected = True
            if self._server.user:
                if not protected:
                    raise MailNotProtected
                connection.login(self._server.user, self._server.password)
            connection.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls_from_start:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT_S, context=self._tls)
        return smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_S)


def _server(url: str) -> _Server:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise WrongMailServer(reason=msgid("its port or host cannot be read")) from error
    if wrong := _mistake(parts, port):
        raise WrongMailServer(reason=wrong)
    return _Server(
        host=parts.hostname or "",
        port=port or 0,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_from_start=parts.scheme == "smtps",
    )


def _mistake(parts: SplitResult, port: int | None) -> str | None:
    if parts.scheme not in {"smtp", "smtps"}:
        return msgid("it begins with neither smtp:// nor smtps://")
    if not parts.hostname:
        return msgid("it names no host")
    if port == 0:
        return msgid("its port or host cannot be read")
    if bool(parts.username) != bool(parts.password):
        return msgid("it has a user without a password, or the other way round")
    if parts.path.strip("/") or parts.query or parts.fragment:
        return msgid("something stands after the host; special signs in the password must be percent-encoded")
    return None
