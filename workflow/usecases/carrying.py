"""Carry one command of a person through: load, decide, save, commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.ports import ChangedMeanwhile
from workflow.procedure.refusals import NoSuchDocument
from workflow.procedure.table import decide
from workflow.usecases.recording import record

if TYPE_CHECKING:
    from workflow.procedure.commands import Command
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services

_TRIES = 5


def carry_command(services: Services, actor: Actor, document_id: str, command: Command) -> None:
    """Decide a command on the document as it is now, and save what it leads to.

    Two people may act at the same instant: the slower one decides again on
    what the faster one left.

    Raises:
        WorkflowError: refused; nothing has changed.
    """
    for _ in range(_TRIES - 1):
        try:
            _carry_once(services, actor, document_id, command)
        except ChangedMeanwhile:
            continue
        return
    _carry_once(services, actor, document_id, command)


def _carry_once(services: Services, actor: Actor, document_id: str, command: Command) -> None:
    now = services.clock.now()
    with services.open_unit() as unit:
        document = unit.documents.find(document_id)
        if document is None:
            raise NoSuchDocument
        change = decide(document, command, actor=actor, now=now)
        record(unit, change, actor=actor, version=document.version, now=now)
        unit.commit()
