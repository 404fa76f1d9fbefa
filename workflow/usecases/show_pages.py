"""A person looks at the pages of one revision, as pictures of exactly those bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.procedure.refusals import NoSuchDocument
from workflow.usecases.retrieve import shown_pdf

if TYPE_CHECKING:
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services

WIDTH_PX = 1000
"""Width of a page picture: sharp on a telephone, readable on a screen."""


def page_count(services: Services, actor: Actor, document_id: str, sha256: str) -> int:
    """Return how many pages a revision has.

    Raises:
        NoSuchDocument: no access, or no such revision of this document.
    """
    return services.page_images.count(shown_pdf(services, actor, document_id, sha256))


def page_png(services: Services, actor: Actor, document_id: str, sha256: str, *, page: int) -> bytes:
    """Return one page (from 1) of a revision as PNG.

    Raises:
        NoSuchDocument: no access, or no such revision or page.
    """
    pdf = shown_pdf(services, actor, document_id, sha256)
    if not 1 <= page <= services.page_images.count(pdf):
        raise NoSuchDocument
    return services.page_images.png(pdf, page - 1, width_px=WIDTH_PX)
