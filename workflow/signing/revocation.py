"""Which certificates no longer hold, and the signed lists that say so (CRLs).

Lists are made on demand, when a document is sealed. Their number is the
present time in milliseconds, so that it grows without being stored anywhere
(RFC 5280 §5.2.3). Revoked serial numbers stand one to a file in the key
folder, created exclusively: two revocations never overwrite each other. Workers
on several hosts must share that folder.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from workflow import durable_files
from workflow.signing.certificates import hash_for
from workflow.signing.key_folder import write_new

if TYPE_CHECKING:
    from workflow.ports import Clock
    from workflow.signing.certificates import HeldKey
    from workflow.signing.pki import KeyRing

CRL_LIFE: Final = dt.timedelta(days=7)
_FOLDER: Final = "revoked"


def revoke(keys: KeyRing, certificate: x509.Certificate, *, at: dt.datetime) -> None:
    """Record that a certificate does not hold from ``at`` on; said twice, the earliest time counts.

    The fact is the name of an empty file, which either exists or does not.
    """
    folder = keys.folder / _FOLDER
    durable_files.make_folder(folder, mode=0o700)
    write_new(folder / f"{certificate.serial_number:x}-{int(at.timestamp())}", b"")


def current_crls(keys: KeyRing, clock: Clock) -> tuple[bytes, bytes]:
    """Return fresh revocation lists (DER) of the root and of the issuing authority."""
    revoked = _revoked(keys)
    return _crl(keys.root, revoked, clock.now()), _crl(keys.issuing, revoked, clock.now())


def _revoked(keys: KeyRing) -> dict[int, dt.datetime]:
    folder = keys.folder / _FOLDER
    earliest: dict[int, dt.datetime] = {}
    for path in folder.glob("[!.]*"):  # what is still being written begins with a dot
        serial, _, seconds = path.name.partition("-")
        at = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC)
        earliest[int(serial, 16)] = min(at, earliest.get(int(serial, 16), at))
    return earliest


def _crl(issuer: HeldKey, revoked: dict[int, dt.datetime], now: dt.datetime) -> bytes:
    start = now.replace(microsecond=0)
    number = int(now.timestamp() * 1000)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(start)
        .next_update(start + CRL_LIFE)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    for serial, at in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
        builder = builder.add_revoked_certificate(entry)
    signed = builder.sign(issuer.key, hash_for(issuer.key))
    return signed.public_bytes(serialization.Encoding.DER)
