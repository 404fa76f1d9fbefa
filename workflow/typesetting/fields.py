"""Signature fields where the template left marks for them.

The template draws each box as a link to ``justera-field:<name>``. Typst then
lays out the rectangle, tags it at its place in the reading order and writes
the object reference, /StructParent, parent tree and /Tabs. Here the link
annotation becomes the widget of a signature field and its Link element a Form
element: nothing about the structure is computed twice.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from workflow.typesetting.errors import TypesettingFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARK = "justera-field:"
"""Scheme of the template's links; user text can never become a link."""

PRINT_AND_LOCKED = 4 | 128
"""Annotation flags (ISO 32000-1 table 165); PDF/A wants Print (ISO 19005-3 §6.3.2)."""


def with_signature_fields(pdf: bytes, tooltips: Mapping[str, str]) -> bytes:
    """Return the PDF with one empty signature field per mark.

    ``tooltips`` has the text for each field name; the marks must be exactly these.
    The result is a function of the arguments: no clock, no random file identifier.

    Raises:
        TypesettingFailed: the marks are others than asked for, or it is no such PDF.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            _convert(document, tooltips)
            result = io.BytesIO()
            document.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PdfError as error:
        raise TypesettingFailed(reason="the typeset file cannot be read") from error
    return result.getvalue()


def _convert(document: pikepdf.Pdf, tooltips: Mapping[str, str]) -> None:
    marks = [(page, link, str(link.A.URI)[len(MARK) :]) for page, link in _marks(document)]
    if sorted(name for _, _, name in marks) != sorted(tooltips):
        raise TypesettingFailed(reason="the template has other signature boxes than were ordered")
    elements = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for page, link, name in marks:
        elements[int(link.StructParent)].S = Name.Form
        _become_field(document, page, link, name=name, tooltip=tooltips[name])
    document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([link for _, link, _ in marks])))


def _marks(document: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Page, pikepdf.Object]]:
    for page in document.pages:
        for annotation in page.obj.get("/Annots", Array()):
            if str(annotation.get("/A", Dictionary()).get("/URI", "")).startswith(MARK):
                yield page, annotation


def _become_field(
    document: pikepdf.Pdf, page: pikepdf.Page, link: pikepdf.Object, *, name: str, tooltip: str
) -> None:
    """Turn a link into a merged field and widget (ISO 32000-1 §12.7.4.5)."""
    for key in (Name.A, Name.Border, Name.Contents):
        if key in link:
            del link[key]
    link.Subtype = Name.Widget
    link.FT = Name.Sig
    link.T = String(name)
    link.TU = String(tooltip)
    link.F = PRINT_AND_LOCKED
    link.P = page.obj
    link.AP = Dictionary(N=_empty_appearance(document, link.Rect))


def _empty_appearance(document: pikepdf.Pdf, rectangle: pikepdf.Object) -> pikepdf.Object:
    """An appearance that draws nothing; PDF/A wants one all the same (ISO 19005-3 §6.3.3)."""
    left, bottom, right, top = (float(number) for number in rectangle.as_list())
    box = [0, 0, round(right - left, 4), round(top - bottom, 4)]
    return pikepdf.Stream(
        document, b"", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary()
    )
