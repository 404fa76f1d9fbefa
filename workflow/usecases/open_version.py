"""A worker lets a submitted version in: the drafter's signature, then the adjusters' turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.procedure.commands import Open
from workflow.procedure.model import Role, State
from workflow.usecases.place_signature import signed_revision
from workflow.usecases.working import find_owed, finish_with

if TYPE_CHECKING:
    from workflow.ports import Job
    from workflow.usecases.services import WorkerServices


def perform(services: WorkerServices, job: Job) -> None:
    """Place the drafter's signature where the policy has one, and open the adjustment.

    Raises:
        JusteraError: not possible now; nothing has been placed.
    """
    document = find_owed(services, job, State.OPENING)
    if document is None:
        return
    drafters = document.signatories_in(Role.DRAFTER)
    if not drafters:
        finish_with(services, job, document, Open(pdf_sha256=None, signed_at=None))
        return
    revision = signed_revision(services, document, drafters[0])
    command = Open(pdf_sha256=services.blobs.put(revision.pdf), signed_at=revision.signed_at)
    finish_with(services, job, document, command)
