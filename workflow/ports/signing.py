"""What the use cases need from signing: signatures, seals, timestamps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureOrder:
    """One person's authorised signature, to be placed in one field.

    ``person_id`` is opaque (never a personal identity number).
    ``role`` is drafter, adjuster or chair; ``role_label`` its word in the
    document's language. ``authenticated_at``/``authentication_method`` say how
    the person was known when authorising ("password"). ``certifies`` is true
    for the first signature of a version.
    """

    field_name: str
    person_id: str
    name: str
    role: str
    role_label: str
    organisation: str
    language: str
    authorised_at: dt.datetime
    authenticated_at: dt.datetime
    authentication_method: str
    certifies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRevision:
    """The PDF after a signature or seal; ``signed_at`` is the token's genTime."""

    pdf: bytes
    signed_at: dt.datetime


class Signer(Protocol):
    """Places signatures and seals. Only workers hold one."""

    def sign(self, pdf: bytes, order: SignatureOrder) -> SignedRevision:
        """Add one PAdES B-T signature as an incremental revision.

        The input bytes are an untouched prefix of the result. No signature
        bytes enter the PDF before the timestamp token has been checked.

        Raises:
            TimestampUnavailable: the authority gave no valid token; nothing placed.
        """
        ...

    def seal(self, pdf: bytes, *, organisation: str, language: str) -> SignedRevision:
        """Add the organisation's seal, validation data and archive timestamp (B-LTA)."""
        ...

    def sign_detached(self, data: bytes) -> bytes:
        """Return a detached CAdES-T signature (CMS, DER) of the seal key over ``data``."""
        ...
