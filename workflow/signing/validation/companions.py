"""What travels with a detached signature: no signature covers it, so each part must prove itself.

1. Certificates and lists stand each once, in the one order DER allows.
2. The signer's chain is there up to a root that signed itself, every link sound.
3. The only other certificates are those that the timestamp token holds as well.
4. Every authority in the chain has one revocation list here that it signed;
   other lists are of the authorities behind the timestamp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509 as pyca

from workflow.signing.errors import SignatureMalformed

if TYPE_CHECKING:
    from workflow.signing.validation.opening import Opened

_LONGEST_CHAIN = 8


def verify_companions(opened: Opened) -> None:
    """Let pass a message in which every certificate and every list is needed and sound.

    Raises:
        SignatureMalformed: one is missing, altered, or too many.
        Exception: one of ``hostile.HOSTILE``.
    """
    embedded = [certificate.dump() for certificate in opened.cms.certificates]
    lists = list(opened.cms.crls)
    for encodings in (embedded, lists):
        if encodings != sorted(set(encodings)):
            raise SignatureMalformed(reason="certificates or lists are not in order")
    chain = _chain(opened.cms.signer.dump(), embedded)
    stamping = [c.dump() for c in opened.stamp.signature.certificates] if opened.stamp else []
    if set(embedded) != {*chain, *stamping}:
        raise SignatureMalformed(reason="a certificate inside the signature was altered or is not needed")
    _verify_lists(lists, chain[1:], stamping)


def _chain(signer: bytes, embedded: list[bytes]) -> list[bytes]:
    chain = [signer]
    while len(chain) < _LONGEST_CHAIN:
        child = pyca.load_der_x509_certificate(chain[-1])
        issuer = next((der for der in embedded if _issued(child, der)), None)
        if issuer is None:
            raise SignatureMalformed(reason="the signer's chain was altered or is not whole")
        if issuer == chain[-1]:
            return chain
        chain.append(issuer)
    raise SignatureMalformed(reason="the signer's chain does not end")


def _issued(child: pyca.Certificate, issuer: bytes) -> bool:
    parent = pyca.load_der_x509_certificate(issuer)
    if child.issuer != parent.subject:
        return False
    child.verify_directly_issued_by(parent)
    return True


def _verify_lists(lists: list[bytes], authorities: list[bytes], stamping: list[bytes]) -> None:
    parsed = [pyca.load_der_x509_crl(der) for der in lists]
    for authority in authorities:
        certificate = pyca.load_der_x509_certificate(authority)
        own = [one for one in parsed if one.is_signature_valid(certificate.public_key())]  # type: ignore[arg-type]
        if len(own) != 1 or own[0].issuer != certificate.subject:
            raise SignatureMalformed(reason="a revocation list was altered or is missing")
        parsed.remove(own[0])
    for one in parsed:
        _verify_elsewhere(one, [pyca.load_der_x509_certificate(der) for der in stamping])


def _verify_elsewhere(found: pyca.CertificateRevocationList, stamping: list[pyca.Certificate]) -> None:
    # The root of an outside authority need not be here; its list is then judged with the trusted roots.
    if found.issuer not in {certificate.issuer for certificate in stamping}:
        raise SignatureMalformed(reason="a revocation list is not needed")
    for certificate in stamping:
        own = certificate.subject == found.issuer
        if own and not found.is_signature_valid(certificate.public_key()):  # type: ignore[arg-type]
            raise SignatureMalformed(reason="a revocation list was altered")
