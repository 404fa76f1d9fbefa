"""The role of a time-stamping authority, and what one gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class TimestampToken:
    """A checked RFC 3161 token.

    ``der`` is the CMS message, ``signed_at`` its genTime (UTC), ``authority``
    the name on the certificate that signed it, ``certificates`` what it carries
    (DER, the signer's own first).
    """

    der: bytes
    signed_at: dt.datetime
    authority: str
    certificates: tuple[bytes, ...]


class TimestampAuthority(Protocol):
    """Says that a digest existed at a time."""

    @property
    def name(self) -> str:
        """What to call the authority before it has answered."""
        ...

    @property
    def token_limit(self) -> int:
        """The most bytes a token of this authority may take (DER)."""
        ...

    def timestamp(self, sha256: bytes) -> TimestampToken:
        """Return a token over a SHA-256 digest (32 bytes), already checked.

        Raises:
            TimestampUnavailable: there is no valid token.
        """
        ...

    def revocation_lists(self, certificates: Iterable[bytes]) -> tuple[bytes, ...]:
        """Return present revocation lists (DER) for certificates of this authority (DER).

        Raises:
            TimestampUnavailable: a list cannot be had now.
        """
        ...
