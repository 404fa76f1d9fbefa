"""A person reads what they have been told, in the words of the e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.procedure.access import Action, may

if TYPE_CHECKING:
    from workflow.ports import Message
    from workflow.procedure.model import Actor, Document
    from workflow.usecases.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMessage:
    """A message and the document it is about, as that is now."""

    message: Message
    document: Document


def messages_of(services: Services, actor: Actor) -> tuple[ReceivedMessage, ...]:
    """Return a person's messages about documents they may still see, newest first."""
    with services.open_unit() as unit:
        messages = unit.messages.to_person(actor.person_id)
        documents = {m.document_id: unit.documents.find(m.document_id) for m in messages}
    received = []
    for message in messages:
        document = documents[message.document_id]
        if document is not None and may(actor, Action.VIEW, document):
            received.append(ReceivedMessage(message=message, document=document))
    return tuple(received)
