"""Pages of a PDF as pictures, drawn by PDFium with what signatures show."""

from __future__ import annotations

import contextlib
import io
import math
import threading
from typing import TYPE_CHECKING

import pypdfium2

from workflow.typesetting.errors import PageNotShown

if TYPE_CHECKING:
    from collections.abc import Iterator

NARROWEST_PX = 16
WIDEST_PX = 2400
MOST_PIXELS = 12_000_000
"""A page of extreme proportions is drawn smaller than asked for."""

#: PDFium keeps state in globals and must never run in two threads at once.
_one_at_a_time = threading.Lock()


class PdfiumPageImages:
    """A ``PageImages`` that runs PDFium in this process. May be shared by threads."""

    def count(self, pdf: bytes) -> int:
        """Return the number of pages.

        Raises:
            PageNotShown: the bytes are not a PDF that can be opened.
        """
        with _opened(pdf) as document:
            return len(document)

    def png(self, pdf: bytes, page: int, *, width_px: int) -> bytes:
        """Return one page (from 0) with its form fields drawn, as PNG.

        ``width_px`` is kept between 16 and 2400.

        Raises:
            PageNotShown: no such page, or the bytes are not a PDF that can be opened.
        """
        with _opened(pdf) as document:
            if not 0 <= page < len(document):
                raise PageNotShown(reason=f"there is no page {page + 1}, only {len(document)}")
            return _drawn(document[page], width_px)


@contextlib.contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _one_at_a_time:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                # Before any page is loaded, or the widgets are not drawn.
                document.init_forms()
                yield document
        except pypdfium2.PdfiumError as error:
            raise PageNotShown(reason="it is not a PDF that can be opened") from error


def _drawn(page: pypdfium2.PdfPage, width_px: int) -> bytes:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise PageNotShown(reason="the page has no size")
    wanted = min(max(width_px, NARROWEST_PX), WIDEST_PX) / width
    scale = min(wanted, math.sqrt(MOST_PIXELS / (width * height)))
    picture = page.render(scale=scale, may_draw_forms=True).to_pil()
    result = io.BytesIO()
    picture.save(result, format="PNG")
    return result.getvalue()
