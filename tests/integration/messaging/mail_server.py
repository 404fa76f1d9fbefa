"""A tiny SMTP server (RFC 5321, 3207, 4954) that keeps every line it was sent."""

from __future__ import annotations

import datetime as dt
import socketserver
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

HOST = "localhost"


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port. ``lines`` are what clients said, ``protected`` those said over TLS."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None, *, tls_from_start: bool = False) -> None:
        super().__init__((HOST, 0), _Conversation)
        self.tls = tls
        self.tls_from_start = tls_from_start
        self.lines: list[str] = []
        self.protected: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet when a client that trusts nobody hangs up."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._over_tls = False
        if self.server.tls_from_start:
            self._protect()
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            self._note(line)
            if not self._answer(line.upper()):
                return

    def _answer(self, line: str) -> bool:
        if line.startswith("EHLO"):
            offer = ["250-localhost", "250-AUTH PLAIN"]
            if self.server.tls and not self._over_tls:
                offer.append("250-STARTTLS")
            self._say("\r\n".join([*offer, "250 8BITMIME"]))
        elif line == "STARTTLS":
            self._say("220 go ahead")
            self._protect()
        elif line.startswith("AUTH"):
            self._say("235 welcome")
        elif line == "DATA":
            self._say("354 go ahead")
            while (said := self.rfile.readline().decode()) not in {"", ".\r\n"}:
                self._note(said.rstrip("\r\n"))
            self._say("250 taken")
        else:
            self._say("221 bye" if line == "QUIT" else "250 ok")
        return line != "QUIT"

    def finish(self) -> None:
        """Close the TLS connection too, which stands in the place of the accepted one."""
        super().finish()
        self.request.close()

    def _protect(self) -> None:
        assert self.server.tls is not None
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)
        self._over_tls = True

    def _note(self, line: str) -> None:
        self.server.lines.append(line)
        if self._over_tls:
            self.server.protected.append(line)

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a self-signed certificate for ``HOST``; return its file and that of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, key_pem = folder / "server.pem", folder / "server.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, key_pem
