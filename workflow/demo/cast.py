"""Who plays in the demonstration: taken from the minutes themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.errors import WorkflowError
from workflow.minutes import MinutesKind

if TYPE_CHECKING:
    import datetime as dt

    from workflow.minutes import Minutes
    from workflow.ports import Reader, Reading

_ROUNDS = 20


class DrafterMissing(WorkflowError):
    """The minutes do not say who wrote them, so the demonstration cannot be played."""


class AdjusterMissing(WorkflowError):
    """The minutes do not say who adjusts them, so the demonstration cannot be played."""


class ChairUnknown(WorkflowError):
    """The minutes do not say who chaired the meeting, so the demonstration cannot be played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people and the body of one demonstration. ``chair`` is None where nobody countersigns."""

    organisation: str
    body: str
    policy_name: str
    drafter: str
    adjusters: tuple[str, ...]
    chair: str | None
    registrar: str


def settled(reader: Reader, text: str, *, today: dt.date) -> Reading:
    """Return the reading of a text with every proposal accepted."""
    text = reader.normalised(text)
    for _ in range(_ROUNDS):
        reading = reader.read(text, today=today)
        proposals = [finding for finding in reading.findings if finding.edits]
        if not proposals:
            break
        text = reader.apply(text, proposals[0].edits)
    return reader.read(text, today=today)


def cast_of(minutes: Minutes) -> Cast:
    """Return who plays whom.

    Raises:
        WorkflowError: the minutes leave out somebody who must sign.
    """
    policy_name = _policy_of(minutes)
    if minutes.drafter is None:
        raise DrafterMissing
    if minutes.adjuster_election is None:
        raise AdjusterMissing
    chair = None
    if policy_name != "cooperation":
        if minutes.chair is None:
            raise ChairUnknown
        chair = minutes.chair.name
    return Cast(
        organisation=minutes.organisation or minutes.body,
        body=minutes.body,
        policy_name=policy_name,
        drafter=minutes.drafter,
        adjusters=minutes.adjuster_election.adjusters,
        chair=chair,
        registrar="Rut Ek",
    )


def _policy_of(minutes: Minutes) -> str:
    if minutes.countersigner is None:
        return "cooperation"
    return "municipal-board" if minutes.kind is MinutesKind.MINUTES else "cooperation-chair"
