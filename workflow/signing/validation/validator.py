"""The ``Validator`` port: nine numbered checks of a signed PDF, offline.

1. The file is a PDF from its first byte, and ends where its last signature ends.
2. Each signature covers everything before it and its whole revision.
3. Each signature is spelled in the one allowed way: lower-case hexadecimal,
   canonical DER, zero padding.
4. The signed bytes are unchanged, and every signature and timestamp is sound.
5. Every signer leads to a trusted root, was certified at the proved time, and
   was not revoked then.
6. Every signature carries a timestamp whose authority is trusted.
7. The first signature certifies the document for filling in (P=2), and every
   later revision filled a prepared field or added validation data.
8. No signature field was left empty.
9. The organisation's seal is there, with validation data, and nothing follows
   the archive timestamp over both.

Checks 1 to 4 need no PDF parser and come first: a file that fails one of them
is not looked at any further. Checks 8 and 9 are made of sealed files only.
Altered is failed; not known to be trustworthy is indeterminate.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from workflow.language.marking import msgid
from workflow.ports import Check, Outcome, PdfReport, worst
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.trust import TrustAnchors
from workflow.signing.validation import byte_ranges, detached
from workflow.signing.validation.document import read_document
from workflow.signing.validation.embedded import find_embedded
from workflow.signing.validation.findings import Examined
from workflow.signing.validation.judging import Judge
from workflow.signing.validation.opening import open_message
from workflow.signing.validation.revisions import verify_revisions
from workflow.signing.validation.sealed import is_proved, verify_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workflow.ports import Clock, DetachedReport
    from workflow.signing.validation.document import Document
    from workflow.signing.validation.opening import Opened

NAMES: Final = {
    1: "The file is whole",
    2: "Each revision extends the one before",
    3: "Signatures are spelled in the only allowed way",
    4: "The signed bytes are unchanged",
    5: "The signers are trusted",
    6: "The times are proved",
    7: "Only prepared fields were filled",
    8: "No signature is missing",
    9: "Seal and archive timestamp protect everything",
}
_SEALED_ONLY: Final = {8, 9}
_NOT_REACHED: Final = msgid("not examined, because an earlier check failed")
MAX_BYTES: Final = 200 * 1024 * 1024


class PyhankoValidator:
    """Validates our own signed files; strict by design, foreign files seldom pass."""

    def __init__(
        self,
        *,
        trust_roots: Iterable[bytes],
        clock: Clock,
        tsa_trust_roots: Iterable[bytes] | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """Trust these roots (PEM or DER); authorities of time too, unless they have roots of their own."""
        anchors = TrustAnchors(tuple(trust_roots))
        times = anchors if tsa_trust_roots is None else TrustAnchors(tuple(tsa_trust_roots))
        self._judge = Judge(anchors, times, clock)
        self._max_bytes = max_bytes

    def validate(self, pdf: bytes, *, sealed: bool) -> PdfReport:
        """Check a file; whatever it contains, the answer is a report."""
        run = _Run(self._judge, pdf, sealed=sealed)
        run.check_file(self._max_bytes)
        return run.report()

    def validate_detached(self, data: bytes, signature: bytes) -> DetachedReport:
        """Check a detached signature over bytes."""
        return detached.validate_detached(data, signature, self._judge)

    def embedded(self, pdf: bytes, name: str) -> bytes | None:
        """Return the file that a PDF carries under this name, if it can be read."""
        return find_embedded(pdf, name)


class _Run:
    """One validation: the checks so far and what is known about each signature."""

    def __init__(self, judge: Judge, pdf: bytes, *, sealed: bool) -> None:
        self._judge = judge
        self._pdf = pdf
        self._sealed = sealed
        self._checks: dict[int, Check] = {}
        self._examined: list[Examined] = []

    def check_file(self, max_bytes: int) -> None:
        if len(self._pdf) > max_bytes:
            self._note(1, Outcome.FAILED, "the file is too large")
            return
        ranges: list[byte_ranges.SignedRange] = []
        if not self._try(1, lambda: ranges.extend(byte_ranges.find_ranges(self._pdf))):
            return
        self._examined = [Examined(signed=signed) for signed in ranges]
        steps: list[tuple[int, Callable[[], None]]] = [
            (1, lambda: byte_ranges.verify_whole(self._pdf, ranges)),
            (2, lambda: byte_ranges.verify_nested(ranges)),
            (3, self._open_all),
            (4, self._compare_digests),
        ]
        if all(self._try(number, step) for number, step in steps):
            self._check_content(ranges)

    def report(self) -> PdfReport:
        """Return the checks in order; those not reached say so."""
        for number in NAMES:
            if number not in self._checks and (self._sealed or number not in _SEALED_ONLY):
                self._note(number, Outcome.INDETERMINATE, _NOT_REACHED)
        return PdfReport(
            pdf_sha256=hashlib.sha256(self._pdf).hexdigest(),
            checks=tuple(self._checks[number] for number in sorted(self._checks)),
            signatures=tuple(one.finding() for one in self._examined),
        )

    def _open_all(self) -> None:
        # The last one first: it is the only one whose own bytes nothing else protects.
        for one in reversed(self._examined):
            contents = byte_ranges.read_contents(self._pdf, one.signed)
            one.opened = self._open(one, contents)

    def _open(self, one: Examined, contents: bytes) -> Opened:
        try:
            return open_message(contents)
        except SignatureMalformed as error:
            one.intact, one.detail = Outcome.FAILED, str(error.facts["reason"])
            raise

    def _compare_digests(self) -> None:
        digests = byte_ranges.digests(self._pdf, [one.signed for one in self._examined])
        for one, digest in zip(self._examined, digests, strict=True):
            same = one.opened is not None and one.opened.signed_digest == digest
            one.intact = Outcome.PASSED if same else Outcome.FAILED
        if any(one.intact is Outcome.FAILED for one in self._examined):
            raise SignatureMalformed(reason="the document was changed after it was signed")

    def _check_content(self, ranges: Sequence[byte_ranges.SignedRange]) -> None:
        documents: list[Document] = []
        if not self._try(7, lambda: documents.append(read_document(self._pdf, ranges))):
            return
        document = documents[0]
        for one, filled in zip(self._examined, document.filled, strict=True):
            one.field_name = str(filled.name)
        self._try(5, lambda: self._outcome(5, self._judge.signers(self._examined, document.evidence)))
        self._try(6, lambda: self._outcome(6, self._judge.times(self._examined, document.evidence)))
        self._try(7, lambda: verify_revisions(document, ranges))
        if self._sealed:
            self._try(8, lambda: _verify_full(document))
            self._try(9, lambda: verify_sealed(document, self._examined))
            if self._checks[9].outcome is Outcome.PASSED and is_proved(self._examined):
                for one in self._examined:
                    one.archived = one.trusted is Outcome.PASSED

    def _outcome(self, number: int, results: list[tuple[Outcome, str]]) -> None:
        outcome = worst(one for one, _ in results)
        detail = "; ".join(dict.fromkeys(text for one, text in results if one is outcome and text))
        self._note(number, outcome, detail)

    def _try(self, number: int, step: Callable[[], object]) -> bool:
        """Take a step; a check that has not failed before passes with it."""
        try:
            step()
        except SignatureMalformed as error:
            self._note(number, Outcome.FAILED, str(error.facts["reason"]))
            return False
        except HOSTILE as error:
            self._note(number, Outcome.FAILED, f"the file cannot be read ({type(error).__name__})")
            return False
        if number not in self._checks:
            self._note(number, Outcome.PASSED)
        return True

    def _note(self, number: int, outcome: Outcome, detail: str = "") -> None:
        self._checks[number] = Check(number=number, name=NAMES[number], outcome=outcome, detail=detail)


def _verify_full(document: Document) -> None:
    if document.empty:
        raise SignatureMalformed(reason=f"empty: {', '.join(document.empty)}")
