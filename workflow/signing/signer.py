"""The ``Signer`` port: personal signatures, seals and detached signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.language import get_language
from workflow.ports import SignedRevision
from workflow.signing.appearance import Appearance
from workflow.signing.cms_building import Companions, sha256_of, sign_digest
from workflow.signing.fields import Slot, fill_field
from workflow.signing.one_time import make_one_time_key
from workflow.signing.truetype import TrueTypeFont

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from workflow.ports import Clock, SignatureOrder
    from workflow.signing.certificates import HeldKey
    from workflow.signing.pki import KeyRing
    from workflow.signing.timestamps.authority import TimestampAuthority


@dataclass(slots=True)
class _Stamped:
    """A CMS signature and the time that its token proves."""

    cms: bytes
    signed_at: dt.datetime


class PadesSigner:
    """Signs PDFs with one-time keys and seals them with the organisation's."""

    def __init__(self, keys: KeyRing, *, authority: TimestampAuthority, clock: Clock, font: Path) -> None:
        """Hold the opened keys; ``font`` is a TrueType file for the signature boxes."""
        self._keys = keys
        self._authority = authority
        self._clock = clock
        self._font = TrueTypeFont(font)

    def sign(self, pdf: bytes, order: SignatureOrder) -> SignedRevision:
        """Add one PAdES B-T signature with a key that exists for this call alone."""
        now = self._clock.now()
        held = make_one_time_key(self._keys, order, now)
        appearance = Appearance.of_person(order, get_language(order.language))
        slot = Slot(
            field_name=order.field_name,
            appearance=appearance,
            claimed_at=now,
            token_limit=self._authority.token_limit,
            certifies=order.certifies,
        )
        return self._fill(pdf, slot, held)

    def _fill(self, pdf: bytes, slot: Slot, held: HeldKey) -> SignedRevision:
        made: list[dt.datetime] = []

        def make(digest: bytes) -> bytes:
            raw = sign_digest(held, digest)
            token = self._authority.timestamp(sha256_of(raw.value))
            made.append(token.signed_at)
            return raw.package(self._companions, token=token.der)

        signed = fill_field(pdf, slot, self._font, make)
        return SignedRevision(pdf=signed, signed_at=made[0])

    @property
    def _companions(self) -> Companions:
        return Companions(certificates=(self._keys.issuing.der,))
