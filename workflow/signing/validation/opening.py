"""Opens the CMS message of one signature or timestamp and checks its arithmetic.

What depends on the message alone is remembered by its bytes: a file is often
validated again with one more revision, and its earlier signatures are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography import x509 as pyca

from workflow.signing.cms_building import sha256_of
from workflow.signing.cms_reading import TIMESTAMP_CONTENT, read_cms, verify_cms
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.timestamps.checking import open_token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflow.signing.cms_reading import CmsSignature
    from workflow.signing.timestamps.checking import OpenToken

_REMEMBERED = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A message whose signatures are sound: a signature with its timestamp, or a timestamp alone.

    ``signed_digest`` is the SHA-256 digest of the document that it vouches for,
    ``subject`` what the certificate calls its holder.
    """

    cms: CmsSignature
    stamp: OpenToken | None
    signed_digest: bytes
    subject: dict[str, object]

    @property
    def is_timestamp(self) -> bool:
        """Whether this is a document timestamp."""
        return self.cms.content_type == TIMESTAMP_CONTENT


@lru_cache(maxsize=_REMEMBERED)
def open_message(encoded: bytes) -> Opened:
    """Open a CMS message (DER) strictly; whose it is, and of what, is not judged.

    Raises:
        SignatureMalformed: an encoding, a signature or an imprint is wrong.
    """
    cms = read_cms(encoded)
    if cms.content_type == TIMESTAMP_CONTENT:
        stamp = open_token(encoded, None)
        return Opened(cms=cms, stamp=stamp, signed_digest=stamp.imprint, subject=cms.signer.subject.native)
    if cms.content_type != "data" or cms.enclosed or cms.digest_algorithm != "sha256":
        raise SignatureMalformed(reason="not a detached SHA-256 signature")
    digest = cms.message_digest
    verify_cms(cms, digest)
    token = cms.timestamp_token
    return Opened(
        cms=cms,
        stamp=open_token(token, sha256_of(cms.value)) if token else None,
        signed_digest=digest,
        subject=cms.signer.subject.native,
    )


def verify_closed(message: CmsSignature, known: Iterable[bytes]) -> bool:
    """Check that every certificate inside a message was really issued by the one it names.

    Only the signer's own certificate is bound by the signature. The others
    could be changed unnoticed if they did not have to vouch for themselves.

    Returns:
        False when an issuer is not at hand (neither embedded nor ``known``, DER).

    Raises:
        SignatureMalformed: a certificate was altered.
    """
    known = tuple(known)
    complete = True
    embedded = [certificate.dump() for certificate in message.certificates]
    for der in embedded:
        verdicts = {_issued(der, issuer) for issuer in {*embedded, *known}}
        if True not in verdicts and False in verdicts:
            raise SignatureMalformed(reason="a certificate inside the signature was altered")
        complete = complete and True in verdicts
    return complete


@lru_cache(maxsize=_REMEMBERED)
def _issued(der: bytes, issuer: bytes) -> bool | None:
    """Say whether one certificate issued another; None when it does not even bear that name."""
    try:
        child, parent = pyca.load_der_x509_certificate(der), pyca.load_der_x509_certificate(issuer)
        if child.issuer != parent.subject:
            return None
        child.verify_directly_issued_by(parent)
    except HOSTILE:
        return False
    return True
