"""Take a job, perform it, and give it back with the cause when the world failed.

A job is leased before it is performed and finished in the same transaction as
the change it made. A worker that dies simply lets its lease run out.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from workflow.errors import ServiceError
from workflow.ports import ChangedMeanwhile
from workflow.procedure.change import Act, Happening, JobKind
from workflow.usecases import archive_package, notify, open_version, place_signature, seal_document
from workflow.usecases.recording import next_entries, service

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.errors import JusteraError
    from workflow.ports import Job
    from workflow.usecases.services import WorkerServices

LEASE = dt.timedelta(seconds=15)
"""How long a worker holds a job without renewing."""

LONGEST_WAIT = dt.timedelta(seconds=30)
"""The longest time between two tries of what can get well by itself."""

WAIT_FOR_A_PERSON = dt.timedelta(minutes=5)
"""The time between two tries of what only a person can put right."""

_PERFORM: dict[JobKind, Callable[[WorkerServices, Job], None]] = {
    JobKind.OPEN: open_version.perform,
    JobKind.SIGN: place_signature.perform,
    JobKind.SEAL: seal_document.perform,
    JobKind.ARCHIVE: archive_package.perform,
    JobKind.NOTIFY: notify.perform,
}


def take(services: WorkerServices, job_id: str, *, owner: str) -> Job | None:
    """Lease the job to this worker; None when it is done or somebody else's."""
    now = services.clock.now()
    with services.open_unit() as unit:
        job = unit.jobs.lease(job_id, owner=owner, now=now, until=now + LEASE)
        unit.commit()
    return job


def renew(services: WorkerServices, job: Job) -> bool:
    """Hold the job for another lease; False when it has been lost."""
    with services.open_unit() as unit:
        held = unit.jobs.renew(job.job_id, owner=job.owner or "", until=services.clock.now() + LEASE)
        unit.commit()
    return held


def perform(services: WorkerServices, job: Job) -> None:
    """Do what the job asks for.

    Raises:
        LeaseLost: another worker has taken the job over; leave it alone.
        JusteraError: it could not be done now; hand the error to ``give_back``.
    """
    _PERFORM[job.kind](services, job)


def give_back(services: WorkerServices, job: Job, error: JusteraError) -> dt.datetime:
    """Postpone the job with the cause in words; return when it is due again.

    A new cause becomes an audit entry; the same one again does not, so that a
    long outage is one line of evidence and not thousands.

    Raises:
        LeaseLost: another worker has taken the job over; nothing is written about it.
    """
    now = services.clock.now()
    wait = _wait(job, error)
    with services.open_unit() as unit:
        document = unit.documents.find(job.document_id)
        unit.jobs.postpone(job, due_at=now + wait, cause=str(error))
        if document is not None and job.cause != str(error) and not isinstance(error, ChangedMeanwhile):
            failed = Happening(
                act=Act.STEP_FAILED,
                facts={"step": job.kind.value, "cause": error.code, "detail": str(error)},
            )
            last = unit.trail.last(job.document_id)
            for entry in next_entries(
                [failed], job.document_id, last, actor=service(document), version=job.version, now=now
            ):
                unit.trail.append(entry)
        unit.commit()
    return now + wait


def _wait(job: Job, error: JusteraError) -> dt.timedelta:
    if isinstance(error, ServiceError) and error.permanent:
        return WAIT_FOR_A_PERSON
    return min(dt.timedelta(seconds=2 ** min(job.attempt - 1, 10)), LONGEST_WAIT)
