"""Messages reach a mail server, and a password reaches nobody else."""

from __future__ import annotations

import ssl
import threading
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest

from tests.fakes import START, FakeClock
from tests.integration.messaging.mail_server import MailServer, certificate
from workflow.messaging import FolderMailer, SmtpMailer
from workflow.messaging.errors import (
    AddressUnusable,
    MailNotAccepted,
    MailNotProtected,
    WrongMailServer,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CREDENTIALS = "justera:p%40ss"
LETTER = {"message_id": "m1", "to": "cia@example.org", "subject": "Att justera", "body": "Hej Cia."}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("tls"))


@contextmanager
def serving(files: tuple[Path, Path] | None, *, tls_from_start: bool = False) -> Iterator[MailServer]:
    tls = None
    if files:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(*files)
    with MailServer(tls, tls_from_start=tls_from_start) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def mailer(url: str, trusted: Path | None = None) -> SmtpMailer:
    tls = ssl.create_default_context(cafile=trusted) if trusted else None
    return SmtpMailer(url, sender="justera@example.org", clock=FakeClock(), tls=tls)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_the_password_and_the_message_go_over_tls(files: tuple[Path, Path], scheme: str) -> None:
    with serving(files, tls_from_start=scheme == "smtps") as server:
        mailer(f"{scheme}://{CREDENTIALS}@localhost:{server.port}", files[0]).send(**LETTER)
    assert any(line.startswith("AUTH") for line in server.protected)
    assert "Hej Cia." in server.protected
    dates = [line for line in server.protected if line.startswith("Date: ")]
    assert [parsedate_to_datetime(line.removeprefix("Date: ")) for line in dates] == [START]


def test_a_password_is_not_sent_when_starttls_is_stripped() -> None:
    with serving(None) as server, pytest.raises(MailNotProtected):
        mailer(f"smtp://{CREDENTIALS}@localhost:{server.port}").send(**LETTER)
    assert not any(line.startswith(("AUTH", "MAIL", "DATA")) for line in server.lines)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_is_not_trusted_gets_nothing(files: tuple[Path, Path], scheme: str) -> None:
    with (
        serving(files, tls_from_start=scheme == "smtps") as server,
        pytest.raises(MailNotAccepted, match="certificate verify failed"),
    ):
        mailer(f"{scheme}://{CREDENTIALS}@localhost:{server.port}").send(**LETTER)
    assert not any(line.startswith(("AUTH", "MAIL")) for line in server.lines)


def test_a_server_without_tls_and_password_is_written_to_openly() -> None:
    with serving(None) as server:
        mailer(f"smtp://localhost:{server.port}").send(**LETTER)
    assert "Hej Cia." in server.lines


@pytest.mark.parametrize(
    "to", ["cia@example.org\nBcc: x@example.org", "cia", "", "a b@c", "x" * 251 + "@a.b"]
)
def test_an_address_that_is_none_is_refused_before_anybody_is_asked(to: str, tmp_path: Path) -> None:
    with pytest.raises(AddressUnusable):
        mailer("smtp://localhost:1").send(**{**LETTER, "to": to})
    with pytest.raises(AddressUnusable):
        FolderMailer(tmp_path, sender="justera@localhost", clock=FakeClock()).send(**{**LETTER, "to": to})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "url",
    [
        "smtp://localhost:99999",
        "smtp://localhost:0",
        "smtp://localhost:mail",
        "http://localhost",
        "localhost:25",
        "smtp://",
        "smtp://user@localhost",
        "smtp://user:pass/word@localhost",
        "smtp://[::1",
    ],
)
def test_a_wrong_url_is_refused_when_the_service_starts(url: str) -> None:
    with pytest.raises(WrongMailServer):
        mailer(url)


def test_no_answer_is_told_as_a_failure_to_try_again() -> None:
    with pytest.raises(MailNotAccepted) as failure:
        mailer("smtp://localhost:1").send(**LETTER)
    assert not failure.value.permanent
