"""A document's page, and what adjusters and the chair do there: ask for changes, sign, countersign."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from web import context
from web.errors import status_of
from web.forms import RequestChangesForm, SignForm
from web.timeline import timeline
from workflow.errors import WorkflowError
from workflow.language.marking import msgid
from workflow.procedure.access import Action, may
from workflow.procedure.change import JobKind
from workflow.procedure.effects import find_ahead
from workflow.procedure.model import Role, State
from workflow.usecases import retrieve
from workflow.usecases.log_in import authenticate
from workflow.usecases.request_changes import request_changes as ask_for_changes
from workflow.usecases.show_pages import page_count
from workflow.usecases.sign import sign as order_signature

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from workflow.minutes import Minutes
    from workflow.ports import Job
    from workflow.procedure.model import Actor, Document, Signatory

blueprint = Blueprint("adjusting", __name__)

_SOON_S = 1
_LATER_S = 5
"""Seconds until the page is loaded anew, when a step is late or being tried again."""
_PROMPT = dt.timedelta(seconds=10)
"""A step that was asked for longer ago than this is late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept on the page when something was refused."""

    error: WorkflowError | None = None
    sign_form: SignForm | None = None
    changes_form: RequestChangesForm | None = None


@blueprint.get("/documents/<document_id>")
def show(document_id: str) -> ResponseReturnValue:
    """Show the document; its drafter goes to the draft while it is one."""
    document = retrieve.view(context.services(), context.actor(), document_id).document
    if may(context.actor(), Action.EDIT, document):
        return redirect(url_for("drafting.show", document_id=document_id))
    return _page(document_id, Kept())


@blueprint.post("/documents/<document_id>/request-changes")
def request_changes(document_id: str) -> ResponseReturnValue:
    """Send the text back to the drafter with a comment."""
    form = RequestChangesForm()
    try:
        ask_for_changes(context.services(), context.actor(), document_id, comment=form.comment.data or "")
    except WorkflowError as error:
        return _page(document_id, Kept(error=error, changes_form=form)), status_of(error)
    flash(msgid("Your request for changes is sent to the one who wrote the minutes."))
    return _to_document(document_id)


@blueprint.post("/documents/<document_id>/sign")
def sign(document_id: str) -> ResponseReturnValue:
    """Order the person's signature on exactly the revision they were shown."""
    form = SignForm()
    if not form.validate_on_submit():
        return _page(document_id, Kept(sign_form=form)), 422
    try:
        known = authenticate(context.services(), context.actor(), password=form.password.data or "")
        order_signature(
            context.services(),
            context.actor(),
            document_id,
            shown_sha256=form.shown_sha256.data or "",
            authentication=known,
        )
    except WorkflowError as error:
        return _page(document_id, Kept(error=error, sign_form=form)), status_of(error)
    return _to_document(document_id)


def _page(document_id: str, refused: Kept) -> str:
    """Show the document as it is now. The sign form names the very revision whose pages are shown."""
    services, actor = context.services(), context.actor()
    view = retrieve.view(services, actor, document_id)
    document = view.document
    may_read = may(actor, Action.READ, document)
    entries = retrieve.history(services, actor, document_id)[1] if may_read else ()
    sha256 = document.pdf_sha256 if may_read else None
    my_turn = retrieve.is_turn_of(actor, document)
    mine = document.find_signatory(actor.person_id)
    unsigned = mine is not None and mine.authorisation is None
    may_request_changes = unsigned and may(actor, Action.REQUEST_CHANGES, document)
    sign_form = refused.sign_form or SignForm(formdata=None)
    sign_form.shown_sha256.data = sha256
    owed = tuple(job for job in view.jobs if job.kind is not JobKind.NOTIFY)
    late = tuple(job.job_id for job in owed if services.clock.now() - job.created_at > _PROMPT)
    ordered = _first_to_order(document)
    return render_template(
        "document.html",
        document=document,
        refused=refused,
        shown_sha256=sha256,
        pages=page_count(services, actor, document_id, sha256) if sha256 else 0,
        minutes=_minutes(actor, document) if sha256 else None,
        mine=mine,
        my_turn=my_turn,
        ahead=find_ahead(document, mine) if may_request_changes and mine else None,
        may_request_changes=may_request_changes,
        ordered=ordered,
        archived=document.state is State.ARCHIVED and may(actor, Action.RETRIEVE, document),
        jobs=owed,
        late=late,
        reload_s=_reload_s(owed, late, may_write=my_turn or (may_request_changes and ordered is None)),
        own_clock=not context.settings().tsa_url,
        moments=timeline(entries, context.language()),
        sign_form=sign_form,
        changes_form=refused.changes_form or RequestChangesForm(formdata=None),
    )


def _minutes(actor: Actor, document: Document) -> Minutes | None:
    if document.content_sha256 is None:
        return None
    return retrieve.minutes(context.services(), actor, document.document_id)


def _first_to_order(document: Document) -> Signatory | None:
    """Return an adjuster or chair who has ordered their signature: the text cannot be sent back any more."""
    others = (one for one in document.signatories if one.role is not Role.DRAFTER)
    return next((one for one in others if one.authorisation is not None), None)


def _reload_s(owed: tuple[Job, ...], late: tuple[str, ...], *, may_write: bool) -> int | None:
    """Return when to load the page anew; never while the reader may be writing in a form on it."""
    if not owed or may_write:
        return None
    return _LATER_S if late or any(job.cause for job in owed) else _SOON_S


def _to_document(document_id: str) -> ResponseReturnValue:
    return redirect(url_for("adjusting.show", document_id=document_id), code=303)
