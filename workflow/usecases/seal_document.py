"""A worker seals: organisation's seal, validation data, archive timestamp, and the package's content.

Everything that time or chance enters is made here, once, and stored; archiving
afterwards only puts stored files together.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from workflow import audit
from workflow.audit import package as packages
from workflow.minutes import parse_minutes
from workflow.procedure.commands import Seal
from workflow.procedure.model import Sealed, State
from workflow.procedure.refusals import NotNow
from workflow.procedure.table import decide
from workflow.usecases import reporting
from workflow.usecases.place_signature import verify_acceptable
from workflow.usecases.recording import next_entries, record, service
from workflow.usecases.working import find_owed

if TYPE_CHECKING:
    import datetime as dt

    from workflow.audit import Entry
    from workflow.minutes import Minutes
    from workflow.ports import Job, SignedRevision
    from workflow.procedure.change import Change
    from workflow.procedure.model import Document
    from workflow.usecases.services import WorkerServices


def perform(services: WorkerServices, job: Job) -> None:
    """Seal the adjusted minutes and freeze what their package is made of.

    Raises:
        JusteraError: not possible now; nothing has been accepted.
    """
    document = find_owed(services, job, State.SEALING)
    if document is None:
        return
    if document.pdf_sha256 is None or document.content_sha256 is None:
        raise NotNow
    content = services.blobs.get(document.content_sha256)
    minutes = parse_minutes(content)
    current = services.blobs.get(document.pdf_sha256)
    revision = services.signer.seal(current, organisation=document.organisation, language=minutes.language)
    report = verify_acceptable(services, revision.pdf, extends=current, sealed=True)
    now = services.clock.now()
    trail = _trail_to_the_cut(services, document, revision, now)
    files = {
        packages.PDF: revision.pdf,
        packages.CONTENT: content,
        packages.TRAIL: audit.export_entries(trail),
        packages.REPORT: reporting.as_json(report),
        packages.READABLE_REPORT: reporting.as_text(report, document, minutes.language),
        packages.README: reporting.readme(),
    }
    manifest = packages.manifest(files, head=trail[-1], about=_about(document, minutes, revision))
    files[packages.MANIFEST] = manifest
    files[packages.MANIFEST_SIGNATURE] = services.signer.sign_detached(manifest)
    stored = {name: services.blobs.put(content) for name, content in files.items()}
    change = _change(document, revision, stored, now)
    with services.open_unit() as unit:
        record(unit, change, actor=service(document), version=document.version, now=now, after=trail[-2])
        unit.jobs.finish(job, now=now)
        unit.commit()


def _trail_to_the_cut(
    services: WorkerServices, document: Document, revision: SignedRevision, now: dt.datetime
) -> tuple[Entry, ...]:
    """Return the trail up to and with the sealing itself, as it will stand when the seal is accepted."""
    with services.open_unit() as unit:
        trail = unit.trail.of(document.document_id)
    sealing = _change(document, revision, {}, now).happenings
    return trail + next_entries(
        sealing,
        document.document_id,
        trail[-1],
        actor=service(document),
        version=document.version,
        now=now,
    )


def _change(document: Document, revision: SignedRevision, stored: dict[str, str], now: dt.datetime) -> Change:
    command = Seal(
        pdf_sha256=hashlib.sha256(revision.pdf).hexdigest(),
        sealed=Sealed(sealed_at=revision.signed_at, files=stored),
    )
    return decide(document, command, actor=service(document), now=now)


def _about(document: Document, minutes: Minutes, revision: SignedRevision) -> dict[str, object]:
    return {
        "document_id": document.document_id,
        "organisation": document.organisation,
        "body": document.body,
        "reference": document.reference,
        "version": document.version,
        "meeting_date": minutes.meeting.date.isoformat() if minutes.meeting.date else None,
        "sealed_at": revision.signed_at.isoformat(),
    }
