"""The signatures in the PDF, held against the trail and the manifest."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD
from workflow.procedure.change import Act
from workflow.usecases.verifying.steps import Disagreement, NotProved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workflow.audit import Entry
    from workflow.ports import DetachedReport, PdfReport, SignatureFinding
    from workflow.usecases.verifying.history import History

_NAME_LIMIT: Final = 64
"""Certificates cut names here (RFC 5280 appendix A)."""
_NUMBER: Final = re.compile(r"-\d+\Z")
_END: Final = re.compile(rb"%%EOF(?:\r\n|\n|\r)?")


def personal(report: PdfReport) -> list[SignatureFinding]:
    """Return the signatures of people, in file order."""
    own = {SEAL_FIELD, TIMESTAMP_FIELD}
    return [finding for finding in report.signatures if finding.field_name not in own]


def verify_placed(pdf: bytes, report: PdfReport, history: History) -> None:
    """Let pass a PDF whose personal signatures are, one by one, those the trail tells of.

    Raises:
        Disagreement: another name, role, person, time or revision.
        NotProved: the time of a signature is not known to be true.
    """
    signatures, placed = personal(report), history.placed()
    if len(signatures) != len(placed):
        raise Disagreement(reason="the trail tells of other signatures than the PDF has")
    for finding, entry in zip(signatures, placed, strict=True):
        _verify_same(finding, entry, pdf)
    if any(finding.signed_at is None for finding in signatures):
        raise NotProved(reason="the times of the signatures are not proved")


def _verify_same(finding: SignatureFinding, entry: Entry, pdf: bytes) -> None:
    found = {
        "name": finding.name,
        "person_id": finding.person_id,
        # The label in the certificate is in the language of the minutes; the field is the same in all.
        "role": _NUMBER.sub("", finding.field_name),
        "pdf_sha256": hashlib.sha256(pdf[: finding.covers_bytes]).hexdigest(),
    }
    for fact, value in found.items():
        if str(entry.facts.get(fact))[:_NAME_LIMIT] != value:
            raise Disagreement(reason=f"{finding.field_name}: the trail tells of another {fact}")
    if finding.signed_at is not None and entry.facts.get("signed_at") != finding.signed_at.isoformat():
        raise Disagreement(reason=f"{finding.field_name}: the trail tells of another signed_at")


def verify_authorised(pdf: bytes, report: PdfReport, history: History) -> None:
    """Let pass a trail in which everybody ordered their signature, on bytes that the PDF begins with.

    Raises:
        Disagreement: an order is missing, or was given on something else.
    """
    submitted = history.get_one(Act.SUBMITTED)
    signatures, placed = personal(report), history.placed()
    people = [_who(entry.facts) for entry in placed]
    listed = submitted.facts.get("signatories")
    named = [_who(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    if sorted(people) != sorted(named):
        raise Disagreement(reason="others have signed than those who were to sign")
    shown = {_prepared_sha256(pdf, signatures, submitted.facts.get("pdf_sha256"))}
    for finding, entry in zip(signatures, placed, strict=False):
        order = submitted if entry.act == Act.OPENED.value else _order(history, entry)
        seen = order.facts.get("pdf_sha256" if order is submitted else "shown_sha256")
        if order.actor_id != entry.facts.get("person_id") or seen not in shown:
            raise Disagreement(reason=f"{finding.field_name}: signed without an order, or on other bytes")
        shown.add(hashlib.sha256(pdf[: finding.covers_bytes]).hexdigest())


def _who(facts: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(facts.get(name)) for name in ("person_id", "name", "role"))


def _order(history: History, placed: Entry) -> Entry:
    """Return the one order of the person who signed, given before the signature was placed."""
    orders = [
        entry
        for entry in history.of(Act.SIGNATURE_AUTHORISED)
        if entry.actor_id == placed.facts.get("person_id") and entry.sequence < placed.sequence
    ]
    if len(orders) != 1 or orders[0].facts.get("role") != placed.facts.get("role"):
        raise Disagreement(reason="the trail does not have one order for each signature")
    return orders[0]


def _prepared_sha256(pdf: bytes, signatures: list[SignatureFinding], submitted: object) -> str:
    """Return the digest of the PDF as it was submitted: where a revision before all signatures ends."""
    limit = signatures[0].covers_bytes if signatures else len(pdf)
    digest, at = hashlib.sha256(), 0
    for end in _END.finditer(pdf, 0, limit):
        digest.update(pdf[at : end.end()])
        at = end.end()
        if digest.hexdigest() == submitted:
            return digest.hexdigest()
    raise Disagreement(reason="the PDF does not begin with what was submitted")


def verify_seal(report: PdfReport, signature: DetachedReport, manifest: Mapping[str, object]) -> None:
    """Let pass a manifest signed with the certificate of the PDF's seal, sealed when it says.

    Raises:
        Disagreement: they are of different hands or times.
        NotProved: the time of the archive timestamp is not known to be true.
    """
    seal, stamp = _one(report.signatures, SEAL_FIELD), _one(report.signatures, TIMESTAMP_FIELD)
    if not signature.certificate_sha256 or seal.certificate_sha256 != signature.certificate_sha256:
        raise Disagreement(reason="the manifest was not signed by the PDF's seal")
    for finding in personal(report):
        if str(manifest.get("organisation"))[:_NAME_LIMIT] != finding.organisation:
            raise Disagreement(reason="the manifest names another organisation")
    if stamp.signed_at is None:
        raise NotProved(reason="the time of the seal is not proved")
    if stamp.signed_at.isoformat() != manifest.get("sealed_at"):
        raise Disagreement(reason="the manifest names another sealed_at")


def _one(findings: Iterable[SignatureFinding], field_name: str) -> SignatureFinding:
    found = [finding for finding in findings if finding.field_name == field_name]
    if len(found) != 1:
        raise Disagreement(reason=f"the PDF does not have one signature in {field_name}")
    return found[0]
