"""The drafter writes, accepts proposals, sets findings aside, and looks at the preview."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workflow.errors import WorkflowError
from workflow.minutes import canonical_json, content_sha256
from workflow.ports import ChangedMeanwhile, Place, Preview, TypesettingOrder
from workflow.procedure.access import Action, verify_may_now
from workflow.procedure.eligibility import signatories_for
from workflow.procedure.refusals import FindingsOpen, NoSuchDocument

if TYPE_CHECKING:
    from workflow.minutes import Minutes
    from workflow.ports import Draft, Finding, Reading, UnitOfWork
    from workflow.procedure.model import Actor, Document, Signatory
    from workflow.usecases.services import Services


class NoSuchFinding(WorkflowError):
    """That finding is no longer there; the text has changed since. Look at the list again."""


class NothingProposed(WorkflowError):
    """There is no proposal for this finding. Change the text, or set the finding aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft as the drafter sees it.

    ``reading`` is None when the text cannot be read as minutes; ``unreadable``
    then says why. ``findings`` are those neither fixed nor set aside.
    ``obstacle`` is why minutes that can be read could not be submitted as
    they are, whatever is done about the findings.
    """

    document: Document
    draft: Draft
    reading: Reading | None
    unreadable: WorkflowError | None
    findings: tuple[Finding, ...]
    obstacle: WorkflowError | None = None


def view_draft(services: Services, actor: Actor, document_id: str) -> DraftView:
    """Return the draft with what it is read as.

    Raises:
        WorkflowError: not this person's to edit, or not in a state to be edited.
    """
    document, draft = _loaded(services, actor, document_id)
    try:
        reading = read_draft(services, document, draft)
    except WorkflowError as unreadable:
        return DraftView(document=document, draft=draft, reading=None, unreadable=unreadable, findings=())
    return DraftView(
        document=document,
        draft=draft,
        reading=reading,
        unreadable=None,
        findings=open_findings(reading, draft),
        obstacle=_find_obstacle(services, actor, document, reading.minutes),
    )


def save_text(services: Services, actor: Actor, document_id: str, *, text: str, lock: int) -> None:
    """Keep the drafter's text. ``lock`` is that of the draft the text was written from.

    Raises:
        ChangedMeanwhile: the draft was changed in another window.
    """
    with services.open_unit() as unit:
        _, draft = _load(unit, actor, document_id)
        if draft.lock != lock:
            raise ChangedMeanwhile
        unit.drafts.save(_changed(services, draft, text=services.reader.normalised(text)))
        unit.commit()


def accept_finding(services: Services, actor: Actor, document_id: str, finding_id: str) -> None:
    """Make the change that a finding proposes.

    Raises:
        NoSuchFinding: the text no longer has it.
        NothingProposed: the finding has no proposal.
        ChangedMeanwhile: the draft was changed while it was read.
    """
    document, draft = _loaded(services, actor, document_id)
    finding = _finding(read_draft(services, document, draft), finding_id)
    if not finding.edits:
        raise NothingProposed
    text = services.reader.apply(draft.text, finding.edits)
    _save(services, actor, _changed(services, draft, text=text))


def dismiss_finding(services: Services, actor: Actor, document_id: str, finding_id: str) -> None:
    """Set a finding aside: the text stands as it is.

    Raises:
        NoSuchFinding: the text no longer has it.
        ChangedMeanwhile: the draft was changed while it was read.
    """
    document, draft = _loaded(services, actor, document_id)
    _finding(read_draft(services, document, draft), finding_id)
    _save(services, actor, _changed(services, draft, dismissed=draft.dismissed | {finding_id}))


def make_preview(services: Services, actor: Actor, document_id: str) -> Preview:
    """Typeset the draft exactly as it would be signed, and remember it for submission.

    Raises:
        WorkflowError: the minutes cannot be submitted as they are; the leaf says why.
        ChangedMeanwhile: the draft was changed while the preview was made.
    """
    document, draft = _loaded(services, actor, document_id)
    minutes = settled_minutes(services, document, draft)
    with services.open_unit() as unit:
        signatories = signatories_of(unit, document, minutes, actor)
    pdf = services.typesetter.prepare(typesetting_order(document, minutes, signatories))
    preview = Preview(
        version=document.version,
        content_sha256=services.blobs.put(canonical_json(minutes)),
        pdf_sha256=services.blobs.put(pdf),
    )
    _save(services, actor, replace(draft, preview=preview, lock=draft.lock + 1))
    return preview


def read_draft(services: Services, document: Document, draft: Draft) -> Reading:
    """Read the text as of the day the document was started, so that a reading can be repeated."""
    reading = services.reader.read(draft.text, today=document.created_at.date())
    if reading.minutes.organisation is not None:
        return reading
    return replace(
        reading, minutes=reading.minutes.model_copy(update={"organisation": document.organisation})
    )


def open_findings(reading: Reading, draft: Draft) -> tuple[Finding, ...]:
    """Return the findings that nobody has set aside."""
    return tuple(f for f in reading.findings if f.finding_id not in draft.dismissed)


def settled_minutes(services: Services, document: Document, draft: Draft) -> Minutes:
    """Return the minutes in the text, with nothing that must be settled left open.

    Raises:
        FindingsOpen: a blocking finding is neither fixed nor set aside.
    """
    reading = read_draft(services, document, draft)
    blocking = [f for f in open_findings(reading, draft) if f.blocking]
    if blocking:
        raise FindingsOpen(count=len(blocking))
    return reading.minutes


def signatories_of(
    unit: UnitOfWork, document: Document, minutes: Minutes, drafter: Actor
) -> tuple[Signatory, ...]:
    """Return who must sign these minutes, among the organisation's accounts."""
    return signatories_for(
        minutes,
        document.policy,
        body=document.body,
        drafter=drafter,
        accounts_named=lambda name: [
            account.actor for account in unit.people.named(document.organisation_id, name)
        ],
    )


