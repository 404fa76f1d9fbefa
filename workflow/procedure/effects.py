"""What each command does to a document that may receive it.

Each effect checks its own guard first and raises a refusal; otherwise it
returns a ``Change``. ``table.decide`` is the only caller.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workflow.procedure.change import Act, Change, Happening, JobKind, MessageKind, MessageOwed
from workflow.procedure.model import Authorisation, ChangeRequest, Role, State
from workflow.procedure.policy import AdjusterOrder
from workflow.procedure.refusals import (
    AlreadySigned,
    AnotherTurn,
    CommentMissing,
    CommentTooLong,
    NotForYou,
    NotNow,
    ShownIsNotCurrent,
    SignatureUnderWay,
    VoidVersionNeeded,
)

if TYPE_CHECKING:
    import datetime as dt

    from workflow.procedure.commands import Archive, Open, PlaceSignature, RequestChanges, Seal, Sign, Submit
    from workflow.procedure.model import Actor, Document, Signatory

LONGEST_COMMENT = 5000
"""Characters of a request for changes, which stays in the audit trail for good."""


def submit(document: Document, _actor: Actor, now: dt.datetime, command: Submit) -> Change:
    """Freeze the version and order the drafter's signature on the prepared PDF."""
    authorisation = Authorisation(
        shown_sha256=command.prepared_sha256, authorised_at=now, authentication=command.authentication
    )
    signatories = tuple(
        replace(s, authorisation=authorisation) if s.role is Role.DRAFTER else s for s in command.signatories
    )
    submitted = replace(
        document,
        state=State.OPENING,
        content_sha256=command.content_sha256,
        revisions=(command.prepared_sha256,),
        signatories=signatories,
    )
    facts: dict[str, object] = {
        "content_sha256": command.content_sha256,
        "pdf_sha256": command.prepared_sha256,
        "authentication": command.authentication.method,
        "signatories": [
            {"name": s.name, "role": s.role.value, "person_id": s.person_id} for s in signatories
        ],
    }
    return Change(
        document=submitted,
        happenings=(Happening(act=Act.SUBMITTED, facts=facts),),
        jobs=(JobKind.OPEN,),
    )


def open_version(document: Document, _actor: Actor, _now: dt.datetime, command: Open) -> Change:
    """Accept the drafter's placed signature and hand over to the adjusters."""
    opened = replace(document, state=State.ADJUSTMENT)
    facts: dict[str, object] = {"pdf_sha256": document.pdf_sha256}
    if command.pdf_sha256 is not None and command.signed_at is not None:
        drafter = document.signatories_in(Role.DRAFTER)[0]
        opened = _with_signature(opened, drafter, command.pdf_sha256, command.signed_at)
        facts = _signature_facts(drafter, command.pdf_sha256, command.signed_at)
    return Change(
        document=opened,
        happenings=(Happening(act=Act.OPENED, facts=facts),),
        messages=_adjusters_turn(opened),
    )


def request_changes(document: Document, actor: Actor, now: dt.datetime, command: RequestChanges) -> Change:
    """Send the text back as the next version's draft."""
    comment = command.comment.replace("\r\n", "\n").strip()  # browsers count a line end as one
    if not comment:
        raise CommentMissing
    if len(comment) > LONGEST_COMMENT:
        raise CommentTooLong(length=len(comment), most=LONGEST_COMMENT)
    for signatory in document.signatories:
        if signatory.role is not Role.DRAFTER and signatory.authorisation is not None:
            raise VoidVersionNeeded(name=signatory.name)
    request = ChangeRequest(
        person_id=actor.person_id,
        name=actor.name,
        version=document.version,
        comment=comment,
        requested_at=now,
    )
    returned = replace(
        document,
        state=State.DRAFT,
        version=document.version + 1,
        content_sha256=None,
        revisions=(),
        signatories=tuple(replace(s, authorisation=None, signed_at=None) for s in document.signatories),
        change_requests=(*document.change_requests, request),
    )
    message = MessageOwed(
        kind=MessageKind.CHANGES_REQUESTED,
        person_id=document.drafter_id,
        facts={"by": actor.name, "comment": comment},
    )
    facts: dict[str, object] = {"comment": comment, "pdf_sha256": document.pdf_sha256}
    return Change(
        document=returned,
        happenings=(Happening(act=Act.CHANGES_REQUESTED, facts=facts),),
        messages=(message,),
    )


def authorise(document: Document, actor: Actor, now: dt.datetime, command: Sign) -> Change:
    """Record a signatory's order to sign what they were shown."""
    signatory = document.find_signatory(actor.person_id)
    if signatory is None:
        raise NotForYou
    if signatory.has_signed:
        raise AlreadySigned
    if signatory.is_pending:
        raise SignatureUnderWay
    if ahead := find_ahead(document, signatory):
        raise AnotherTurn(name=ahead.name)
    if command.shown_sha256 not in document.revisions:
        raise ShownIsNotCurrent
    authorised = replace(
        signatory,
        authorisation=Authorisation(
            shown_sha256=command.shown_sha256, authorised_at=now, authentication=command.authentication
        ),
    )
    facts: dict[str, object] = {
        "role": signatory.role.value,
        "shown_sha256": command.shown_sha256,
        "authentication": command.authentication.method,
    }
    return Change(
        document=_with_signatory(document, authorised),
        happenings=(Happening(act=Act.SIGNATURE_AUTHORISED, facts=facts),),
        jobs=(JobKind.SIGN,),
    )


