"""Builds CMS signatures (RFC 5652) once, without trial runs, from keys held in memory."""

# pyHanko says that it is typed, but half of its functions are not.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asn1crypto import cms, core, x509
from asn1crypto.parser import emit
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from workflow.signing.certificates import HeldKey

_SHA256: Final = bytes(cms.DigestAlgorithm({"algorithm": "sha256"}).dump())
_CONTEXT: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    """What travels with a signature so that others can check it; certificates and CRLs are DER."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class RawSignature:
    """A signature value with what it signs; not yet a CMS message.

    A timestamp is asked for over ``value`` before ``package`` is called.
    """

    held: HeldKey
    attributes: cms.CMSAttributes
    value: bytes

    def package(
        self, companions: Companions, *, token: bytes = b"", content: bytes = b"", content_type: str = "data"
    ) -> bytes:
        """Return the CMS message (ContentInfo, DER).

        ``token`` is the signature timestamp (DER), ``content`` what is
        enclosed; empty means detached.
        """
        certificates = {self.held.der, *companions.certificates}
        signed_data = [
            core.Integer(1 if content_type == "data" else 3).dump(),
            _set_of([_SHA256]),
            _enclosed(content_type, content),
            _tagged(0, _joined(certificates)),
            *([_tagged(1, _joined(companions.crls))] if companions.crls else []),
            _set_of([self._signer_info(token)]),
        ]
        return _sequence([_oid(cms.ContentType, "signed_data"), _tagged(0, _sequence(signed_data))])

    def _signer_info(self, token: bytes) -> bytes:
        certificate = x509.Certificate.load(self.held.der)
        serial = core.Integer(certificate.serial_number).dump()
        stamp = _sequence([_oid(cms.CMSAttributeType, "signature_time_stamp_token"), _set_of([token])])
        parts = [
            core.Integer(1).dump(),
            _sequence([certificate.issuer.dump(), serial]),
            _SHA256,
            _tagged(0, self.attributes.contents),
            cms.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump(),
            core.OctetString(self.value).dump(),
            *([_tagged(1, stamp)] if token else []),
        ]
        return _sequence(parts)


def sign_digest(
    held: HeldKey,
    sha256: bytes,
    *,
    content_type: str = "data",
    signing_time: dt.datetime | None = None,
    more: Iterable[cms.CMSAttribute] = (),
) -> RawSignature:
    """Sign a SHA-256 digest with CAdES attributes (content type, digest, signing-certificate-v2).

    ``signing_time`` is for CAdES and tokens; PAdES forbids the attribute
    (ETSI EN 319 142-1 §6.3).
    """
    certificate = x509.Certificate.load(held.der)
    attributes = [
        simple_cms_attribute("content_type", content_type),
        simple_cms_attribute("message_digest", sha256),
        simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(certificate)),
        *more,
    ]
    if signing_time is not None:
        moment = cms.Time({"utc_time": core.UTCTime(signing_time.replace(microsecond=0))})
        attributes.append(simple_cms_attribute("signing_time", moment))
    signed = cms.CMSAttributes.load(_set_of(attribute.dump() for attribute in attributes))
    return RawSignature(held, signed, held.key.sign(signed.dump(), ec.ECDSA(hashes.SHA256())))


def _enclosed(content_type: str, content: bytes) -> bytes:
    parts = [_oid(cms.ContentType, content_type)]
    if content:
        parts.append(_tagged(0, core.OctetString(content).dump()))
    return _sequence(parts)


# The message is put together from encoded parts. Built as one asn1crypto value it would be encoded
# anew several times at each level of nesting, which took seconds for one signature in five: those in
# which some length ends in the byte 0x80 (mistaken there for an indefinite length, core.py dump()).


def _sequence(parts: Iterable[bytes]) -> bytes:
    return bytes(emit(0, 1, 16, b"".join(parts)))


def _set_of(parts: Iterable[bytes]) -> bytes:
    return bytes(emit(0, 1, 17, _joined(parts)))


def _joined(parts: Iterable[bytes]) -> bytes:
    """Return the contents of a SET OF: in ascending order of their encodings (X.690 §11.6)."""
    return b"".join(sorted(parts))


def _tagged(tag: int, contents: bytes) -> bytes:
    return bytes(emit(_CONTEXT, 1, tag, contents))


def _oid(kind: type[core.ObjectIdentifier], name: str) -> bytes:
    return bytes(kind(name).dump())


def sha256_of(content: bytes) -> bytes:
    """Return the SHA-256 digest, 32 bytes."""
    return hashlib.sha256(content).digest()
