"""Seals a signed document: the organisation's signature, validation data, archive timestamp.

Three appended revisions, in the only order in which nothing stays unprotected
(PAdES B-LTA, ETSI EN 319 142-1 §6.3): the seal (B-T); everything a validator
needs for every signature before it, in one document security store without
per-signature entries; and last the timestamp that covers both.
"""

# pyHanko says that it is typed, but half of its functions are not.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from asn1crypto import crl, x509
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.dss import DocumentSecurityStore

from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD
from workflow.signing.cms_reading import read_cms
from workflow.signing.errors import NotSealable, SignatureMalformed, UnreadablePdf
from workflow.signing.fields import open_for_appending
from workflow.signing.hostile import HOSTILE
from workflow.signing.validation.byte_ranges import find_ranges, read_contents

if TYPE_CHECKING:
    from collections.abc import Iterable


def verify_sealable(pdf: bytes) -> None:
    """Refuse a document with open places other than the seal's and the timestamp's.

    Raises:
        NotSealable: a signature is missing, or the document is sealed already.
    """
    fields = {name: value is not None for name, value, _ in enumerate_sig_fields(open_for_appending(pdf))}
    if fields.pop(SEAL_FIELD, True) or fields.pop(TIMESTAMP_FIELD, True):
        raise NotSealable(reason="it has no free place for the seal and its timestamp")
    missing = sorted(name for name, filled in fields.items() if not filled)
    if missing:
        raise NotSealable(reason=f"unsigned: {', '.join(missing)}")


def add_validation_data(pdf: bytes, *, certificates: Iterable[bytes], crls: Iterable[bytes]) -> bytes:
    """Append one revision holding certificates and revocation lists (DER), each once."""
    writer = open_for_appending(pdf)
    output = io.BytesIO()
    try:
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[x509.Certificate.load(der) for der in dict.fromkeys(certificates)],
            crls=[crl.CertificateList.load(der) for der in dict.fromkeys(crls)],
        )
        writer.write(output)
    except HOSTILE as error:
        raise UnreadablePdf(reason=str(error) or type(error).__name__) from error
    return output.getvalue()


def embedded_certificates(pdf: bytes) -> list[bytes]:
    """Return the certificates (DER) of every signature and timestamp in a document."""
    found: list[bytes] = []
    try:
        for signed in find_ranges(pdf):
            message = read_cms(read_contents(pdf, signed))
            found += [certificate.dump() for certificate in message.certificates]
            if message.timestamp_token:
                found += [one.dump() for one in read_cms(message.timestamp_token).certificates]
    except SignatureMalformed as error:
        raise NotSealable(reason=str(error.facts["reason"])) from error
    return found


def issued_elsewhere(certificates: Iterable[bytes], own: Iterable[bytes]) -> list[bytes]:
    """Return the certificates that none of our ``own`` authorities (all DER) issued."""
    names = {x509.Certificate.load(der).subject.dump() for der in own}
    return [der for der in certificates if x509.Certificate.load(der).issuer.dump() not in names]
