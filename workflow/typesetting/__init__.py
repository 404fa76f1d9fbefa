"""Minutes become a prepared PDF, and a PDF becomes pictures of its pages.

The only place that knows Typst. A prepared PDF conforms to PDF/A-3a and
PDF/UA-1 and has an empty, tagged signature field for every signatory, for the
seal and for the archive timestamp; nothing visible is added after it but what
the signatures themselves draw.
"""

from workflow.typesetting.errors import (
    PageNotShown,
    TemplateUnknown,
    TooLongToTypeset,
    TypesettingFailed,
)
from workflow.typesetting.page_images import PdfiumPageImages
from workflow.typesetting.sheet import Sheet, template_schema
from workflow.typesetting.templates import signature_font_path
from workflow.typesetting.typesetter import TypstTypesetter

__all__ = [
    "PageNotShown",
    "PdfiumPageImages",
    "Sheet",
    "TemplateUnknown",
    "TooLongToTypeset",
    "TypesettingFailed",
    "TypstTypesetter",
    "signature_font_path",
    "template_schema",
]
