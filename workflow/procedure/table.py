"""The one table that moves documents.

``TABLE`` says which command is possible in which state; ``access.ACCESS`` says
for whom. ``decide`` asks both, then the command's guard, and returns the new
document with what happened, the jobs that are now owed and the messages to
send. It changes nothing itself: a refusal is an exception, and the document it
was given is as before.

    draft -- Submit --> opening -- Open --> adjustment -- PlaceSignature (last adjuster) -->
    countersignature (where the policy has it) -- PlaceSignature (chair) --> sealing
    -- Seal --> archiving -- Archive --> archived

``RequestChanges`` leads from adjustment and countersignature back to draft, as
the next version, as long as no adjuster or chair has signed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workflow.procedure import effects
from workflow.procedure.access import verify_may_now
from workflow.procedure.commands import (
    Archive,
    Command,
    Open,
    PlaceSignature,
    RequestChanges,
    Seal,
    Sign,
    Submit,
)
from workflow.procedure.model import State
from workflow.procedure.refusals import NotNow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from workflow.procedure.change import Change
    from workflow.procedure.model import Actor, Document


@dataclass(frozen=True, slots=True)
class Transition:
    """What a command does in one state, and every state it can lead to."""

    effect: Callable[..., Change]
    """Called with (document, actor, now, command); the command is of the row's type."""
    leads_to: tuple[State, ...]


TABLE: dict[State, dict[type[Command], Transition]] = {
    State.DRAFT: {
        Submit: Transition(effects.submit, (State.OPENING,)),
    },
    State.OPENING: {
        Open: Transition(effects.open_version, (State.ADJUSTMENT,)),
    },
    State.ADJUSTMENT: {
        RequestChanges: Transition(effects.request_changes, (State.DRAFT,)),
        Sign: Transition(effects.authorise, (State.ADJUSTMENT,)),
        PlaceSignature: Transition(
            effects.place_signature, (State.ADJUSTMENT, State.COUNTERSIGNATURE, State.SEALING)
        ),
    },
    State.COUNTERSIGNATURE: {
        RequestChanges: Transition(effects.request_changes, (State.DRAFT,)),
        Sign: Transition(effects.authorise, (State.COUNTERSIGNATURE,)),
        PlaceSignature: Transition(effects.place_signature, (State.COUNTERSIGNATURE, State.SEALING)),
    },
    State.SEALING: {
        Seal: Transition(effects.seal, (State.ARCHIVING,)),
    },
    State.ARCHIVING: {
        Archive: Transition(effects.archive, (State.ARCHIVED,)),
    },
    State.ARCHIVED: {},
}


def decide(document: Document, command: Command, *, actor: Actor, now: dt.datetime) -> Change:
    """Return what the command changes.

    Raises:
        WorkflowError: refused; the leaf says why. Nothing has changed.
    """
    verify_may_now(actor, command.action, document)
    transition = TABLE[document.state].get(type(command))
    if transition is None:
        raise NotNow
    change = transition.effect(document, actor, now, command)
    return replace(change, document=replace(change.document, lock=document.lock + 1))
