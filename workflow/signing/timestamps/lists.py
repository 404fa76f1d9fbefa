"""Fetches the revocation lists of somebody else's authority, so that a seal can hold them.

Only lists over plain HTTP are fetched, as their issuers publish them: a list
is signed. Whether it is a good one is decided when the sealed file is validated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import requests
from asn1crypto import crl, x509

from workflow.ports import TimestampUnavailable
from workflow.signing.hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterable

_OK: Final = 200
_LARGEST_LIST: Final = 4 * 1024 * 1024


def fetch_lists(certificates: Iterable[bytes], *, timeout_s: float) -> tuple[bytes, ...]:
    """Return the list (DER) that each certificate (DER) points to, each once.

    Raises:
        TimestampUnavailable: a list cannot be had.
    """
    addresses = dict.fromkeys(url for der in certificates for url in _address(der))
    return tuple(_fetched(url, timeout_s) for url in addresses)


def _address(der: bytes) -> list[str]:
    """Return the first address a certificate gives, or nothing when it gives none."""
    try:
        points = x509.Certificate.load(der).crl_distribution_points
        return [str(point.url) for point in points if point.url][:1]
    except HOSTILE as error:
        raise TimestampUnavailable(reason="a certificate cannot be read") from error


def _fetched(url: str, timeout_s: float) -> bytes:
    try:
        with requests.get(url, timeout=timeout_s, stream=True, allow_redirects=False) as response:
            body = response.raw.read(_LARGEST_LIST + 1, decode_content=True)
            status = response.status_code
    except (requests.RequestException, OSError) as error:
        raise TimestampUnavailable(reason=f"revocation list: {type(error).__name__}") from error
    if status != _OK or len(body) > _LARGEST_LIST:
        raise TimestampUnavailable(reason=f"revocation list: HTTP status {status}")
    try:
        return bytes(crl.CertificateList.load(body, strict=True).dump())
    except HOSTILE as error:
        raise TimestampUnavailable(reason="revocation list cannot be read") from error
