"""Files of a document: page pictures, PDFs and the archive package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from web import context
from workflow.procedure.model import State
from workflow.usecases import retrieve
from workflow.usecases.show_pages import page_png

if TYPE_CHECKING:
    from workflow.procedure.model import Document

blueprint = Blueprint("files", __name__)

_A_WHILE = "private, max-age=600"
"""Pictures are of bytes that never change, but stay with the reader."""


@blueprint.get("/documents/<document_id>/pages/<sha256>/<int:page>.png")
def page(document_id: str, sha256: str, page: int) -> Response:
    """Return one page (from 1) of exactly the revision with this SHA-256."""
    picture = page_png(context.services(), context.actor(), document_id, sha256, page=page)
    return Response(picture, mimetype="image/png", headers={"Cache-Control": _A_WHILE})


@blueprint.get("/documents/<document_id>/revisions/<sha256>.pdf")
def revision(document_id: str, sha256: str) -> Response:
    """Return exactly the revision with this SHA-256."""
    content = retrieve.shown_pdf(context.services(), context.actor(), document_id, sha256)
    document = retrieve.view(context.services(), context.actor(), document_id).document
    return _download(content, "application/pdf", f"{_file_name(document)}-{sha256[:8]}.pdf")


@blueprint.get("/documents/<document_id>/minutes.pdf")
def pdf(document_id: str) -> Response:
    """Return the PDF as it is now; once archived, the one in the archive."""
    document, content = retrieve.pdf(context.services(), context.actor(), document_id)
    if document.state is State.ARCHIVED:
        document, content = retrieve.archived_pdf(context.services(), context.actor(), document_id)
    return _download(content, "application/pdf", f"{_file_name(document)}.pdf")


@blueprint.get("/documents/<document_id>/package.zip")
def package(document_id: str) -> Response:
    """Return the archive package."""
    document, content = retrieve.package(context.services(), context.actor(), document_id)
    return _download(content, "application/zip", f"{_file_name(document)}.zip")


def _file_name(document: Document) -> str:
    """Return the reference as a file name any system takes, such as ``KS-2026-3``."""
    return re.sub(r"[^A-Za-z0-9]+", "-", document.reference).strip("-") or "minutes"


def _download(content: bytes, media_type: str, name: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(content, mimetype=media_type, headers={"Content-Disposition": disposition})
