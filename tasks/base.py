"""The one retry policy: lease, perform, finish or give back.

A task never raises to Celery: whatever went wrong becomes the job's cause in
the database, and the relay publishes the job again when it is due.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from workflow.errors import JusteraError, ServiceError
from workflow.ports import LeaseLost
from workflow.usecases import jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.ports import Job
    from workflow.usecases.services import WorkerServices

log = logging.getLogger(__name__)

RENEW_EVERY_S = 5
"""A third of the lease: two renewals may fail before it is lost."""


class Unforeseen(ServiceError):
    """Something unforeseen went wrong (%(kind)s). It is tried again; the log has the details."""


def carry_out(services: WorkerServices, job_id: str) -> None:
    """Take one job and perform it; do nothing when it is done or somebody else's."""
    owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
    job = jobs.take(services, job_id, owner=owner)
    if job is None:
        return
    facts: dict[str, object] = {"job": job.kind.value, "document_id": job.document_id, "version": job.version}
    try:
        _perform_or_give_back(services, job, facts)
    except LeaseLost:
        # Whoever has the job now does it from the beginning; what was done here is forgotten.
        log.warning("lease lost, left to another worker", extra=facts)


def _perform_or_give_back(services: WorkerServices, job: Job, facts: dict[str, object]) -> None:
    try:
        with _held(services, job):
            jobs.perform(services, job)
    except LeaseLost:
        raise
    except JusteraError as error:
        log.warning("step postponed", extra={**facts, "cause": error.code})
        jobs.give_back(services, job, error)
    except Exception as error:
        log.exception("step failed unforeseen", extra={**facts, "cause": type(error).__name__})
        jobs.give_back(services, job, Unforeseen(kind=type(error).__name__))
    else:
        log.info("step done", extra=facts)


@contextmanager
def _held(services: WorkerServices, job: Job) -> Iterator[None]:
    """Renew the lease from a thread of its own for as long as the work goes on."""
    stop = threading.Event()
    renewer = threading.Thread(target=_renew, args=(services, job, stop), daemon=True)
    renewer.start()
    try:
        yield
    finally:
        stop.set()
        renewer.join()


def _renew(services: WorkerServices, job: Job, stop: threading.Event) -> None:
    while not stop.wait(RENEW_EVERY_S):
        try:
            held = jobs.renew(services, job)
        except JusteraError as error:
            log.warning("lease not renewed", extra={"job": job.kind.value, "cause": error.code})
            continue
        if not held:
            return