def place_signature(document: Document, _actor: Actor, _now: dt.datetime, command: PlaceSignature) -> Change:
    """Accept one placed signature and hand over to whoever is next."""
    signatory = document.find_signatory(command.person_id)
    if signatory is None or not signatory.is_pending:
        raise NotNow
    signed = _with_signature(document, signatory, command.pdf_sha256, command.signed_at)
    placed = Happening(
        act=Act.SIGNATURE_PLACED, facts=_signature_facts(signatory, command.pdf_sha256, command.signed_at)
    )
    if not all(s.has_signed for s in signed.signatories_in(Role.ADJUSTER)):
        in_order = document.policy.adjuster_order is AdjusterOrder.IN_ORDER
        messages = _adjusters_turn(signed) if in_order else ()
        return Change(document=signed, happenings=(placed,), messages=messages)
    if not all(s.has_signed for s in signed.signatories_in(Role.CHAIR)):
        signed = replace(signed, state=State.COUNTERSIGNATURE)
        return Change(document=signed, happenings=(placed,), messages=_chairs_turn(signed))
    adjusted_at = max(s.signed_at for s in signed.signatories if s.signed_at is not None)
    adjusted = Happening(act=Act.ADJUSTED, facts={"adjusted_at": adjusted_at.isoformat()})
    return Change(
        document=replace(signed, state=State.SEALING, adjusted_at=adjusted_at),
        happenings=(placed, adjusted),
        jobs=(JobKind.SEAL,),
    )


def seal(document: Document, _actor: Actor, _now: dt.datetime, command: Seal) -> Change:
    """Accept the sealed PDF and freeze what the package is made of."""
    sealed = replace(
        document,
        state=State.ARCHIVING,
        revisions=(*document.revisions, command.pdf_sha256),
        sealed=command.sealed,
    )
    facts: dict[str, object] = {
        "pdf_sha256": command.pdf_sha256,
        "sealed_at": command.sealed.sealed_at.isoformat(),
    }
    return Change(
        document=sealed,
        happenings=(Happening(act=Act.SEALED, facts=facts),),
        jobs=(JobKind.ARCHIVE,),
    )


def archive(document: Document, _actor: Actor, now: dt.datetime, command: Archive) -> Change:
    """Record that the package stands in the archive, and tell those who took part."""
    people = dict.fromkeys([document.drafter_id, *(s.person_id for s in document.signatories)])
    messages = tuple(MessageOwed(kind=MessageKind.ARCHIVED, person_id=person, facts={}) for person in people)
    facts: dict[str, object] = {"package_sha256": command.package_sha256}
    return Change(
        document=replace(
            document, state=State.ARCHIVED, archived_at=now, package_sha256=command.package_sha256
        ),
        happenings=(Happening(act=Act.ARCHIVED, facts=facts),),
        messages=messages,
    )


def find_ahead(document: Document, signatory: Signatory) -> Signatory | None:
    """Return the adjuster who must have signed before this signatory may, or None."""
    if signatory.role is not Role.ADJUSTER or document.policy.adjuster_order is AdjusterOrder.PARALLEL:
        return None
    first = next((s for s in document.signatories_in(Role.ADJUSTER) if not s.has_signed), signatory)
    return None if first.person_id == signatory.person_id else first


def _with_signatory(document: Document, changed: Signatory) -> Document:
    signatories = tuple(changed if s.field_name == changed.field_name else s for s in document.signatories)
    return replace(document, signatories=signatories)


def _with_signature(document: Document, signatory: Signatory, sha256: str, at: dt.datetime) -> Document:
    signed = _with_signatory(document, replace(signatory, signed_at=at))
    return replace(signed, revisions=(*document.revisions, sha256))


def _signature_facts(signatory: Signatory, pdf_sha256: str, signed_at: dt.datetime) -> dict[str, object]:
    return {
        "name": signatory.name,
        "person_id": signatory.person_id,
        "role": signatory.role.value,
        "pdf_sha256": pdf_sha256,
        "signed_at": signed_at.isoformat(),
    }


def _adjusters_turn(document: Document) -> tuple[MessageOwed, ...]:
    waiting = [s for s in document.signatories_in(Role.ADJUSTER) if not s.has_signed]
    if document.policy.adjuster_order is AdjusterOrder.IN_ORDER:
        waiting = waiting[:1]
    return tuple(
        MessageOwed(kind=MessageKind.ADJUSTMENT_ASKED, person_id=s.person_id, facts={}) for s in waiting
    )


def _chairs_turn(document: Document) -> tuple[MessageOwed, ...]:
    return tuple(
        MessageOwed(kind=MessageKind.COUNTERSIGNATURE_ASKED, person_id=s.person_id, facts={})
        for s in document.signatories_in(Role.CHAIR)
    )
