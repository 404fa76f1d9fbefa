"""A signatory sends the text back to the drafter, with what should be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.procedure.commands import RequestChanges
from workflow.usecases.carrying import carry_command

if TYPE_CHECKING:
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services


def request_changes(services: Services, actor: Actor, document_id: str, *, comment: str) -> None:
    """Return the document to draft, as the next version.

    Raises:
        VoidVersionNeeded: somebody has already signed this version.
        WorkflowError: refused for another reason; nothing has changed.
    """
    carry_command(services, actor, document_id, RequestChanges(comment=comment))
