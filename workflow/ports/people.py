"""Organisations, bodies, accounts and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from workflow.procedure.model import Actor

if TYPE_CHECKING:
    import datetime as dt

    from workflow.procedure.model import Role


class Passwords(Protocol):
    """Keeps and checks passwords without knowing them."""

    def hashed(self, password: str) -> str:
        """Return what may be stored."""
        ...

    def is_right(self, stored: str, password: str) -> bool:
        """Whether the password is the one that was stored."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's account in one organisation.

    ``roles`` are drafter and registrar; adjuster and chair come from each
    document. ``language`` is ``sv`` or ``en``. ``email`` is also the login.
    """

    person_id: str
    organisation_id: str
    name: str
    email: str
    language: str
    roles: frozenset[Role]
    password: str

    @property
    def actor(self) -> Actor:
        """The account as the procedure knows it."""
        return Actor(
            person_id=self.person_id,
            name=self.name,
            organisation_id=self.organisation_id,
            roles=self.roles,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who owns bodies, accounts and documents, and seals."""

    organisation_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body whose minutes are adjusted; ``short_name`` begins its references ("KS")."""

    body_id: str
    organisation_id: str
    name: str
    short_name: str
    policy_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A person logged in on one device. ``token_sha256`` is of the cookie's random token."""

    token_sha256: str
    person_id: str
    authenticated_at: dt.datetime
    expires_at: dt.datetime


class People(Protocol):
    """Organisations, bodies, accounts and sessions."""

    def add_organisation(self, organisation: Organisation) -> None: ...  # noqa: D102
    def add_body(self, body: Body) -> None: ...  # noqa: D102
    def add_account(self, account: Account) -> None:
        """Store an account.

        Raises:
            EmailTaken: the address belongs to another account.
        """
        ...

    def get_organisation(self, organisation_id: str) -> Organisation: ...  # noqa: D102
    def organisations(self) -> tuple[Organisation, ...]: ...  # noqa: D102
    def bodies(self, organisation_id: str) -> tuple[Body, ...]: ...  # noqa: D102
    def find_body(self, body_id: str) -> Body | None: ...  # noqa: D102
    def find_account(self, person_id: str) -> Account | None: ...  # noqa: D102
    def find_by_email(self, email: str) -> Account | None:
        """Return the account with this address, whatever its case."""
        ...

    def named(self, organisation_id: str, name: str) -> tuple[Account, ...]:
        """Return the accounts whose name equals ``name`` apart from case and spacing."""
        ...

    def with_role(self, organisation_id: str, role: Role) -> tuple[Account, ...]: ...  # noqa: D102
    def add_session(self, session: Session) -> None: ...  # noqa: D102
    def find_session(self, token_sha256: str) -> Session | None: ...  # noqa: D102
    def end_session(self, token_sha256: str) -> None: ...  # noqa: D102
