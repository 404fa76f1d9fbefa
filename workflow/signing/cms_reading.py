"""Reads a CMS signature leaving nothing to chance, and checks its arithmetic.

Fields that no signature covers (versions, algorithm lists, the signer's
identifier) must have the one value that follows from the covered ones. Trust
in the signer's certificate is not looked at here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asn1crypto import cms, core, x509
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.strict_der import verify_strict_der

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMESTAMP_CONTENT: Final = "tst_info"
_DIGESTS: Final = {"sha256", "sha384", "sha512"}
_SIGNATURES: Final = {
    "rsassa_pkcs1v15",
    "sha256_rsa",
    "sha384_rsa",
    "sha512_rsa",
    "rsassa_pss",
    "sha256_ecdsa",
    "sha384_ecdsa",
    "sha512_ecdsa",
}
_REFERENCES: Final = {"signing_certificate_v2", "signing_certificate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CmsSignature:
    """One parsed CMS signature with one signer."""

    signed_data: cms.SignedData
    signer_info: cms.SignerInfo
    signer: x509.Certificate
    certificates: tuple[x509.Certificate, ...]
    content_type: str

    @property
    def digest_algorithm(self) -> str:
        """Name of the digest, such as ``sha256``."""
        return str(self.signer_info["digest_algorithm"]["algorithm"].native)

    @property
    def signer_sha256(self) -> str:
        """The SHA-256 of the signer's certificate, 64 hex digits."""
        return hashlib.sha256(self.signer.dump()).hexdigest()

    @property
    def value(self) -> bytes:
        """The signature value, which a signature timestamp covers."""
        return bytes(self.signer_info["signature"].native)

    @property
    def message_digest(self) -> bytes:
        """The digest of the signed content, as the signed attributes state it."""
        for attribute in _attributes(self.signer_info["signed_attrs"]):
            if attribute["type"].native == "message_digest":
                return bytes(attribute["values"][0].native)
        raise SignatureMalformed(reason="the signature states no digest")

    @property
    def timestamp_token(self) -> bytes:
        """The signature timestamp (DER), or nothing."""
        for attribute in _attributes(self.signer_info["unsigned_attrs"]):
            return bytes(attribute["values"][0].dump())
        return b""

    @property
    def enclosed(self) -> bytes:
        """The enclosed content, or nothing when the signature is detached."""
        content = self.signed_data["encap_content_info"]["content"]
        return b"" if isinstance(content, core.Void) else bytes(content.contents)

    @property
    def crls(self) -> tuple[bytes, ...]:
        """The embedded revocation lists (DER)."""
        listed = self.signed_data["crls"]
        return () if isinstance(listed, core.Void) else tuple(choice.chosen.dump() for choice in listed)


def read_cms(encoded: bytes) -> CmsSignature:
    """Parse a CMS signature strictly.

    Raises:
        SignatureMalformed: it is not canonical, or says anything it need not.
    """
    verify_strict_der(encoded)
    try:
        return _parsed(encoded)
    except HOSTILE as error:
        raise SignatureMalformed(reason=str(error) or type(error).__name__) from error


def verify_cms(signature: CmsSignature, digest: bytes) -> None:
    """Check that the signature is over ``digest`` and made with the signer's key.

    Raises:
        SignatureMalformed: it is not.
    """
    try:
        intact, valid = validate_sig_integrity(
            signature.signer_info, signature.signer, signature.content_type, digest
        )
    except (SignatureValidationError, *HOSTILE) as error:
        raise SignatureMalformed(reason=str(error) or type(error).__name__) from error
    if not intact:
        raise SignatureMalformed(reason="the signed digest differs from the document's")
    if not valid:
        raise SignatureMalformed(reason="the signature value does not fit the signer's key")


def _parsed(encoded: bytes) -> CmsSignature:
    message = cms.ContentInfo.load(encoded, strict=True)
    _demand(message["content_type"].native == "signed_data", "not a signature")
    signed_data = message["content"]
    content_type = str(signed_data["encap_content_info"]["content_type"].native)
    _demand(len(signed_data["signer_infos"]) == 1, "not exactly one signer")
    info = signed_data["signer_infos"][0]
    certificates = tuple(_certificates(signed_data))
    signature = CmsSignature(
        signed_data=signed_data,
        signer_info=info,
        signer=_signer(info, certificates),
        certificates=certificates,
        content_type=content_type,
    )
    _verify_uncovered(signature)
    _verify_covered(info)
    return signature


def _certificates(signed_data: cms.SignedData) -> Iterator[x509.Certificate]:
    for choice in signed_data["certificates"]:
        _demand(choice.name == "certificate", "an embedded certificate of another kind")
        yield choice.chosen


def _signer(info: cms.SignerInfo, certificates: tuple[x509.Certificate, ...]) -> x509.Certificate:
    named = info["sid"].chosen
    _demand(isinstance(named, cms.IssuerAndSerialNumber), "the signer is not named by issuer and number")
    for certificate in certificates:
        # Compared as bytes: names that merely mean the same would leave letters free to change.
        same_issuer = certificate.issuer.dump() == named["issuer"].dump()
        if same_issuer and certificate.serial_number == named["serial_number"].native:
            return certificate
    raise SignatureMalformed(reason="the signer's certificate is missing")


def _verify_uncovered(signature: CmsSignature) -> None:
    signed_data, info = signature.signed_data, signature.signer_info
    expected = "v1" if signature.content_type == "data" else "v3"
    _demand(signed_data["version"].native == expected and info["version"].native == "v1", "version")
    algorithms = [algorithm.dump() for algorithm in signed_data["digest_algorithms"]]
    _demand(algorithms == [info["digest_algorithm"].dump()], "digest algorithms")
    _demand(signature.digest_algorithm in _DIGESTS, "weak digest")
    _demand(info["digest_algorithm"]["parameters"].native is None, "digest parameters")
    _demand(info["signature_algorithm"]["algorithm"].native in _SIGNATURES, "signature algorithm")
    if info["signature_algorithm"]["algorithm"].native != "rsassa_pss":
        _demand(info["signature_algorithm"]["parameters"].native is None, "signature parameters")
    unsigned = _attributes(info["unsigned_attrs"])
    names = [attribute["type"].native for attribute in unsigned]
    _demand(names in ([], ["signature_time_stamp_token"]), "unsigned attributes")
    _demand(all(len(attribute["values"]) == 1 for attribute in unsigned), "unsigned attributes")


def _verify_covered(info: cms.SignerInfo) -> None:
    names = [attribute["type"].native for attribute in _attributes(info["signed_attrs"])]
    _demand(len(names) == len(set(names)), "an attribute twice")
    _demand(bool(_REFERENCES & set(names)), "the signature does not name its certificate")


def _attributes(attributes: cms.CMSAttributes) -> list[cms.CMSAttribute]:
    return [] if isinstance(attributes, core.Void) else list(attributes)


def _demand(met: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not met:
        raise SignatureMalformed(reason=what)
