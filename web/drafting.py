"""The drafter's desk: start a document, write, settle findings, preview, submit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from web import context
from web.errors import status_of
from web.forms import DraftTextForm, NewDocumentForm, SubmitForm
from web.proposals import proposed_changes
from workflow.errors import WorkflowError
from workflow.language.marking import msgid
from workflow.procedure.access import Action, has_ever, may
from workflow.procedure.model import State
from workflow.procedure.refusals import NotNow, PreviewIsNotCurrent
from workflow.usecases import edit_draft, retrieve
from workflow.usecases.bodies_for import bodies_for
from workflow.usecases.create_document import create_document
from workflow.usecases.log_in import authenticate
from workflow.usecases.show_pages import page_count
from workflow.usecases.submit import submit as submit_document

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("drafting", __name__)


class NothingToRead(WorkflowError):
    """Paste the text of the minutes, or choose a text file. Nothing has been saved yet."""


class EmptyText(WorkflowError):
    """The box was empty, so nothing was saved and the text from before is still there. Minutes cannot be without text."""  # noqa: E501


class TextOrFile(WorkflowError):
    """You both pasted a text and chose a file. Remove one of them, so that it is clear which is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept on the page when something was refused."""

    error: WorkflowError | None = None
    text: str | None = None
    submit_form: SubmitForm | None = None


@blueprint.get("/documents/new")
def show_new() -> str:
    """Show the form for a new document."""
    return _new_page(_new_form())


@blueprint.post("/documents/new")
def create() -> ResponseReturnValue:
    """Store a new document and go to its draft."""
    form = _new_form()
    if not form.validate_on_submit():
        return _new_page(form), 422
    try:
        text = _given_text(form)
    except WorkflowError as refusal:
        return _new_page(form, refusal), status_of(refusal)
    form.text.data = text  # A file is not sent anew with the form; its text is.
    try:
        document_id = create_document(
            context.services(), context.actor(), body_id=form.body_id.data, text=text
        )
    except WorkflowError as refusal:
        return _new_page(form, refusal), status_of(refusal)
    return _to_draft(document_id)


@blueprint.get("/documents/<document_id>/draft")
def show(document_id: str) -> ResponseReturnValue:
    """Show the draft with its findings and preview; later states have another page."""
    document = retrieve.view(context.services(), context.actor(), document_id).document
    if document.state is not State.DRAFT:
        return redirect(url_for("adjusting.show", document_id=document_id))
    return _draft_page(document_id, Kept())


@blueprint.post("/documents/<document_id>/draft")
def save(document_id: str) -> ResponseReturnValue:
    """Keep the text."""
    form = DraftTextForm()
    if not form.validate_on_submit():
        return _draft_page(document_id, Kept(text=form.text.data)), 422
    try:
        if not (form.text.data or "").strip():
            raise EmptyText
        edit_draft.save_text(
            context.services(),
            context.actor(),
            document_id,
            text=form.text.data or "",
            lock=int(form.lock.data or 0),
        )
    except WorkflowError as error:
        return _refuse(document_id, Kept(error=error, text=form.text.data))
    flash(msgid("The text is saved."))
    return _to_draft(document_id)


@blueprint.post("/documents/<document_id>/findings/<finding_id>/accept")
def accept(document_id: str, finding_id: str) -> ResponseReturnValue:
    """Make the change that a finding proposes."""
    try:
        _save_what_came_along(document_id)
        edit_draft.accept_finding(context.services(), context.actor(), document_id, finding_id)
    except WorkflowError as error:
        return _refuse(document_id, Kept(error=error, text=request.form.get("text")))
    flash(msgid("The change is made in the text."))
    return _to_draft(document_id, anchor="findings")


@blueprint.post("/documents/<document_id>/findings/<finding_id>/dismiss")
def dismiss(document_id: str, finding_id: str) -> ResponseReturnValue:
    """Set a finding aside."""
    try:
        _save_what_came_along(document_id)
        edit_draft.dismiss_finding(context.services(), context.actor(), document_id, finding_id)
    except WorkflowError as error:
        return _refuse(document_id, Kept(error=error, text=request.form.get("text")))
    flash(msgid("The text stands as it is."))
    return _to_draft(document_id, anchor="findings")


@blueprint.post("/documents/<document_id>/preview")
def preview(document_id: str) -> ResponseReturnValue:
    """Typeset the draft as it would be signed."""
    try:
        _save_what_came_along(document_id)
        edit_draft.make_preview(context.services(), context.actor(), document_id)
    except WorkflowError as error:
        return _refuse(document_id, Kept(error=error, text=request.form.get("text")))
    return _to_draft(document_id, anchor="preview")


@blueprint.post("/documents/<document_id>/submit")
def submit(document_id: str) -> ResponseReturnValue:
    """Freeze exactly the preview that was shown, and order the drafter's signature on it."""
    form = SubmitForm()
    text = request.form.get("text")
    if not form.validate_on_submit():
        return _draft_page(document_id, Kept(submit_form=form, text=text)), 422
    try:
        if _save_what_came_along(document_id):
            raise PreviewIsNotCurrent
        known = authenticate(context.services(), context.actor(), password=form.password.data or "")
        submit_document(
            context.services(),
            context.actor(),
            document_id,
            shown_sha256=form.shown_sha256.data or "",
            authentication=known,
        )
    except WorkflowError as error:
        return _refuse(document_id, Kept(error=error, submit_form=form, text=text))
    return redirect(url_for("adjusting.show", document_id=document_id), code=303)


