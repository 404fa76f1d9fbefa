"""A signatory orders their signature on exactly the bytes they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.procedure.commands import Sign
from workflow.usecases.carrying import carry_command

if TYPE_CHECKING:
    from workflow.procedure.model import Actor, Authentication
    from workflow.usecases.services import Services


def sign(
    services: Services,
    actor: Actor,
    document_id: str,
    *,
    shown_sha256: str,
    authentication: Authentication,
) -> None:
    """Record the authorisation; a worker places the signature.

    Raises:
        ShownIsNotCurrent: the document is no longer what was shown.
        WorkflowError: refused for another reason; nothing has changed.
    """
    carry_command(
        services, actor, document_id, Sign(shown_sha256=shown_sha256, authentication=authentication)
    )
