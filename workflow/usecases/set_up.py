"""Start an organisation: its name, its bodies, its people."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from workflow.errors import WorkflowError
from workflow.ports import Account, Body, Organisation, is_address
from workflow.procedure.policy import get_policy
from workflow.usecases.log_in import LONGEST_PASSWORD

if TYPE_CHECKING:
    from workflow.procedure.model import Role
    from workflow.usecases.services import Services


class NotAnAddress(WorkflowError):
    """%(email)s is not an e-mail address. No account has been made."""


class PasswordTooLong(WorkflowError):
    """The password has more than %(most)s characters. No account has been made."""


def add_organisation(services: Services, *, name: str) -> str:
    """Store an organisation; return its id."""
    organisation = Organisation(organisation_id=uuid4().hex, name=name)
    with services.open_unit() as unit:
        unit.people.add_organisation(organisation)
        unit.commit()
    return organisation.organisation_id


def add_body(
    services: Services, *, organisation_id: str, name: str, short_name: str, policy_name: str
) -> str:
    """Store a body; return its id.

    Raises:
        UnknownPolicy: no such adjustment policy.
    """
    body = Body(
        body_id=uuid4().hex,
        organisation_id=organisation_id,
        name=name,
        short_name=short_name,
        policy_name=get_policy(policy_name).name,
    )
    with services.open_unit() as unit:
        unit.people.add_body(body)
        unit.commit()
    return body.body_id


def add_account(
    services: Services,
    *,
    organisation_id: str,
    name: str,
    email: str,
    password: str,
    roles: frozenset[Role] = frozenset(),
    language: str = "sv",
) -> str:
    """Store an account; return the person's opaque id.

    Raises:
        NotAnAddress: nobody can be written to there.
        PasswordTooLong: it could not be used to log in.
        EmailTaken: the address belongs to another account.
    """
    if not is_address(email):
        raise NotAnAddress(email=repr(email[:100]))
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooLong(most=LONGEST_PASSWORD)
    account = Account(
        person_id=uuid4().hex,
        organisation_id=organisation_id,
        name=name,
        email=email,
        language=language,
        roles=roles,
        password=services.passwords.hashed(password),
    )
    with services.open_unit() as unit:
        unit.people.add_account(account)
        unit.commit()
    return account.person_id
