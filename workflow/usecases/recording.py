"""Write a decided change: document, audit entries, jobs and messages, in one unit.

The caller commits. Nothing here decides anything.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import uuid4

from workflow import audit
from workflow.ports import Job, Message
from workflow.procedure.access import SERVICE_ID
from workflow.procedure.change import JobKind
from workflow.procedure.model import Actor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from workflow.audit import Entry
    from workflow.ports import UnitOfWork
    from workflow.procedure.change import Change, Happening, MessageOwed
    from workflow.procedure.model import Document


def service(document: Document) -> Actor:
    """Return the actor under which a worker acts on a document."""
    return Actor(person_id=SERVICE_ID, name="Justera", organisation_id=document.organisation_id)


def record(
    unit: UnitOfWork,
    change: Change,
    *,
    actor: Actor,
    version: int,
    now: dt.datetime,
    after: Entry | None = None,
) -> None:
    """Write everything a change leads to.

    ``version`` is the document's version before the change: what happened,
    and what is owed for it, happened to that version. ``after`` is the entry
    that the new ones must follow, where the caller has already told others so.

    Raises:
        ChangedMeanwhile: somebody else saved the document, or wrote to its trail, first.
    """
    document = change.document
    unit.documents.save(document)
    last = after or unit.trail.last(document.document_id)
    for entry in next_entries(
        change.happenings, document.document_id, last, actor=actor, version=version, now=now
    ):
        unit.trail.append(entry)
    for kind in change.jobs:
        subject = actor.person_id if kind is JobKind.SIGN else ""
        unit.jobs.add(_job(kind, document, version, subject, now))
    for owed in change.messages:
        _owe_message(unit, owed, document, version, now)


def next_entries(
    happenings: Iterable[Happening],
    document_id: str,
    last: Entry | None,
    *,
    actor: Actor,
    version: int,
    now: dt.datetime,
) -> tuple[Entry, ...]:
    """Return the audit entries that follow ``last`` for what happened."""
    entries = []
    for happening in happenings:
        last = audit.append(
            last,
            document_id=document_id,
            version=version,
            at=now,
            actor=(actor.person_id, actor.name),
            happening=(happening.act.value, happening.facts),
        )
        entries.append(last)
    return tuple(entries)


def _job(kind: JobKind, document: Document, version: int, subject: str, now: dt.datetime) -> Job:
    return Job(
        job_id=uuid4().hex,
        kind=kind,
        document_id=document.document_id,
        version=version,
        subject=subject,
        created_at=now,
        due_at=now,
    )


def _owe_message(
    unit: UnitOfWork, owed: MessageOwed, document: Document, version: int, now: dt.datetime
) -> None:
    fact = "\n".join((document.document_id, str(version), owed.kind.value, owed.person_id))
    message = Message(
        message_id=hashlib.sha256(fact.encode()).hexdigest()[:32],
        kind=owed.kind,
        document_id=document.document_id,
        version=version,
        person_id=owed.person_id,
        facts=owed.facts,
        created_at=now,
    )
    if unit.messages.add(message):
        unit.jobs.add(_job(JobKind.NOTIFY, document, version, message.message_id, now))
