"""A worker archives: puts the sealed files together, stores them, reads them back and checks them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from workflow.audit import package as packages
from workflow.errors import ServiceError
from workflow.ports import Outcome
from workflow.procedure.commands import Archive
from workflow.procedure.model import State
from workflow.procedure.refusals import NotNow
from workflow.usecases.retrieve import package_name
from workflow.usecases.verify_package import verify_package
from workflow.usecases.working import find_owed, finish_with

if TYPE_CHECKING:
    from workflow.ports import Job
    from workflow.usecases.services import WorkerServices


class PackageNotValid(ServiceError):
    """The archived package did not pass check %(check)s when it was read back."""


def perform(services: WorkerServices, job: Job) -> None:
    """Store the package, and accept it once what was stored has been verified.

    Raises:
        JusteraError: not possible now; a retry writes the same bytes.
    """
    document = find_owed(services, job, State.ARCHIVING)
    if document is None:
        return
    if document.sealed is None:
        raise NotNow
    files = {name: services.blobs.get(sha256) for name, sha256 in document.sealed.files.items()}
    package = packages.pack(files)
    sha256 = hashlib.sha256(package).hexdigest()
    services.archive.put(package_name(document), package)
    stored = services.archive.get(package_name(document), sha256=sha256)
    report = verify_package(stored, validator=services.validator)
    for check in report.checks:
        if check.outcome is not Outcome.PASSED:
            raise PackageNotValid(check=f"{check.number} {check.name} {check.detail}".strip())
    finish_with(services, job, document, Archive(package_sha256=sha256))
