"""The ``Signer`` port: personal signatures, seals and detached signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asn1crypto import x509

from workflow.language import get_language
from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD, SignedRevision
from workflow.signing.appearance import Appearance
from workflow.signing.cms_building import Companions, sha256_of, sign_digest
from workflow.signing.detached import sign_detached
from workflow.signing.fields import Slot, fill_field
from workflow.signing.one_time import make_one_time_key
from workflow.signing.revocation import current_crls
from workflow.signing.seal import (
    add_validation_data,
    embedded_certificates,
    issued_elsewhere,
    verify_sealable,
)
from workflow.signing.timestamps.checking import common_name
from workflow.signing.truetype import TrueTypeFont
from workflow.signing.validation.byte_ranges import find_ranges

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from workflow.language import Language
    from workflow.ports import Clock, SignatureOrder
    from workflow.signing.certificates import HeldKey
    from workflow.signing.pki import KeyRing
    from workflow.signing.timestamps.authority import TimestampAuthority, TimestampToken


class PadesSigner:
    """Signs PDFs with one-time keys and seals them with the organisation's."""

    def __init__(
        self,
        keys: KeyRing,
        *,
        authority: TimestampAuthority,
        clock: Clock,
        font: Path,
    ) -> None:
        """Hold the opened keys; ``font`` is a TrueType file for the signature boxes.

        What is made here is validated by whoever accepts it (``usecases.place_signature``).
        """
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

    def seal(self, pdf: bytes, *, organisation: str, language: str) -> SignedRevision:
        """Add the seal, the validation data of every signature and the archive timestamp.

        ``signed_at`` is the time of the archive timestamp.
        """
        verify_sealable(pdf)
        texts = get_language(language)
        now = self._clock.now()
        slot = Slot(
            field_name=SEAL_FIELD,
            appearance=Appearance.of_seal(organisation, now, texts),
            claimed_at=now,
            token_limit=self._authority.token_limit,
            certifies=not find_ranges(pdf),
        )
        sealed = self._fill(pdf, slot, self._keys.seal)
        return self._stamp(self._with_validation_data(sealed.pdf), texts)

    def sign_detached(self, data: bytes) -> bytes:
        """Return a detached CAdES-T signature (CMS, DER) of the seal key over ``data``."""
        return sign_detached(data, self._keys, self._authority, self._clock)

    def _with_validation_data(self, pdf: bytes) -> bytes:
        keys = self._keys
        own = [held.der for held in (keys.root, keys.issuing, keys.seal, keys.tsa)]
        embedded = embedded_certificates(pdf)
        elsewhere = self._authority.revocation_lists(issued_elsewhere(embedded, own))
        return add_validation_data(
            pdf, certificates=[*own, *embedded], crls=[*current_crls(keys, self._clock), *elsewhere]
        )

    def _stamp(self, pdf: bytes, texts: Language) -> SignedRevision:
        appearance = Appearance.of_timestamp(self._authority_words(texts), self._clock.now(), texts)
        slot = Slot(
            field_name=TIMESTAMP_FIELD,
            appearance=appearance,
            claimed_at=None,
            token_limit=self._authority.token_limit,
        )
        made: list[TimestampToken] = []

        def make(digest: bytes) -> bytes:
            made.append(self._authority.timestamp(digest))
            return made[0].der

        stamped = fill_field(pdf, slot, self._font, make)
        return SignedRevision(pdf=stamped, signed_at=made[0].signed_at)

    def _authority_words(self, texts: Language) -> str:
        """Return the name of an authority, or that it is the organisation's own."""
        if self._authority.name != common_name(x509.Certificate.load(self._keys.tsa.der)):
            return self._authority.name
        owner = common_name(x509.Certificate.load(self._keys.seal.der))
        return texts.gettext("Own timestamp service of %(organisation)s", organisation=owner)

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
