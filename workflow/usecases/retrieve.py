"""Look at documents: lists, pages, files and history, each after asking for access."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.audit import package as packages
from workflow.minutes import parse_minutes
from workflow.procedure.access import Action, may, verify_may
from workflow.procedure.effects import find_ahead
from workflow.procedure.model import Role, State
from workflow.procedure.refusals import NoSuchDocument, NotNow

if TYPE_CHECKING:
    from workflow.audit import Entry
    from workflow.minutes import Minutes
    from workflow.ports import Job, UnitOfWork
    from workflow.procedure.model import Actor, Document
    from workflow.usecases.services import Services


_MOST_ARCHIVED = 20
"""The register has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What waits for a person, what they wait for, and what was archived last. Newest first.

    Registrars keep the organisation's archive, so theirs is of everybody's documents.
    """

    mine_to_do: tuple[Document, ...]
    waiting_for_others: tuple[Document, ...]
    archived: tuple[Document, ...]


def desk(services: Services, actor: Actor) -> Desk:
    """Return a person's documents, sorted by whose turn it is."""
    with services.open_unit() as unit:
        documents = unit.documents.of_person(actor.person_id)
        is_registrar = Role.REGISTRAR in actor.roles
        kept = unit.documents.of_organisation(actor.organisation_id) if is_registrar else documents
    seen = [d for d in documents if may(actor, Action.VIEW, d)]
    mine = tuple(d for d in seen if is_turn_of(actor, d))
    return Desk(
        mine_to_do=mine,
        waiting_for_others=tuple(d for d in seen if d not in mine and d.state is not State.ARCHIVED),
        archived=tuple(d for d in kept if d.state is State.ARCHIVED and may(actor, Action.VIEW, d))[
            :_MOST_ARCHIVED
        ],
    )


def register(services: Services, actor: Actor) -> tuple[Document, ...]:
    """Return every document of the organisation that its registrar may see.

    Raises:
        NoSuchDocument: the person is not a registrar.
    """
    if Role.REGISTRAR not in actor.roles:
        raise NoSuchDocument
    with services.open_unit() as unit:
        documents = unit.documents.of_organisation(actor.organisation_id)
    return tuple(d for d in documents if may(actor, Action.VIEW, d))


def is_turn_of(actor: Actor, document: Document) -> bool:
    """Whether the document waits for this person."""
    if document.state is State.DRAFT:
        return document.drafter_id == actor.person_id
    signatory = document.find_signatory(actor.person_id)
    if signatory is None or signatory.authorisation is not None or not may(actor, Action.SIGN, document):
        return False
    return find_ahead(document, signatory) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document, and what workers still owe for it, oldest first."""

    document: Document
    jobs: tuple[Job, ...]


def view(services: Services, actor: Actor, document_id: str) -> DocumentView:
    """Return the document.

    Raises:
        NoSuchDocument: there is none, or the person may not know of it.
    """
    with services.open_unit() as unit:
        document = _permitted(unit, actor, Action.VIEW, document_id)
        return DocumentView(document=document, jobs=unit.jobs.open_for(document_id))


def pdf(services: Services, actor: Actor, document_id: str) -> tuple[Document, bytes]:
    """Return the document and its current PDF; for a draft, the preview last made.

    Raises:
        WorkflowError: no access, or there is no PDF yet.
    """
    with services.open_unit() as unit:
        document = _permitted(unit, actor, Action.READ, document_id)
        sha256 = document.pdf_sha256
        if document.state is State.DRAFT:
            preview = unit.drafts.get(document_id).preview
            sha256 = preview.pdf_sha256 if preview else None
    if sha256 is None:
        raise NotNow
    return document, services.blobs.get(sha256)


def shown_pdf(services: Services, actor: Actor, document_id: str, sha256: str) -> bytes:
    """Return one revision of the current version, or the draft's preview, by its SHA-256.

    Raises:
        NoSuchDocument: no access, or no such revision of this document.
    """
    with services.open_unit() as unit:
        document = _permitted(unit, actor, Action.READ, document_id)
        known = set(document.revisions)
        if document.drafter_id == actor.person_id:
            preview = unit.drafts.get(document_id).preview
            known |= {preview.pdf_sha256} if preview else set()
    if sha256 not in known:
        raise NoSuchDocument
    return services.blobs.get(sha256)


def minutes(services: Services, actor: Actor, document_id: str) -> Minutes:
    """Return the frozen minutes of the current version.

    Raises:
        NotNow: nothing has been submitted yet.
    """
    with services.open_unit() as unit:
        document = _permitted(unit, actor, Action.READ, document_id)
    if document.content_sha256 is None:
        raise NotNow
    return parse_minutes(services.blobs.get(document.content_sha256))


def package(services: Services, actor: Actor, document_id: str) -> tuple[Document, bytes]:
    """Return the archived package, re-hashed.

    Raises:
        WorkflowError: no access, or not archived yet.
    """
    with services.open_unit() as unit:
        document = _permitted(unit, actor, Action.RETRIEVE, document_id)
    if document.package_sha256 is None:
        raise NotNow
    return document, services.archive.get(package_name(document), sha256=document.package_sha256)


def archived_pdf(services: Services, actor: Actor, document_id: str) -> tuple[Document, bytes]:
    """Return the sealed PDF out of the archived package."""
    document, bundle = package(services, actor, document_id)
    return document, packages.unpack(bundle)[packages.PDF]


def history(services: Services, actor: Actor, document_id: str) -> tuple[Document, tuple[Entry, ...]]:
    """Return the document and its whole audit trail, oldest first.

    Raises:
        WorkflowError: the person may not read the document as it is now.
    """
    with services.open_unit() as unit:
        document = _permitted(unit, actor, Action.READ, document_id)
        return document, unit.trail.of(document_id)


def package_name(document: Document) -> str:
    """Return the name under which the archive holds a document's package."""
    return f"{document.organisation_id}/{document.document_id}.zip"


def _permitted(unit: UnitOfWork, actor: Actor, action: Action, document_id: str) -> Document:
    document = unit.documents.find(document_id)
    if document is None:
        raise NoSuchDocument
    verify_may(actor, action, document)
    return document
