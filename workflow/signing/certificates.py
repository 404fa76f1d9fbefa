"""Certificate profiles: root, issuing authority, seal, timestamps, one signature.

Built after RFC 5280 and ETSI EN 319 412-2/-3: subject and authority key
identifiers everywhere, critical key usage, a policy on every end certificate.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from workflow.signing.oids import SEAL_POLICY, TSA_POLICY

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT_LIFE: Final = dt.timedelta(days=20 * 365)
ISSUING_LIFE: Final = dt.timedelta(days=2 * 365)
TSA_LIFE: Final = dt.timedelta(days=15 * 365)
"""Long: an archive timestamp can be checked as long as its authority's certificate lasts."""
_SERIAL_BITS: Final = 159  # RFC 5280 §4.1.2.2 allows 20 octets, positive; all of them random


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A private key in memory with its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate, DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when a certificate holds (UTC, aware, whole seconds)."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a certificate says besides its key: who, when, for what."""

    subject: x509.Name
    span: Span
    extensions: Sequence[tuple[x509.ExtensionType, bool]]


def make_root(subject: x509.Name, start: dt.datetime) -> HeldKey:
    """Make the trust anchor: P-384, self-signed, twenty years."""
    key = ec.generate_private_key(ec.SECP384R1())
    profile = Profile(
        subject=subject, span=Span(start=start, end=start + ROOT_LIFE), extensions=_authority(path_length=1)
    )
    return HeldKey(key, _sign(profile, key.public_key(), subject, key))


def issue(issuer: HeldKey, profile: Profile) -> HeldKey:
    """Make a P-256 key and have ``issuer`` certify it; it never outlives its issuer."""
    key = ec.generate_private_key(ec.SECP256R1())
    parent = issuer.certificate
    span = Span(
        start=max(profile.span.start, parent.not_valid_before_utc),
        end=min(profile.span.end, parent.not_valid_after_utc),
    )
    clamped = Profile(subject=profile.subject, span=span, extensions=profile.extensions)
    return HeldKey(key, _sign(clamped, key.public_key(), parent.subject, issuer.key))


def issuing_profile(subject: x509.Name, start: dt.datetime, crl_url: str) -> Profile:
    """Return the profile of the authority that certifies people and the seal."""
    extensions = [
        *_authority(path_length=0),
        (_policies("2.5.29.32.0"), False),  # anyPolicy (RFC 5280 §4.2.1.4)
        *_crl_pointer(crl_url),
    ]
    return Profile(subject=subject, span=Span(start=start, end=start + ISSUING_LIFE), extensions=extensions)


def seal_profile(subject: x509.Name, start: dt.datetime, crl_url: str) -> Profile:
    """Return the profile of the organisation's seal."""
    return Profile(
        subject=subject,
        span=Span(start=start, end=start + ISSUING_LIFE),
        extensions=end_extensions(SEAL_POLICY, crl_url),
    )


def tsa_profile(subject: x509.Name, start: dt.datetime, crl_url: str) -> Profile:
    """Return the profile of the time-stamping authority (RFC 3161 §2.3: critical, timeStamping alone)."""
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_key_usage(digital_signature=True), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
        (_policies(TSA_POLICY), False),
        *_crl_pointer(crl_url),
    ]
    return Profile(subject=subject, span=Span(start=start, end=start + TSA_LIFE), extensions=extensions)


def end_extensions(policy: str, crl_url: str) -> list[tuple[x509.ExtensionType, bool]]:
    """Return the extensions of a certificate that signs documents."""
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_key_usage(digital_signature=True, content_commitment=True), True),
        (_policies(policy), False),
        *_crl_pointer(crl_url),
    ]


def crl_url_of(certificate: x509.Certificate) -> str:
    """Return where a certificate says its revocation list is published, or an empty string."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return ""
    names = points[0].full_name or []
    return str(names[0].value) if names else ""


def organisation_name(organisation: str, common_name: str, country: str) -> x509.Name:
    """Return a subject of the organisation itself."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
        ]
    )


def _sign(
    profile: Profile, public: ec.EllipticCurvePublicKey, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(profile.subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(random_serial())
        .not_valid_before(profile.span.start)
        .not_valid_after(profile.span.end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    for extension, critical in profile.extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(key, hash_for(key))


def random_serial() -> int:
    """Return a positive serial number of 159 random bits (RFC 5280 §4.1.2.2)."""
    return x509.random_serial_number() % (1 << _SERIAL_BITS) or 1


def hash_for(key: ec.EllipticCurvePrivateKey) -> hashes.SHA256 | hashes.SHA384:
    """Return the digest that fits the strength of a key."""
    return hashes.SHA384() if key.curve.key_size > ec.SECP256R1.key_size else hashes.SHA256()


def _authority(*, path_length: int) -> list[tuple[x509.ExtensionType, bool]]:
    return [
        (x509.BasicConstraints(ca=True, path_length=path_length), True),
        (_key_usage(key_cert_sign=True, crl_sign=True), True),
    ]


def _key_usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _policies(oid: str) -> x509.CertificatePolicies:
    return x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(oid), None)])


def _crl_pointer(url: str) -> list[tuple[x509.ExtensionType, bool]]:
    if not url:
        return []
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    return [(x509.CRLDistributionPoints([point]), False)]
