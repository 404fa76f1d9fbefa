"""Who must sign these minutes, by the minutes themselves and the body's policy.

An adjuster must have been elected at the meeting and present at it, and cannot
be the one who wrote the minutes. The chair of the meeting countersigns where
the policy says so.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from workflow.minutes.model import fold_name
from workflow.procedure.model import Role, Signatory
from workflow.procedure.refusals import (
    AdjusterNotPresent,
    BodyNamedOtherwise,
    ChairCannotAdjust,
    ChairMissing,
    DateMissing,
    DrafterCannotAdjust,
    DrafterCannotCountersign,
    DrafterNamedOtherwise,
    ItemsMissing,
    NoAccount,
    NoAdjusterElected,
    SameNameTwice,
    WrongNumberOfAdjusters,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workflow.minutes import Minutes
    from workflow.procedure.model import Actor
    from workflow.procedure.policy import AdjustmentPolicy


def signatories_for(
    minutes: Minutes,
    policy: AdjustmentPolicy,
    *,
    body: str,
    drafter: Actor,
    accounts_named: Callable[[str], Sequence[Actor]],
) -> tuple[Signatory, ...]:
    """Return everyone who must sign, in panel order, nothing authorised yet.

    ``body`` is the one that the document was started for; ``accounts_named``
    finds the organisation's accounts by a person's name.

    Raises:
        WorkflowError: the minutes cannot be submitted; the leaf says what is wrong.
    """
    verify_body(minutes, body)
    _verify_complete(minutes)
    _verify_drafter(minutes, drafter)
    signatories = []
    if policy.drafter_signs:
        signatories.append(_place(drafter, Role.DRAFTER, "drafter"))
    adjusters = _elected(minutes, policy, drafter)
    for number, name in enumerate(adjusters, start=1):
        account = _account(name, accounts_named)
        if account.person_id == drafter.person_id:
            raise DrafterCannotAdjust(name=name)
        signatories.append(_place(account, Role.ADJUSTER, f"adjuster-{number}"))
    if policy.chair_countersigns:
        chair = _account(_chair(minutes, adjusters), accounts_named)
        if chair.person_id == drafter.person_id:
            raise DrafterCannotCountersign(name=chair.name)
        signatories.append(_place(chair, Role.CHAIR, "chair"))
    return tuple(signatories)


def verify_body(minutes: Minutes, body: str) -> None:
    """Let minutes of this body pass, also where its name lost its å, ä and ö on the way.

    Raises:
        BodyNamedOtherwise: the minutes name another body.
    """
    named, wanted = fold_name(minutes.body), fold_name(body)
    if _without_marks(named) != _without_marks(wanted) and _ascii(named) != _ascii(wanted):
        raise BodyNamedOtherwise(name=minutes.body, body=body)


def _without_marks(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if letter.isalnum())


def _ascii(name: str) -> str:
    """Return what is left of a name whose other letters were lost, and all of it where hardly any is."""
    left = "".join(letter for letter in name if letter.isascii() and letter.isalnum())
    return left if 2 * len(left) > len(name) else name


def _verify_complete(minutes: Minutes) -> None:
    if minutes.meeting.date is None:
        raise DateMissing
    if not minutes.items:
        raise ItemsMissing


def _verify_drafter(minutes: Minutes, drafter: Actor) -> None:
    if minutes.drafter is not None and fold_name(minutes.drafter) != fold_name(drafter.name):
        raise DrafterNamedOtherwise(name=minutes.drafter, you=drafter.name)


def _elected(minutes: Minutes, policy: AdjustmentPolicy, drafter: Actor) -> tuple[str, ...]:
    adjusters = minutes.adjuster_election.adjusters if minutes.adjuster_election else ()
    if not adjusters and policy.adjusters_min > 0:
        raise NoAdjusterElected
    distinct = {fold_name(name) for name in adjusters}
    if len(distinct) != len(adjusters) or not policy.adjusters_min <= len(adjusters) <= policy.adjusters_max:
        raise WrongNumberOfAdjusters(
            found=len(distinct), least=policy.adjusters_min, most=policy.adjusters_max
        )
    for name in adjusters:
        if fold_name(name) == fold_name(drafter.name):
            raise DrafterCannotAdjust(name=name)
        if minutes.find_attendee(name) is None:
            raise AdjusterNotPresent(name=name)
    return adjusters


def _chair(minutes: Minutes, adjusters: tuple[str, ...]) -> str:
    if minutes.chair is None:
        raise ChairMissing
    if fold_name(minutes.chair.name) in {fold_name(name) for name in adjusters}:
        raise ChairCannotAdjust(name=minutes.chair.name)
    return minutes.chair.name


def _account(name: str, accounts_named: Callable[[str], Sequence[Actor]]) -> Actor:
    found = accounts_named(name)
    if not found:
        raise NoAccount(name=name)
    if len(found) > 1:
        raise SameNameTwice(name=name)
    return found[0]


def _place(account: Actor, role: Role, field_name: str) -> Signatory:
    return Signatory(person_id=account.person_id, name=account.name, role=role, field_name=field_name)
