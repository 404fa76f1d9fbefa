"""The ``Reader`` port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.reading.findings import apply_edits
from workflow.reading.normalising import normalise
from workflow.reading.text import read_text
from workflow.reading.upload import decode_upload, verify_size

if TYPE_CHECKING:
    import datetime as dt

    from workflow.ports import Edit, Reading


class TextReader:
    """Reads plain text as people write it, scanned text among it."""

    def decoded(self, upload: bytes) -> str:
        """Return the text of an uploaded file."""
        return decode_upload(upload)

    def normalised(self, text: str) -> str:
        """Return the text with one kind of line end and space.

        Raises:
            FileTooLarge: it is larger than can be typeset.
        """
        verify_size(len(text.encode("utf-8", "replace")))
        return normalise(text)

    def read(self, text: str, *, today: dt.date) -> Reading:
        """Return the minutes in a normalised text, and findings."""
        return read_text(text, today=today)

    def apply(self, text: str, edits: tuple[Edit, ...]) -> str:
        """Return the normalised text with a proposal's edits made."""
        return apply_edits(text, edits)
