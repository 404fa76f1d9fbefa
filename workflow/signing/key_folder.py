"""The folder of keys on disk: written whole or not at all, private, encrypted.

``_open_key`` is the only function in the product that opens a private key, so
that a test can show which processes never do.
"""

from __future__ import annotations

import secrets
import shutil
import stat
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from workflow import durable_files
from workflow.signing.certificates import HeldKey
from workflow.signing.errors import KeysExposed, KeysUnreadable, PkiExists, WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def write_folder(folder: Path, keys: Mapping[str, HeldKey], passphrase: bytes) -> None:
    """Write every key and certificate, then give the folder its name in one step.

    Killed half-way, only a hidden folder stays behind that nothing reads.

    Raises:
        PkiExists: the folder exists and is not empty.
        ServiceError: the file system refused.
    """
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    durable_files.make_folder(draft, mode=0o700)
    for name, held in keys.items():
        write_new(draft / f"{name}.key.pem", _encrypted(held.key, passphrase))
        write_new(draft / f"{name}.pem", held.certificate.public_bytes(serialization.Encoding.PEM))
    if not durable_files.rename_folder(draft, folder):  # a faster writer wins and is not disturbed
        shutil.rmtree(draft, ignore_errors=True)
        raise PkiExists(folder=str(folder))


def write_new(path: Path, content: bytes) -> None:
    """Create a file readable by its owner alone; never follow or replace what is there."""
    durable_files.write_new(path, content, mode=0o600)


def read_certificate(folder: Path, name: str) -> x509.Certificate:
    """Return one certificate of the folder; needs no passphrase."""
    try:
        return x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
    except (OSError, ValueError) as error:
        raise KeysUnreadable(folder=str(folder), reason=f"{name}.pem") from error


def open_held_key(folder: Path, name: str, passphrase: bytes) -> HeldKey:
    """Return a key with the certificate that belongs to it."""
    certificate = read_certificate(folder, name)
    key = _open_key(folder / f"{name}.key.pem", passphrase)
    if key.public_key() != certificate.public_key():
        raise KeysUnreadable(folder=str(folder), reason=f"{name}: key and certificate differ")
    return HeldKey(key, certificate)


def _open_key(path: Path, passphrase: bytes) -> ec.EllipticCurvePrivateKey:
    try:
        exposed = stat.S_IMODE(path.stat().st_mode) & _OTHERS
        pem = path.read_bytes()
    except OSError as error:
        raise KeysUnreadable(folder=str(path.parent), reason=path.name) from error
    if exposed:
        raise KeysExposed(file=str(path))
    try:
        key = serialization.load_pem_private_key(pem, password=passphrase)
    except ValueError as error:
        raise WrongPassphrase from error
    except TypeError as error:  # the library's answer to a key that is not encrypted at all
        raise KeysUnreadable(folder=str(path.parent), reason=f"{path.name} is not encrypted") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeysUnreadable(folder=str(path.parent), reason=f"{path.name} is no elliptic-curve key")
    return key


def _encrypted(key: ec.EllipticCurvePrivateKey, passphrase: bytes) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
