"""A drafter starts a document for one of the organisation's bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from workflow.errors import WorkflowError
from workflow.ports import Draft
from workflow.procedure.change import Act, Happening
from workflow.procedure.eligibility import verify_body
from workflow.procedure.model import Document, Role
from workflow.procedure.policy import get_policy
from workflow.procedure.refusals import NoSuchDocument, NotForYou
from workflow.usecases.recording import next_entries

if TYPE_CHECKING:
    import datetime as dt

    from workflow.ports import Body
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services


def create_document(services: Services, actor: Actor, *, body_id: str, text: str) -> str:
    """Store a new document with its draft text; return its id.

    Raises:
        NotForYou: the person is not a drafter.
        NoSuchDocument: no such body in the person's organisation.
        BodyNamedOtherwise: the text can be read, and is of another body.
    """
    if Role.DRAFTER not in actor.roles:
        raise NotForYou
    now = services.clock.now()
    with services.open_unit() as unit:
        body = unit.people.find_body(body_id)
        if body is None or body.organisation_id != actor.organisation_id:
            raise NoSuchDocument
    text = services.reader.normalised(text)
    _verify_body(services, text, body, today=now.date())
    with services.open_unit() as unit:
        document = Document(
            document_id=uuid4().hex,
            organisation_id=actor.organisation_id,
            organisation=unit.people.get_organisation(actor.organisation_id).name,
            body=body.name,
            reference=unit.documents.next_reference(body, now.year),
            drafter_id=actor.person_id,
            drafter_name=actor.name,
            policy=get_policy(body.policy_name),
            created_at=now,
        )
        unit.documents.add(document)
        unit.drafts.add(Draft(document_id=document.document_id, text=text, changed_at=now))
        created = Happening(act=Act.CREATED, facts={"reference": document.reference, "body": body.name})
        for entry in next_entries([created], document.document_id, None, actor=actor, version=1, now=now):
            unit.trail.append(entry)
        unit.commit()
    return document.document_id


def _verify_body(services: Services, text: str, body: Body, *, today: dt.date) -> None:
    try:
        minutes = services.reader.read(text, today=today).minutes
    except WorkflowError:
        return  # Not readable as minutes yet: the draft says why, and the body is asked for at the preview.
    verify_body(minutes, body.name)
