"""What the use cases need from typesetting: prepared PDFs and page images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workflow.minutes import Minutes

SEAL_FIELD = "seal"
"""Name of the signature field of the organisation's seal."""
TIMESTAMP_FIELD = "archive-timestamp"
"""Name of the signature field of the archive timestamp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One labelled box on the signature panel.

    ``field_name`` is the PDF signature field's name (ASCII, no dots),
    ``role`` one of drafter, adjuster, chair; ``name`` the person as printed.
    """

    field_name: str
    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesettingOrder:
    """Everything a prepared PDF is a function of.

    The language is that of the minutes. ``places`` are the signatories in
    panel order; boxes for the seal and the archive timestamp are always added
    (``SEAL_FIELD``, ``TIMESTAMP_FIELD``). ``organisation`` is the one that
    seals. ``version`` counts from 1.
    """

    minutes: Minutes
    organisation: str
    reference: str
    version: int
    places: tuple[Place, ...]
    template: str = "minutes/v1"


class Typesetter(Protocol):
    """Turns minutes into a prepared PDF."""

    def prepare(self, order: TypesettingOrder) -> bytes:
        """Return PDF/A-3a and PDF/UA-1 bytes with empty, tagged signature fields.

        The same order gives the same bytes. The canonical JSON of the minutes
        is embedded as the associated file ``minutes.json``.
        """
        ...


class PageImages(Protocol):
    """Shows the pages of a PDF as pictures."""

    def count(self, pdf: bytes) -> int:
        """Return the number of pages."""
        ...

    def png(self, pdf: bytes, page: int, *, width_px: int) -> bytes:
        """Return page ``page`` (from 0) with its form fields drawn, as PNG."""
        ...
