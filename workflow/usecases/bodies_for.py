"""A drafter sees the bodies they may start a document for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.procedure.model import Role
from workflow.procedure.refusals import NotForYou

if TYPE_CHECKING:
    from workflow.ports import Body
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services


def bodies_for(services: Services, actor: Actor) -> tuple[Body, ...]:
    """Return the bodies of the drafter's organisation, by name.

    Raises:
        NotForYou: the person is not a drafter.
    """
    if Role.DRAFTER not in actor.roles:
        raise NotForYou
    with services.open_unit() as unit:
        bodies = unit.people.bodies(actor.organisation_id)
    return tuple(sorted(bodies, key=lambda body: body.name))
