"""Builds CMS signatures (RFC 5652) once, without trial runs, from keys held in memory."""

# pyHanko says that it is typed, but half of its functions are not.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asn1crypto import cms, core, crl, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from workflow.signing.certificates import HeldKey

_DIGEST: Final = {"algorithm": "sha256"}


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
        encapsulated: dict[str, object] = {"content_type": content_type}
        if content:
            encapsulated["content"] = core.ParsableOctetString(content)
        certificates = {self.held.der, *companions.certificates}
        signed = {
            "version": "v1" if content_type == "data" else "v3",
            "digest_algorithms": [_DIGEST],
            "encap_content_info": encapsulated,
            "certificates": [x509.Certificate.load(der) for der in sorted(certificates)],
            "signer_infos": [self._signer_info(token)],
        }
        if companions.crls:
            signed["crls"] = [crl.CertificateList.load(der) for der in companions.crls]
        message = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})
        return bytes(message.dump())

    def _signer_info(self, token: bytes) -> cms.SignerInfo:
        certificate = x509.Certificate.load(self.held.der)
        info = {
            "version": "v1",
            "sid": cms.IssuerAndSerialNumber(
                {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
            ),
            "digest_algorithm": _DIGEST,
            "signed_attrs": self.attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": self.value,
        }
        if token:
            stamp = simple_cms_attribute("signature_time_stamp_token", cms.ContentInfo.load(token))
            info["unsigned_attrs"] = [stamp]
        return cms.SignerInfo(info)


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
    signed = cms.CMSAttributes(attributes)
    return RawSignature(held, signed, held.key.sign(signed.dump(), ec.ECDSA(hashes.SHA256())))


def sha256_of(content: bytes) -> bytes:
    """Return the SHA-256 digest, 32 bytes."""
    return hashlib.sha256(content).digest()
