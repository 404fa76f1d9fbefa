"""The registrar's desk: every document of the organisation, and what happened to each."""

from __future__ import annotations

from flask import Blueprint, render_template

from web import context
from web.timeline import timeline
from workflow.usecases import retrieve

blueprint = Blueprint("registry", __name__)


@blueprint.get("/register")
def register() -> str:
    """Show the register."""
    return render_template("register.html", documents=retrieve.register(context.services(), context.actor()))


@blueprint.get("/documents/<document_id>/history")
def history(document_id: str) -> str:
    """Show the whole audit trail of a document."""
    document, entries = retrieve.history(context.services(), context.actor(), document_id)
    moments = timeline(entries, context.language())
    return render_template("history.html", document=document, rows=tuple(zip(entries, moments, strict=True)))
