"""What an attacker would do to a signed file, with the tools anybody has."""

from __future__ import annotations

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.pki.office import FONT, Office
from workflow.signing.appearance import Appearance
from workflow.signing.cms_building import Companions, sha256_of, sign_digest
from workflow.signing.fields import Slot, fill_field
from workflow.signing.truetype import TrueTypeFont


def with_page_replaced(pdf: bytes) -> bytes:
    """Append a revision whose first page says something else."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = _first_page(writer)
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT (No) Tj ET"))
    writer.update_container(page)
    return _written(writer)


def with_annotation(pdf: bytes) -> bytes:
    """Append a revision that lays a note over the first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 600, 800)]),
            pdf_name("/Contents"): generic.pdf_string("Not adjusted"),
        }
    )
    page = _first_page(writer)
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    return _written(writer)


def with_new_field(pdf: bytes, name: str = "extra") -> bytes:
    """Append a revision with one more, empty signature field."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec(name, on_page=0, box=(10, 10, 100, 50)))
    return _written(writer)


def signed_by(office: Office, pdf: bytes, field_name: str, *, stamped: bool = True) -> bytes:
    """Sign a field with the seal key of an office, asking no rule of ours."""
    appearance = Appearance(("Somebody",))
    slot = Slot(field_name=field_name, appearance=appearance, claimed_at=office.clock.now(), token_limit=2048)

    def make(digest: bytes) -> bytes:
        raw = sign_digest(office.keys.seal, digest)
        assert office.authority is not None
        token = office.authority.timestamp(sha256_of(raw.value)).der if stamped else b""
        return raw.package(Companions(certificates=(office.keys.issuing.der,)), token=token)

    return fill_field(pdf, slot, TrueTypeFont(FONT), make)


def signed_by_hand(office: Office, catalogue: bytes) -> bytes:
    """Return a soundly signed file whose catalogue holds ``catalogue``; no PDF library takes part."""
    object_one = b"1 0 obj\n<</Type /Catalog /Deep " + catalogue + b">>\nendobj\n"
    head = b"%PDF-1.7\n" + object_one
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2 /Root 1 0 R>>\n"
    closing = b"startxref\n%d\n%%%%EOF\n" % len(head)
    before = head + table + b"%"  # the signature stands in a comment
    room, numbers = 8000, (0, 0, 0)
    while True:
        after = b" /ByteRange [0 %d %d %d]\n" % numbers + closing
        found = (len(before), len(before) + room + 2, len(after))
        if found == numbers:
            break
        numbers = found
    raw = sign_digest(office.keys.seal, sha256_of(before + after))
    contents = raw.package(Companions(certificates=(office.keys.issuing.der,)))
    return before + b"<" + contents.hex().encode().ljust(room, b"0") + b">" + after


def _first_page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    return writer.root["/Pages"]["/Kids"][0]  # type: ignore[no-any-return]


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()
