"""Puts signatures into fields that the document already has, as appended revisions.

What stands in the file is never touched: the writer appends the field's value,
its drawing and nothing else, and the result must begin with the input bytes.
"""

# pyHanko says that it is typed, but half of its functions are not.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, SignatureObject

from workflow.signing.appearance import draw
from workflow.signing.errors import CertificationMisplaced, FieldNotFree, SignatureUnsound, UnreadablePdf
from workflow.signing.hostile import HOSTILE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from pyhanko.sign.signers.pdf_byterange import PdfSignedData, PreparedByteRangeDigest

    from workflow.signing.appearance import Appearance
    from workflow.signing.truetype import TrueTypeFont

_RESERVE_FOR_CMS: Final = 4608
"""Certificate chain, attributes and signature value, without any timestamp token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Which field to fill, what to show in it, and how much room to leave.

    ``claimed_at`` becomes /M, the claimed signing time that PAdES demands
    (ETSI EN 319 142-1 §6.3): the signer's own clock when the signature is made,
    not when the person ordered it. None makes it a document timestamp, which
    has no claimed time.
    """

    field_name: str
    appearance: Appearance
    claimed_at: dt.datetime | None
    token_limit: int
    certifies: bool = False


class AppendOnlyWriter(IncrementalPdfFileWriter):
    """A writer of revisions that leaves the document's metadata as they were signed."""

    def _update_meta(self) -> None:
        """Leave /Info and XMP alone: their dates belong to the document, not to its signatures."""


def open_for_appending(pdf: bytes) -> AppendOnlyWriter:
    """Return a writer over a document.

    Raises:
        UnreadablePdf: it is not a PDF that can be extended.
    """
    try:
        return AppendOnlyWriter(io.BytesIO(pdf))
    except HOSTILE as error:
        raise UnreadablePdf(reason=str(error) or type(error).__name__) from error


def fill_field(pdf: bytes, slot: Slot, font: TrueTypeFont, make: Callable[[bytes], bytes]) -> bytes:
    """Append one revision that fills one field.

    ``make`` is given the SHA-256 digest of the byte range and returns what goes
    into /Contents; nothing has been written anywhere if it raises.

    Raises:
        FieldNotFree: the field does not exist or is filled.
        CertificationMisplaced: ``certifies`` does not fit the document.
    """
    writer = open_for_appending(pdf)
    try:
        prepared, output = _prepare(writer, slot, font)
    except HOSTILE as error:
        raise UnreadablePdf(reason=str(error) or type(error).__name__) from error
    result = _filled(output.getvalue(), prepared, make(prepared.document_digest))
    if not result.startswith(pdf):
        raise SignatureUnsound(reason="the signed bytes would have changed")
    return result


def _prepare(
    writer: AppendOnlyWriter, slot: Slot, font: TrueTypeFont
) -> tuple[PreparedByteRangeDigest, io.BytesIO]:
    _verify_place(writer, slot)
    steps = PdfCMSEmbedder().write_cms(slot.field_name, writer, existing_fields_only=True)
    field = next(steps).get_object()
    left, bottom, right, top = (float(x) for x in field["/Rect"])
    size = abs(right - left), abs(top - bottom)
    field[pdf_name("/AP")] = _only_normal(draw(writer, slot.appearance, font, size))
    permission = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    steps.send(
        SigObjSetup(sig_placeholder=_placeholder(slot), mdp_setup=permission if slot.certifies else None)
    )
    output = io.BytesIO()
    prepared, _ = steps.send(SigIOSetup(md_algorithm="sha256", output=output))
    return prepared, output


def _verify_place(writer: AppendOnlyWriter, slot: Slot) -> None:
    fields = {name: filled for name, filled, _ in enumerate_sig_fields(writer)}
    if slot.field_name not in fields or fields[slot.field_name] is not None:
        raise FieldNotFree(field=slot.field_name)
    is_first = all(filled is None for filled in fields.values())
    if slot.certifies != is_first:
        raise CertificationMisplaced


def _placeholder(slot: Slot) -> PdfSignedData:
    if slot.claimed_at is None:
        return DocumentTimestamp(bytes_reserved=2 * slot.token_limit)
    return SignatureObject(
        timestamp=slot.claimed_at,
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=2 * (_RESERVE_FOR_CMS + slot.token_limit),
    )


def _only_normal(drawing: object) -> object:
    return DictionaryObject({pdf_name("/N"): drawing})


def _filled(placed: bytes, prepared: PreparedByteRangeDigest, contents: bytes) -> bytes:
    # Written here and in lower case, so that exactly one spelling of each signature is valid.
    start, end = prepared.reserved_region_start + 1, prepared.reserved_region_end - 1
    digits = contents.hex().encode()
    if len(digits) > end - start:
        raise SignatureUnsound(reason="it does not fit the reserved room")
    return placed[:start] + digits.ljust(end - start, b"0") + placed[end:]
