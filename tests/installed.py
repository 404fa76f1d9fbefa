"""The fixed cast with accounts of their own, set up through the use cases in any services.

Helga drafts, Cia and Didrik adjust, Camilla chairs, Rut is registrar; Otto is
drafter and registrar of another organisation and must never get in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.procedure.model import Role
from workflow.usecases.jobs import perform, take
from workflow.usecases.set_up import add_account, add_body, add_organisation

if TYPE_CHECKING:
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services, WorkerServices

PASSWORD = "a long password for tests"

DRAFT = """\
Ledningsgruppen 2026-05-04
Present: Cia Cedergren; Didrik Dahl; Helga Holm; Camilla Brodin, chair
Adjusters: Cia Cedergren
Drafter: Helga Holm
1. Opening
Camilla Brodin opens the meeting.
2. Budget
The group decides on the budget.
"""
"""Minutes in ``FakeReader``'s format that can be submitted as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Ids and actors of everybody, and two bodies of their organisation.

    ``body_id`` has the policy cooperation, ``board_id`` municipal-board.
    """

    organisation_id: str
    body_id: str
    board_id: str
    others_body_id: str
    helga: Actor
    cia: Actor
    didrik: Actor
    camilla: Actor
    rut: Actor
    otto: Actor

    def email(self, actor: Actor) -> str:
        """Return the address an actor logs in with."""
        return _email(actor.name)


def assemble(services: Services) -> Cast:
    """Set up both organisations with their bodies and people."""
    own = add_organisation(services, name="Södra samverkan")
    others = add_organisation(services, name="Norra samverkan")
    return Cast(
        organisation_id=own,
        body_id=_body(services, own, "Ledningsgruppen", "LG", "cooperation"),
        board_id=_body(services, own, "Kommunstyrelsen", "KS", "municipal-board"),
        others_body_id=_body(services, others, "Nämnden", "N", "cooperation"),
        helga=_person(services, own, "Helga Holm", Role.DRAFTER),
        cia=_person(services, own, "Cia Cedergren"),
        didrik=_person(services, own, "Didrik Dahl"),
        camilla=_person(services, own, "Camilla Brodin"),
        rut=_person(services, own, "Rut Rask", Role.REGISTRAR),
        otto=_person(services, others, "Otto Obehörig", Role.DRAFTER, Role.REGISTRAR),
    )


def work_until_idle(services: WorkerServices) -> int:
    """Perform every due job as a worker would, until none is left; return how many.

    Raises:
        JusteraError: whatever the first failing job raised; its lease is kept.
    """
    performed = 0
    while True:
        now = services.clock.now()
        with services.open_unit() as unit:
            due = unit.jobs.publishable(now=now, limit=100)
        if not due:
            return performed
        for job in due:
            taken = take(services, job.job_id, owner="the test")
            if taken is not None:
                perform(services, taken)
                performed += 1


def _body(services: Services, organisation_id: str, name: str, short_name: str, policy_name: str) -> str:
    return add_body(
        services,
        organisation_id=organisation_id,
        name=name,
        short_name=short_name,
        policy_name=policy_name,
    )


def _person(services: Services, organisation_id: str, name: str, *roles: Role) -> Actor:
    person_id = add_account(
        services,
        organisation_id=organisation_id,
        name=name,
        email=_email(name),
        password=PASSWORD,
        roles=frozenset(roles),
    )
    with services.open_unit() as unit:
        account = unit.people.find_account(person_id)
    assert account is not None
    return account.actor


def _email(name: str) -> str:
    return name.split(maxsplit=1)[0].lower() + "@example.org"
