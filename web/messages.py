"""What a person has been told, in the words of the e-mail."""

from __future__ import annotations

from flask import Blueprint, render_template

from web import context
from workflow.usecases.messages_of import messages_of
from workflow.usecases.notices import write_notice

blueprint = Blueprint("messages", __name__)


@blueprint.get("/messages")
def show() -> str:
    """Show every message, newest first."""
    received = messages_of(context.services(), context.actor())
    written = [
        (
            one,
            write_notice(
                one.message,
                one.document,
                name=context.account().name,
                language=context.language(),
                public_url=context.settings().public_url,
            ),
        )
        for one in received
    ]
    return render_template(
        "messages.html",
        written=written,
        public_url=context.settings().public_url,
        has_mail=bool(context.settings().smtp_url),
    )
