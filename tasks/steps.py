"""One task for each kind of job. Arguments name the job; everything else is in the database.

A worker that cannot open its keys does not start: it would take jobs for ever
and carry out none. The parent only tries; each child opens the keys for itself.
"""

from __future__ import annotations

import logging
import sys
from functools import cache
from typing import TYPE_CHECKING

from celery.signals import worker_init, worker_process_init

from tasks.app import app
from tasks.base import carry_out
from workflow.bootstrap import build_worker_services
from workflow.errors import JusteraError
from workflow.procedure.change import JobKind
from workflow.settings import from_environment

if TYPE_CHECKING:
    from workflow.usecases.services import WorkerServices

log = logging.getLogger(__name__)

CANNOT_START = 3
"""The exit code of a worker that cannot open its keys."""


def task_name(kind: JobKind) -> str:
    """Return the name of the task that carries out jobs of a kind."""
    return f"justera.{kind.value}"


@cache
def worker_services() -> WorkerServices:
    """Return this process's services, built once: the keys are opened here only.

    Raises:
        ServiceError: the keys cannot be opened; the leaf says why.
    """
    return build_worker_services(from_environment())


@worker_init.connect
def _refuse_to_start_in_vain(**_: object) -> None:
    # Celery logs and forgets what a signal's receiver raises, except a wish to end.
    try:
        build_worker_services(from_environment())
    except JusteraError as error:
        print(error, file=sys.stderr, flush=True)  # noqa: T201 - what the supervisor shows
        sys.exit(CANNOT_START)


@worker_process_init.connect
def _open_keys(**_: object) -> None:
    worker_services()


def _carry_out(job_id: str) -> None:
    try:
        services = worker_services()
    except JusteraError as error:
        # The keys went away under a running worker. Untaken, the job is published again.
        log.error("worker cannot open its keys", extra={"cause": error.code})  # noqa: TRY400
        return
    carry_out(services, job_id)


@app.task(name=task_name(JobKind.OPEN))
def open_version(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Place the drafter's signature and let the version in to adjustment."""
    _carry_out(job_id)


@app.task(name=task_name(JobKind.SIGN))
def sign(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Place one authorised signature."""
    _carry_out(job_id)


@app.task(name=task_name(JobKind.SEAL))
def seal(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Seal the adjusted minutes."""
    _carry_out(job_id)


@app.task(name=task_name(JobKind.ARCHIVE))
def archive(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Write the package, read it back and verify it."""
    _carry_out(job_id)


@app.task(name=task_name(JobKind.NOTIFY))
def notify(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Tell a person something."""
    _carry_out(job_id)