def _new_form() -> NewDocumentForm:
    form = NewDocumentForm()
    bodies = bodies_for(context.services(), context.actor())
    form.body_id.choices = [
        ("", context.language().gettext("Choose a body …")),
        *((body.body_id, body.name) for body in bodies),
    ]
    return form


def _new_page(form: NewDocumentForm, refusal: WorkflowError | None = None) -> str:
    return render_template("new_document.html", form=form, refusal=refusal)


def _given_text(form: NewDocumentForm) -> str:
    pasted = form.text.data or ""
    upload = form.file.data
    if not upload or not upload.filename:
        if not pasted.strip():
            raise NothingToRead
        return pasted
    if pasted.strip():
        raise TextOrFile
    return context.services().reader.decoded(upload.read())


def _save_what_came_along(document_id: str) -> bool:
    """Keep text that was written but not saved before another button was pressed; tell whether there was any.

    ``static/justera.js`` sends it along, where the browser runs scripts.
    """
    text, lock = request.form.get("text"), request.form.get("lock", "")
    if text is None or not lock.isdecimal():
        return False
    if not text.strip():
        raise EmptyText
    services, actor = context.services(), context.actor()
    stored = edit_draft.view_draft(services, actor, document_id).draft.text
    if services.reader.normalised(text) == stored:
        return False
    edit_draft.save_text(services, actor, document_id, text=text, lock=int(lock))
    return True


def _refuse(document_id: str, refused: Kept) -> ResponseReturnValue:
    """Show the draft again with what was refused; where there is no draft any more, only say why."""
    error = refused.error or WorkflowError()
    document = retrieve.view(context.services(), context.actor(), document_id).document
    if not may(context.actor(), Action.EDIT, document):
        raise NotNow if has_ever(context.actor(), Action.EDIT, document) else error
    return _draft_page(document_id, refused), status_of(error)


def _draft_page(document_id: str, refused: Kept) -> str:
    services, actor = context.services(), context.actor()
    view = edit_draft.view_draft(services, actor, document_id)
    shown = view.draft.preview
    if shown is not None and shown.version != view.document.version:
        shown = None
    text_form = DraftTextForm(formdata=None, data={"text": view.draft.text, "lock": str(view.draft.lock)})
    unsaved = refused.text is not None and services.reader.normalised(refused.text) != view.draft.text
    if unsaved:
        text_form.text.data = refused.text
    submit_form = refused.submit_form or SubmitForm(formdata=None)
    submit_form.shown_sha256.data = shown.pdf_sha256 if shown else ""
    return render_template(
        "draft.html",
        view=view,
        refused=refused,
        unsaved=unsaved,
        proposed_changes=proposed_changes,
        preview=shown,
        pages=page_count(services, actor, document_id, shown.pdf_sha256) if shown else 0,
        text_form=text_form,
        submit_form=submit_form,
    )


def _to_draft(document_id: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("drafting.show", document_id=document_id, _anchor=anchor), code=303)
