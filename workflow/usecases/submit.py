"""The drafter submits exactly the preview they were shown, and orders their signature on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workflow.procedure.access import Action, verify_may
from workflow.procedure.commands import Submit
from workflow.procedure.refusals import NoSuchDocument, PreviewIsNotCurrent
from workflow.procedure.table import decide
from workflow.usecases.edit_draft import is_current, settled_minutes, signatories_of
from workflow.usecases.recording import record

if TYPE_CHECKING:
    from workflow.procedure.model import Actor, Authentication
    from workflow.usecases.services import Services


def submit(
    services: Services,
    actor: Actor,
    document_id: str,
    *,
    shown_sha256: str,
    authentication: Authentication,
) -> None:
    """Freeze the version whose preview has this SHA-256.

    Raises:
        PreviewIsNotCurrent: the text, or who must sign, is no longer what was shown.
        ChangedMeanwhile: the draft or the document was changed while it was read.
        WorkflowError: refused by the procedure; nothing has changed.
    """
    now = services.clock.now()
    with services.open_unit() as unit:
        document = unit.documents.find(document_id)
        if document is None:
            raise NoSuchDocument
        verify_may(actor, Action.VIEW, document)
        draft = unit.drafts.get(document_id)
    preview = draft.preview
    if preview is None or preview.pdf_sha256 != shown_sha256:
        raise PreviewIsNotCurrent
    minutes = settled_minutes(services, document, draft)
    if not is_current(preview, document, minutes):
        raise PreviewIsNotCurrent
    with services.open_unit() as unit:
        # Nothing changes but the lock, so that a save at the same instant is refused on PostgreSQL too.
        unit.drafts.save(replace(draft, lock=draft.lock + 1))
        command = Submit(
            content_sha256=preview.content_sha256,
            prepared_sha256=preview.pdf_sha256,
            signatories=signatories_of(unit, document, minutes, actor),
            authentication=authentication,
        )
        change = decide(document, command, actor=actor, now=now)
        record(unit, change, actor=actor, version=document.version, now=now)
        unit.commit()
