"""Small PDFs with empty signature fields, made without the typesetter."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD

PEOPLE = ("drafter", "adjuster-1", "adjuster-2", "chair")


def prepared_pdf(
    *, pages: int = 2, fields: tuple[str, ...] = (*PEOPLE, SEAL_FIELD, TIMESTAMP_FIELD)
) -> bytes:
    """Return a document whose last page has one visible, empty field for each name."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 760 Td (Page {number + 1}) Tj ET".encode())
    last = pdf.pages[-1]
    widgets = [
        pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(name),
                TU=String(name),
                F=4,
                P=last.obj,
                Rect=Array([72, 700 - 70 * place, 320, 750 - 70 * place]),
            )
        )
        for place, name in enumerate(fields)
    ]
    last.Annots = Array(widgets)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(widgets), SigFlags=3))
    pdf.docinfo["/Title"] = "Minutes"
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, min_version="1.7", compress_streams=False)
    return stream.getvalue()
