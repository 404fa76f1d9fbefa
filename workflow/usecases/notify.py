"""A worker tells a person whose turn it is, once per fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.language import get_language
from workflow.procedure.change import MessageKind
from workflow.procedure.model import State
from workflow.usecases.notices import write_notice
from workflow.usecases.working import finish

if TYPE_CHECKING:
    from workflow.ports import Job, Message
    from workflow.procedure.model import Document
    from workflow.usecases.services import WorkerServices

_TURNS = {
    MessageKind.ADJUSTMENT_ASKED: State.ADJUSTMENT,
    MessageKind.COUNTERSIGNATURE_ASKED: State.COUNTERSIGNATURE,
}
"""Messages that ask for something, and the state in which it can be done; the others tell what happened."""


def perform(services: WorkerServices, job: Job) -> None:
    """Send the message that the job is about, unless it asks for what is no longer to be done.

    The database knows each fact once and the message id never changes; killed
    between the hand-over and our commit, the same message can go out twice.

    Raises:
        ServiceError: the message could not be handed over now.
    """
    with services.open_unit() as unit:
        message = unit.messages.find(job.subject)
        document = unit.documents.find(job.document_id)
        account = unit.people.find_account(message.person_id) if message else None
    if message is None or document is None or account is None or message.sent_at is not None:
        finish(services, job)
        return
    if _is_stale(message, document):
        finish(services, job)
        return
    notice = write_notice(
        message,
        document,
        name=account.name,
        language=get_language(account.language),
        public_url=services.public_url,
    )
    services.mailer.send(
        message_id=message.message_id, to=account.email, subject=notice.subject, body=notice.body
    )
    now = services.clock.now()
    with services.open_unit() as unit:
        unit.messages.mark_sent(message.message_id, now=now)
        unit.jobs.finish(job, now=now)
        unit.commit()


def _is_stale(message: Message, document: Document) -> bool:
    """Whether the person is asked to do what they have done, or what nobody can do any more."""
    turn = _TURNS.get(message.kind)
    if turn is None:
        return False
    signatory = document.find_signatory(message.person_id)
    waiting = signatory is not None and signatory.authorisation is None
    return document.version != message.version or document.state is not turn or not waiting
