"""Failures that more than one adapter can report, as people read them."""

from __future__ import annotations

from workflow.errors import ServiceError, WorkflowError


class ChangedMeanwhile(WorkflowError):
    """This has changed since you opened the page. Look at it again and decide anew."""


class LeaseLost(WorkflowError):
    """Another worker has taken over this step. Nothing has been changed here."""


class EmailTaken(WorkflowError):
    """There is already an account with the address %(email)s."""


class BlobMissing(ServiceError):
    """A stored file (%(sha256)s) cannot be found."""

    permanent = True


class BlobDamaged(ServiceError):
    """A stored file (%(sha256)s) no longer has its content."""

    permanent = True


class ArchiveConflict(ServiceError):
    """The archive already holds another package under the name %(name)s."""

    permanent = True


class TimestampUnavailable(ServiceError):
    """The time-stamping authority gave no valid timestamp (%(reason)s). Nothing has been placed."""
