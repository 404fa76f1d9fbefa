"""Check 7: after the first signature only prepared fields were filled, and nothing else was changed.

Each appended revision is either one signature (one field that was empty gets a
value and a drawing) or validation data. Every object that a revision writes
must be one of those; an object that was there before may change in the few
entries named here. Pages are never looked at, because a revision that writes
one is already refused: the work grows with the revisions, not with the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workflow.signing.errors import SignatureMalformed
from workflow.signing.validation.changes import Revision, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyhanko.pdf_utils.reader import PdfFileReader

    from workflow.signing.validation.byte_ranges import SignedRange
    from workflow.signing.validation.document import Document, FilledField

_CERTIFIES: Final = (
    b"[ << /Type /SigRef /TransformMethod /DocMDP /TransformParams "
    b"<< /Type /TransformParams /V /1.2 /P 2 >> >> ]"
)


def verify_revisions(document: Document, ranges: Sequence[SignedRange]) -> None:
    """Walk the revisions in order.

    Raises:
        SignatureMalformed: a revision changes what it may not.
        Exception: one of ``hostile.HOSTILE``.
    """
    reader = document.reader
    by_revision = {_revision_of(reader, one): one for one in document.filled}
    if len(by_revision) != len(document.filled):
        raise SignatureMalformed(reason="two signatures in one revision")
    _verify_boundaries(reader, by_revision, document.filled, ranges)
    _verify_certification(reader, document.filled)
    for number in range(min(by_revision), reader.xrefs.total_revisions):
        Revision(reader, number).verify(by_revision.get(number))


def _revision_of(reader: PdfFileReader, filled: FilledField) -> int:
    introduced = reader.xrefs.get_introducing_revision(filled.value)
    if introduced != reader.xrefs.get_last_change(filled.value) or not introduced:
        raise SignatureMalformed(reason="a signature was not added by a revision of its own")
    return int(introduced)


def _verify_boundaries(
    reader: PdfFileReader,
    by_revision: dict[int, FilledField],
    filled: Sequence[FilledField],
    ranges: Sequence[SignedRange],
) -> None:
    ends = {id(one): signed.end for one, signed in zip(filled, ranges, strict=True)}
    total, previous = reader.xrefs.total_revisions, 0
    if max(by_revision) != total - 1 or min(by_revision) != 1:
        raise SignatureMalformed(reason="a revision stands outside the signatures")
    for number in range(total):
        table = reader.xrefs.get_startxref_for_revision(number)
        offsets = [at for _, at in reader.xrefs.get_xref_data(number).standard_xrefs.values()]
        # An entry that points outside its own revision could be given another meaning later.
        if any(not previous < at <= table for at in offsets):
            raise SignatureMalformed(reason="a revision points outside itself")
        end = ends[id(by_revision[number])] if number in by_revision else table
        if table > end:
            raise SignatureMalformed(reason="a signature does not cover its revision")
        previous = end - 1


def _verify_certification(reader: PdfFileReader, filled: Sequence[FilledField]) -> None:
    first, *later = filled
    if written(first.signature.get("/Reference")) != _CERTIFIES:
        raise SignatureMalformed(reason="the first signature does not certify the document")
    if any("/Reference" in one.signature for one in later):
        raise SignatureMalformed(reason="a later signature sets permissions")
    permissions = reader.root["/Perms"]
    if set(permissions) != {"/DocMDP"} or permissions.raw_get("/DocMDP").reference != first.value:
        raise SignatureMalformed(reason="the catalogue names another certification")
