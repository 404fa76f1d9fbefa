"""The one place that chooses adapters.

``build_services`` makes what the pages use and opens no key;
``build_worker_services`` makes what a worker uses and opens the keys.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from workflow.archive import FolderArchive
from workflow.blobs import FolderBlobs
from workflow.errors import ServiceError
from workflow.identity import Argon2Passwords
from workflow.messaging import FolderMailer, SmtpMailer
from workflow.reading.reader import TextReader
from workflow.records import open_database
from workflow.settings import folder_of
from workflow.signing import (
    BuiltinAuthority,
    HttpAuthority,
    PadesSigner,
    PyhankoValidator,
    create_pki,
    open_keys,
    read_public,
)
from workflow.typesetting import PdfiumPageImages, TypstTypesetter, signature_font_path
from workflow.usecases.services import Services, WorkerServices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workflow.ports import Clock, Mailer, Reader, Validator
    from workflow.records import Database
    from workflow.settings import Settings
    from workflow.signing import KeyRing, TimestampAuthority


class PassphraseUnreadable(ServiceError):
    """The file with the passphrase of the keys cannot be read: %(file)s."""

    permanent = True


class TimestampTrustUnreadable(ServiceError):
    """The file with the timestamp authority's root certificate cannot be read: %(file)s."""

    permanent = True


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """Return the present instant, UTC, aware."""
        return dt.datetime.now(dt.UTC)


def build_services(settings: Settings, opened: Database | None = None) -> Services:
    """Return everything the pages and the relay need, on an opened database or a new one."""
    return Services(
        open_unit=(opened or database(settings)).unit_of_work,
        clock=SystemClock(),
        blobs=FolderBlobs(folder_of(settings.blobs_url, settings.data / "blobs")),
        archive=FolderArchive(folder_of(settings.archive_url, settings.data / "archive")),
        reader=reader(),
        typesetter=TypstTypesetter(),
        page_images=PdfiumPageImages(),
        passwords=Argon2Passwords(),
    )


def build_worker_services(settings: Settings, *, clock: Clock | None = None) -> WorkerServices:
    """Return everything a worker needs.

    Raises:
        ServiceError: the keys cannot be opened; the leaf says why.
    """
    shared = build_services(settings)
    clock = clock or shared.clock
    keys = open_keys(keys_folder(settings), read_passphrase(settings))
    authority = _authority(settings, keys, clock)
    own_root = read_public(keys_folder(settings)).root_pem
    judge = PyhankoValidator(
        trust_roots=[own_root], tsa_trust_roots=[own_root, *_tsa_roots(settings)], clock=clock
    )
    font = signature_font_path()
    return WorkerServices(
        open_unit=shared.open_unit,
        clock=clock,
        blobs=shared.blobs,
        archive=shared.archive,
        reader=shared.reader,
        typesetter=shared.typesetter,
        page_images=shared.page_images,
        passwords=shared.passwords,
        signer=PadesSigner(keys, authority=authority, clock=clock, font=font),
        validator=judge,
        mailer=_mailer(settings, clock),
        public_url=settings.public_url,
    )


def database(settings: Settings) -> Database:
    """Return the database; SQLite in the data folder unless a URL is set."""
    return open_database(settings.database_url or f"sqlite:///{settings.data.absolute() / 'justera.db'}")


def reader() -> Reader:
    """Return what reads drafts."""
    return TextReader()


def validator(trusted_pem: list[bytes], tsa_pem: Sequence[bytes] = ()) -> Validator:
    """Return what validates signatures, trusting these roots (PEM); none: nothing is trusted.

    ``trusted_pem`` are believed about signers and about times, ``tsa_pem`` about times alone.
    """
    times = [*trusted_pem, *tsa_pem]
    return PyhankoValidator(trust_roots=trusted_pem, tsa_trust_roots=times, clock=SystemClock())


def make_keys(settings: Settings, *, organisation: str, passphrase: bytes) -> None:
    """Make the organisation's keys and certificates.

    Raises:
        WorkflowError: there are keys already.
    """
    create_pki(keys_folder(settings), organisation=organisation, passphrase=passphrase, clock=SystemClock())


def keys_folder(settings: Settings) -> Path:
    """Return where keys (encrypted) and certificates are kept."""
    return settings.data / "keys"


def read_passphrase(settings: Settings) -> bytes:
    """Return the passphrase of the keys, without surrounding space; empty when no file is set.

    Raises:
        PassphraseUnreadable: the file cannot be read.
    """
    file = settings.key_passphrase_file
    try:
        return file.read_bytes().strip() if file else b""
    except OSError as error:
        raise PassphraseUnreadable(file=str(file)) from error


def _authority(settings: Settings, keys: KeyRing, clock: Clock) -> TimestampAuthority:
    if settings.tsa_url:
        return HttpAuthority(settings.tsa_url, trust_roots=_tsa_roots(settings), clock=clock)
    return BuiltinAuthority(keys.tsa, clock)


def _tsa_roots(settings: Settings) -> list[bytes]:
    """Return the roots that the chains of an outside timestamp authority may end in.

    Raises:
        TimestampTrustUnreadable: the file cannot be read.
    """
    file = settings.tsa_trust_file
    try:
        return [file.read_bytes()] if file else []
    except OSError as error:
        raise TimestampTrustUnreadable(file=str(file)) from error


def _mailer(settings: Settings, clock: Clock) -> Mailer:
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url, sender=settings.mail_from, clock=clock)
    return FolderMailer(settings.data / "messages", sender=settings.mail_from, clock=clock)
