"""A worker places one authorised signature on exactly the bytes that were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.errors import ServiceError
from workflow.language import get_language
from workflow.language.terms import ROLES
from workflow.minutes import parse_minutes
from workflow.ports import ChangedMeanwhile, Outcome, SignatureOrder
from workflow.procedure.commands import PlaceSignature
from workflow.procedure.model import State
from workflow.usecases.working import find_owed, finish, finish_with

if TYPE_CHECKING:
    from workflow.ports import Job, PdfReport, SignedRevision
    from workflow.procedure.model import Document, Signatory
    from workflow.usecases.services import WorkerServices

_TRIES = 8


class ShownWasReplaced(ServiceError):
    """The stored document is no longer the one that %(name)s was shown, so nothing was signed."""

    permanent = True


class RevisionNotValid(ServiceError):
    """The document did not pass the check made before it is accepted: %(check)s. Nothing was changed."""


def perform(services: WorkerServices, job: Job) -> None:
    """Place the signature that the job's subject has authorised.

    Two signatories may be served at the same instant: the slower worker signs
    again, on the bytes the faster one left.

    Raises:
        JusteraError: not possible now; nothing has been placed.
    """
    for _ in range(_TRIES):
        document = find_owed(services, job, State.ADJUSTMENT, State.COUNTERSIGNATURE)
        if document is None:
            return
        signatory = document.find_signatory(job.subject)
        if signatory is None or not signatory.is_pending:
            finish(services, job)
            return
        revision = signed_revision(services, document, signatory)
        command = PlaceSignature(
            person_id=signatory.person_id,
            pdf_sha256=services.blobs.put(revision.pdf),
            signed_at=revision.signed_at,
        )
        try:
            finish_with(services, job, document, command)
        except ChangedMeanwhile:
            continue
        return
    raise ChangedMeanwhile


def signed_revision(services: WorkerServices, document: Document, signatory: Signatory) -> SignedRevision:
    """Sign the current revision for a signatory, and check the result before it is accepted.

    Raises:
        ShownWasReplaced: the current bytes do not begin with the bytes that were shown.
        RevisionNotValid: the result did not validate.
        ServiceError: signing or a store failed.
    """
    authorisation = signatory.authorisation
    if authorisation is None or document.pdf_sha256 is None or document.content_sha256 is None:
        raise ShownWasReplaced(name=signatory.name)
    current = services.blobs.get(document.pdf_sha256)
    if not current.startswith(services.blobs.get(authorisation.shown_sha256)):
        raise ShownWasReplaced(name=signatory.name)
    minutes = parse_minutes(services.blobs.get(document.content_sha256))
    order = SignatureOrder(
        field_name=signatory.field_name,
        person_id=signatory.person_id,
        name=signatory.name,
        role=signatory.role.value,
        role_label=get_language(minutes.language).gettext(ROLES[signatory.role]),
        organisation=document.organisation,
        language=minutes.language,
        authorised_at=authorisation.authorised_at,
        authenticated_at=authorisation.authentication.at,
        authentication_method=authorisation.authentication.method,
        certifies=len(document.revisions) == 1,
    )
    revision = services.signer.sign(current, order)
    verify_acceptable(services, revision.pdf, extends=current, sealed=False)
    return revision


def verify_acceptable(services: WorkerServices, pdf: bytes, *, extends: bytes, sealed: bool) -> PdfReport:
    """Let a new revision pass that extends the old one and validates; return the report.

    Raises:
        RevisionNotValid: it does not.
    """
    if not pdf.startswith(extends):
        raise RevisionNotValid(check="it does not extend the earlier bytes")
    report = services.validator.validate(pdf, sealed=sealed)
    for check in report.checks:
        if check.outcome is not Outcome.PASSED:
            raise RevisionNotValid(check=f"{check.number} {check.name} {check.detail}".strip())
    return report
