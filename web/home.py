"""The desk: what waits for a person, what they wait for, what is finished."""

from __future__ import annotations

from flask import Blueprint, render_template

from web import context
from workflow.procedure.model import Role
from workflow.usecases import retrieve

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def desk() -> str:
    """Show the person's documents, sorted by whose turn it is."""
    actor = context.actor()
    return render_template(
        "desk.html",
        desk=retrieve.desk(context.services(), actor),
        is_registrar=Role.REGISTRAR in actor.roles,
        may_draft=Role.DRAFTER in actor.roles,
    )
