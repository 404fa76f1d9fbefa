"""The field's own words for roles, states and kinds, as msgids to translate.

Only marks: ``Language.gettext`` turns them into what a person reads.
"""

from __future__ import annotations

from workflow.minutes import MinutesKind
from workflow.procedure.model import Role, State

STATES: dict[State, str] = {
    State.DRAFT: "Draft",
    State.OPENING: "Being submitted",
    State.ADJUSTMENT: "Adjustment",
    State.COUNTERSIGNATURE: "Countersignature",
    State.SEALING: "Being sealed",
    State.ARCHIVING: "Being archived",
    State.ARCHIVED: "Archived",
}

ROLES: dict[Role, str] = {
    Role.DRAFTER: "Drafter",
    Role.ADJUSTER: "Adjuster",
    Role.CHAIR: "Chair",
    Role.REGISTRAR: "Registrar",
}

KINDS: dict[MinutesKind, str] = {
    MinutesKind.MINUTES: "Minutes",
    MinutesKind.NOTES: "Meeting notes",
}
