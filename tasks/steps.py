"""One task for each kind of job. Arguments name the job; everything else is in the database."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tasks.app import app
from tasks.base import carry_out
from workflow.bootstrap import build_worker_services
from workflow.procedure.change import JobKind
from workflow.settings import from_environment

if TYPE_CHECKING:
    from workflow.usecases.services import WorkerServices


def task_name(kind: JobKind) -> str:
    """Return the name of the task that carries out jobs of a kind."""
    return f"justera.{kind.value}"


@cache
def worker_services() -> WorkerServices:
    """Return this process's services, built at its first task: the keys are opened here only."""
    return build_worker_services(from_environment())


@app.task(name=task_name(JobKind.OPEN))
def open_version(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Place the drafter's signature and let the version in to adjustment."""
    carry_out(worker_services(), job_id)


@app.task(name=task_name(JobKind.SIGN))
def sign(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Place one authorised signature."""
    carry_out(worker_services(), job_id)


@app.task(name=task_name(JobKind.SEAL))
def seal(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Seal the adjusted minutes."""
    carry_out(worker_services(), job_id)


@app.task(name=task_name(JobKind.ARCHIVE))
def archive(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Write the package, read it back and verify it."""
    carry_out(worker_services(), job_id)


@app.task(name=task_name(JobKind.NOTIFY))
def notify(job_id: str, document_id: str, version: int) -> None:  # noqa: ARG001
    """Tell a person something."""
    carry_out(worker_services(), job_id)