def typesetting_order(
    document: Document, minutes: Minutes, signatories: tuple[Signatory, ...]
) -> TypesettingOrder:
    """Return everything the prepared PDF of a version is a function of."""
    return TypesettingOrder(
        minutes=minutes,
        organisation=document.organisation,
        reference=document.reference,
        version=document.version,
        places=tuple(Place(field_name=s.field_name, role=s.role.value, name=s.name) for s in signatories),
    )


def is_current(preview: Preview, document: Document, minutes: Minutes) -> bool:
    """Whether the minutes that the draft's text now reads as are what the preview shows."""
    return preview.version == document.version and preview.content_sha256 == content_sha256(minutes)


def _loaded(services: Services, actor: Actor, document_id: str) -> tuple[Document, Draft]:
    """Return what stands there now, to be read after the unit: on SQLite a unit keeps all others waiting."""
    with services.open_unit() as unit:
        return _load(unit, actor, document_id)


def _save(services: Services, actor: Actor, draft: Draft) -> None:
    with services.open_unit() as unit:
        verify_may_now(actor, Action.EDIT, _document(unit, draft.document_id))
        unit.drafts.save(draft)
        unit.commit()


def _find_obstacle(
    services: Services, actor: Actor, document: Document, minutes: Minutes
) -> WorkflowError | None:
    try:
        with services.open_unit() as unit:
            signatories_of(unit, document, minutes, actor)
    except WorkflowError as obstacle:
        return obstacle
    return None


def _load(unit: UnitOfWork, actor: Actor, document_id: str) -> tuple[Document, Draft]:
    document = _document(unit, document_id)
    verify_may_now(actor, Action.EDIT, document)
    return document, unit.drafts.get(document_id)


def _document(unit: UnitOfWork, document_id: str) -> Document:
    document = unit.documents.find(document_id)
    if document is None:
        raise NoSuchDocument
    return document


def _changed(
    services: Services, draft: Draft, *, text: str | None = None, dismissed: frozenset[str] | None = None
) -> Draft:
    return replace(
        draft,
        text=draft.text if text is None else text,
        dismissed=draft.dismissed if dismissed is None else dismissed,
        changed_at=services.clock.now(),
        lock=draft.lock + 1,
        preview=None if text is not None else draft.preview,
    )


def _finding(reading: Reading, finding_id: str) -> Finding:
    for finding in reading.findings:
        if finding.finding_id == finding_id:
            return finding
    raise NoSuchFinding
