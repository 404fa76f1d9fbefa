"""Check 9: the seal, the validation data and the archive timestamp, in this order and nothing after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD, Outcome
from workflow.signing.errors import SignatureMalformed
from workflow.signing.oids import SEAL_POLICY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto import x509

    from workflow.signing.validation.document import Document
    from workflow.signing.validation.findings import Examined

_PAIR = 2


def verify_sealed(document: Document, examined: Sequence[Examined]) -> None:
    """Check the end of a sealed file.

    Raises:
        SignatureMalformed: the seal or the archive timestamp is missing, untrusted or not last.
    """
    if len(examined) < _PAIR or examined[-1].field_name != TIMESTAMP_FIELD or not examined[-1].is_timestamp:
        raise SignatureMalformed(reason="the archive timestamp is not the last thing in the file")
    seal = examined[-_PAIR]
    if seal.field_name != SEAL_FIELD or seal.is_timestamp or seal.opened is None:
        raise SignatureMalformed(reason="the seal does not stand before the archive timestamp")
    if SEAL_POLICY not in policies_of(seal.opened.cms.signer):
        raise SignatureMalformed(reason="the seal was not made with a seal certificate")
    if any(one.is_timestamp for one in examined[:-1]):
        raise SignatureMalformed(reason="a timestamp stands among the signatures")
    if not document.evidence.certificates or not document.evidence.crls:
        raise SignatureMalformed(reason="there are no validation data")
    _verify_store_is_covered(document)


def is_proved(examined: Sequence[Examined]) -> bool:
    """Whether seal and archive timestamp are trusted, not only present."""
    return all(
        one.trusted is Outcome.PASSED and one.time_trusted is Outcome.PASSED for one in examined[-_PAIR:]
    )


def policies_of(certificate: x509.Certificate) -> set[str]:
    """Return the policy identifiers (dotted) of a certificate."""
    value = certificate.certificate_policies_value
    return {policy["policy_identifier"].dotted for policy in value} if value else set()


def _verify_store_is_covered(document: Document) -> None:
    # One revision for the seal, one for the data, one for the timestamp; check 7 leaves no other place.
    reader, seal, stamp = document.reader, document.filled[-_PAIR], document.filled[-1]
    sealed_in = reader.xrefs.get_introducing_revision(seal.value)
    stamped_in = reader.xrefs.get_introducing_revision(stamp.value)
    stored_in = reader.xrefs.get_last_change(reader.root.raw_get("/DSS").reference)
    if not sealed_in < stored_in < stamped_in:
        raise SignatureMalformed(reason="the validation data do not stand between seal and archive timestamp")
