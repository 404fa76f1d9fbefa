"""What every worker step shares: load, drop what is stale, finish with the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.procedure.table import decide
from workflow.usecases.recording import record, service

if TYPE_CHECKING:
    from workflow.ports import Job
    from workflow.procedure.commands import Command
    from workflow.procedure.model import Document, State
    from workflow.usecases.services import WorkerServices


def find_owed(services: WorkerServices, job: Job, *states: State) -> Document | None:
    """Return the document when the job still applies to it; else finish the job and return None.

    A job is stale when the document has another version, or is past the step.

    Raises:
        LeaseLost: the job is stale, and another worker has seen to it.
    """
    with services.open_unit() as unit:
        document = unit.documents.find(job.document_id)
        if document is not None and document.version == job.version and document.state in states:
            return document
        unit.jobs.finish(job, now=services.clock.now())
        unit.commit()
    return None


def finish(services: WorkerServices, job: Job) -> None:
    """Mark the job as done without changing the document.

    Raises:
        LeaseLost: another worker has taken the job over.
    """
    with services.open_unit() as unit:
        unit.jobs.finish(job, now=services.clock.now())
        unit.commit()


def finish_with(services: WorkerServices, job: Job, document: Document, command: Command) -> None:
    """Save what the command leads to and finish the job, both or neither.

    ``document`` is as it was when the work began: when it has changed since,
    nothing is saved.

    Raises:
        ChangedMeanwhile: do the work again on what is there now.
        LeaseLost: another worker has taken the job over.
    """
    now = services.clock.now()
    actor = service(document)
    change = decide(document, command, actor=actor, now=now)
    with services.open_unit() as unit:
        record(unit, change, actor=actor, version=document.version, now=now)
        unit.jobs.finish(job, now=now)
        unit.commit()
