"""Who may see and do what. One table; every page, download and command asks it.

Being from another organisation is answered as if the document did not exist.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from workflow.procedure.model import Role, State
from workflow.procedure.refusals import NoSuchDocument, NotForYou, NotNow

if TYPE_CHECKING:
    from workflow.procedure.model import Actor, Document


class Action(StrEnum):
    """What can be done with a document."""

    VIEW = "view"
    """See that it exists, where it is and who has signed."""
    READ = "read"
    """Read the frozen text, the PDF and the history, which holds what was asked to be changed."""
    EDIT = "edit"
    SUBMIT = "submit"
    REQUEST_CHANGES = "request_changes"
    SIGN = "sign"
    RETRIEVE = "retrieve"
    """Fetch the archived package."""
    WORK = "work"
    """What only the service itself does."""


class Relation(StrEnum):
    """What a person is to a document."""

    DRAFTER = "drafter"
    ADJUSTER = "adjuster"
    CHAIR = "chair"
    REGISTRAR = "registrar"
    SERVICE = "service"


_ALL = frozenset(State)
_FROZEN = _ALL - {State.DRAFT, State.OPENING}
_FINISHED = frozenset({State.ARCHIVED})

#: action -> relation -> the states in which it is allowed.
ACCESS: dict[Action, dict[Relation, frozenset[State]]] = {
    Action.VIEW: {
        Relation.DRAFTER: _ALL,
        Relation.ADJUSTER: _ALL,
        Relation.CHAIR: _ALL,
        Relation.REGISTRAR: _ALL - {State.DRAFT},
    },
    Action.READ: {
        Relation.DRAFTER: _ALL,
        Relation.ADJUSTER: _FROZEN,
        Relation.CHAIR: _FROZEN,
        Relation.REGISTRAR: _FINISHED,
    },
    Action.EDIT: {Relation.DRAFTER: frozenset({State.DRAFT})},
    Action.SUBMIT: {Relation.DRAFTER: frozenset({State.DRAFT})},
    Action.REQUEST_CHANGES: {
        Relation.ADJUSTER: frozenset({State.ADJUSTMENT}),
        Relation.CHAIR: frozenset({State.COUNTERSIGNATURE}),
    },
    Action.SIGN: {
        Relation.ADJUSTER: frozenset({State.ADJUSTMENT}),
        Relation.CHAIR: frozenset({State.COUNTERSIGNATURE}),
    },
    Action.RETRIEVE: {
        Relation.DRAFTER: _FINISHED,
        Relation.ADJUSTER: _FINISHED,
        Relation.CHAIR: _FINISHED,
        Relation.REGISTRAR: _FINISHED,
    },
    Action.WORK: {Relation.SERVICE: _ALL},
}

SERVICE_ID = "service"
"""The person id under which workers act."""


def relations(actor: Actor, document: Document) -> frozenset[Relation]:
    """Return everything this person is to the document; empty for an outsider."""
    if actor.person_id == SERVICE_ID:
        return frozenset({Relation.SERVICE})
    if actor.organisation_id != document.organisation_id:
        return frozenset()
    found = {Relation(s.role.value) for s in document.signatories if s.person_id == actor.person_id}
    found.discard(Relation.DRAFTER)
    if actor.person_id == document.drafter_id:
        found.add(Relation.DRAFTER)
    if Role.REGISTRAR in actor.roles:
        found.add(Relation.REGISTRAR)
    return frozenset(found)


def may(actor: Actor, action: Action, document: Document) -> bool:
    """Whether the person may do this with the document as it is now."""
    allowed = ACCESS[action]
    return any(document.state in allowed.get(relation, ()) for relation in relations(actor, document))


def verify_may(actor: Actor, action: Action, document: Document) -> None:
    """Let an allowed action pass.

    Raises:
        NoSuchDocument: the person may not even know of the document.
        NotForYou: the person may see the document, but not do this.
    """
    if may(actor, action, document):
        return
    if may(actor, Action.VIEW, document):
        raise NotForYou
    raise NoSuchDocument


def verify_may_now(actor: Actor, action: Action, document: Document) -> None:
    """Let an allowed action pass, and tell a wrong moment from a wrong person.

    Raises:
        NotNow: the person may do this with the document, but in another state.
        NoSuchDocument: the person may not even know of the document.
        NotForYou: the person may see the document, but never do this.
    """
    if has_ever(actor, action, document) and not may(actor, action, document):
        raise NotNow
    verify_may(actor, action, document)


def has_ever(actor: Actor, action: Action, document: Document) -> bool:
    """Whether the person may do this with the document in some state."""
    return any(ACCESS[action].get(relation) for relation in relations(actor, document))
