"""The organisation's own small PKI: made once, opened by workers alone.

::

    root (20 years, the trust anchor, root.pem)
     ├── issuing (2 years) ── one certificate for each personal signature
     │                     └─ seal (2 years)
     └── tsa (15 years)

The time-stamping authority stands directly under the root so that what it has
stamped can be checked long after an issuing authority has been replaced.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives import serialization

from workflow.signing import certificates as profiles
from workflow.signing.errors import PassphraseMissing
from workflow.signing.key_folder import open_held_key, read_certificate, write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography import x509

    from workflow.ports import Clock
    from workflow.signing.certificates import HeldKey

CLOCK_SLACK: Final = dt.timedelta(minutes=1)
"""Certificates begin this much early, for authorities whose clock is a little slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """The opened keys. Only workers hold one; ``folder`` also keeps the list of revoked certificates."""

    folder: Path
    root: HeldKey
    issuing: HeldKey
    seal: HeldKey
    tsa: HeldKey


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPki:
    """What everyone may know: the certificates, and when the first of them ends."""

    root_pem: bytes
    issuing: x509.Certificate
    seal: x509.Certificate
    tsa: x509.Certificate

    @property
    def ends_at(self) -> dt.datetime:
        """The instant from which nothing more can be signed (UTC)."""
        return min(c.not_valid_after_utc for c in (self.issuing, self.seal, self.tsa))


def create_pki(
    folder: Path,
    *,
    organisation: str,
    passphrase: bytes,
    clock: Clock,
    country: str = "SE",
    crl_base_url: str = "",
) -> PublicPki:
    """Make all keys and certificates and write them to a new folder (0700, files 0600).

    With ``crl_base_url`` the certificates say that their revocation lists are
    published as ``root.crl`` and ``issuing.crl`` below it.

    Raises:
        PkiExists: the folder is not empty. Nothing has been written.
        PassphraseMissing: the passphrase is empty. Nothing has been written.
    """
    if not passphrase:
        raise PassphraseMissing
    start = clock.now().replace(microsecond=0) - CLOCK_SLACK
    urls = {name: f"{crl_base_url.rstrip('/')}/{name}.crl" if crl_base_url else "" for name in _AUTHORITIES}

    def name(kind: str) -> x509.Name:
        return profiles.organisation_name(organisation, f"{organisation[:40]} {kind}", country)

    root = profiles.make_root(name(f"Root CA {start.year}"), start)
    issuing = profiles.issue(
        root, profiles.issuing_profile(name(f"Issuing CA {start.year}"), start, urls["root"])
    )
    seal = profiles.issue(
        issuing,
        profiles.seal_profile(
            profiles.organisation_name(organisation, organisation, country), start, urls["issuing"]
        ),
    )
    tsa = profiles.issue(root, profiles.tsa_profile(name("Time-Stamping Unit"), start, urls["root"]))
    write_folder(folder, {"root": root, "issuing": issuing, "seal": seal, "tsa": tsa}, passphrase)
    return read_public(folder)


_AUTHORITIES: Final = ("root", "issuing")


def open_keys(folder: Path, passphrase: bytes) -> KeyRing:
    """Open all keys of a folder made by ``create_pki``.

    Raises:
        WrongPassphrase: the passphrase does not fit.
        KeysExposed: a key file can be read by others.
        KeysUnreadable: a file is missing or damaged.
    """
    root, issuing, seal, tsa = (
        open_held_key(folder, name, passphrase) for name in ("root", "issuing", "seal", "tsa")
    )
    return KeyRing(folder=folder, root=root, issuing=issuing, seal=seal, tsa=tsa)


def read_public(folder: Path) -> PublicPki:
    """Return the public part of a folder; opens no key."""
    root = read_certificate(folder, "root")
    return PublicPki(
        root_pem=root.public_bytes(serialization.Encoding.PEM),
        issuing=read_certificate(folder, "issuing"),
        seal=read_certificate(folder, "seal"),
        tsa=read_certificate(folder, "tsa"),
    )
