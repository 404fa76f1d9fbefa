"""Checks a timestamp token against what was asked for (RFC 3161 §2.2, §2.4.2)."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asn1crypto import tsp

from workflow.signing.cms_reading import TIMESTAMP_CONTENT, read_cms, verify_cms
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.strict_der import verify_strict_der
from workflow.signing.timestamps.authority import TimestampToken

if TYPE_CHECKING:
    from asn1crypto import x509

    from workflow.signing.cms_reading import CmsSignature


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenToken:
    """A token whose arithmetic holds; whether its authority is trusted is another question."""

    signature: CmsSignature
    statement: tsp.TSTInfo
    token: TimestampToken

    @property
    def nonce(self) -> int | None:
        """The number that binds the token to a request."""
        value = self.statement["nonce"].native
        return None if value is None else int(value)

    @property
    def imprint(self) -> bytes:
        """The SHA-256 digest that was stamped."""
        return bytes(self.statement["message_imprint"]["hashed_message"].native)


def open_token(encoded: bytes, sha256: bytes | None) -> OpenToken:
    """Read a token and check that it is a sound timestamp of a SHA-256 digest (32 bytes).

    Without a digest the caller compares ``imprint`` itself.

    Checked: strict encoding, the authority's signature, the message imprint,
    and that the certificate is for time-stamping alone, critically.

    Raises:
        SignatureMalformed: any of these fails.
    """
    signature = read_cms(encoded)
    if signature.content_type != TIMESTAMP_CONTENT:
        raise SignatureMalformed(reason="not a timestamp token")
    if signature.timestamp_token or signature.crls:
        raise SignatureMalformed(reason="the token carries more than a timestamp")
    enclosed = signature.enclosed
    verify_cms(signature, hashlib.new(signature.digest_algorithm, enclosed).digest())
    statement = _statement(enclosed)
    _verify_imprint(statement, sha256)
    verify_purpose(signature.signer)
    return OpenToken(signature=signature, statement=statement, token=_token(encoded, signature, statement))


def verify_purpose(certificate: x509.Certificate) -> None:
    """Refuse a certificate that is not for time-stamping alone (RFC 3161 §2.3).

    Raises:
        SignatureMalformed: the extended key usage is missing, not critical or wider.
    """
    usage = certificate.extended_key_usage_value
    if usage is None or usage.native != ["time_stamping"]:
        raise SignatureMalformed(reason="the certificate is not for time-stamping")
    if "extended_key_usage" not in certificate.critical_extensions:
        raise SignatureMalformed(reason="the certificate's purpose is not critical")


def _statement(enclosed: bytes) -> tsp.TSTInfo:
    verify_strict_der(enclosed)
    try:
        statement = tsp.TSTInfo.load(enclosed, strict=True)
        moment = statement["gen_time"].native
    except HOSTILE as error:
        raise SignatureMalformed(reason=f"timestamp: {error}") from error
    if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        raise SignatureMalformed(reason="the timestamp names no time")
    return statement


def _verify_imprint(statement: tsp.TSTInfo, sha256: bytes | None) -> None:
    imprint = statement["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256":  # what we always ask for
        raise SignatureMalformed(reason="the timestamp uses another digest")
    if sha256 is not None and imprint["hashed_message"].native != sha256:
        raise SignatureMalformed(reason="the timestamp is of something else")


def _token(encoded: bytes, signature: CmsSignature, statement: tsp.TSTInfo) -> TimestampToken:
    own = signature.signer.dump()
    others = [c.dump() for c in signature.certificates if c.dump() != own]
    return TimestampToken(
        der=encoded,
        signed_at=statement["gen_time"].native.astimezone(dt.UTC),
        authority=common_name(signature.signer),
        certificates=(own, *others),
    )


def common_name(certificate: x509.Certificate) -> str:
    """Return the name a person would call the certificate's holder."""
    subject = certificate.subject.native
    return str(subject.get("common_name") or subject.get("organization_name") or "")
