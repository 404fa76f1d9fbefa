"""Finds a file that a PDF carries inside itself (ISO 32000-2 §14.13, associated files)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.decode_limits import DecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader

from workflow.signing.hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyhanko.pdf_utils.generic import DictionaryObject


def find_embedded(pdf: bytes, name: str) -> bytes | None:
    """Return the content of the one associated file of the document with this name.

    None when there is none, when two share the name, or when the file cannot be
    read. Whether the PDF is as it was signed is *not* checked.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True, decode_limits=DecodeLimits.for_untrusted_input())
        found = [bytes(content) for content in _contents(reader.root, name)]
    except HOSTILE:
        return None
    return found[0] if len(found) == 1 else None


def _contents(root: DictionaryObject, name: str) -> Iterator[bytes]:
    listed = root.get("/AF", ())
    for index in range(len(listed)):
        specification = listed[index]
        if name in (specification.get("/UF"), specification.get("/F")):
            yield specification["/EF"]["/F"].read_data()
