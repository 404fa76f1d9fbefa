"""Organisations, bodies, accounts and sessions."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from workflow.minutes.model import fold_name
from workflow.ports.errors import EmailTaken
from workflow.ports.people import Account, Body, Organisation, Session
from workflow.procedure.model import Role
from workflow.records.errors import OrganisationMissing
from workflow.records.tables import ACCOUNT_ROLES, ACCOUNTS, BODIES, ORGANISATIONS, SESSIONS

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, RowMapping

    from workflow.records.transaction import Transaction


class DatabasePeople:
    """The tables of who there is."""

    def __init__(self, transaction: Transaction) -> None:
        """Speak through this transaction."""
        self._transaction = transaction

    def add_organisation(self, organisation: Organisation) -> None:
        """Store an organisation."""
        row = {"organisation_id": organisation.organisation_id, "name": organisation.name}
        self._transaction.run(self._transaction.insert(ORGANISATIONS).values(row))

    def add_body(self, body: Body) -> None:
        """Store a body of a stored organisation."""
        row = {column.name: getattr(body, column.name) for column in BODIES.columns}
        self._transaction.run(self._transaction.insert(BODIES).values(row))

    def add_account(self, account: Account) -> None:
        """Store an account of a stored organisation.

        Raises:
            EmailTaken: the address belongs to another account; the unit can go on.
        """
        insert = self._transaction.insert(ACCOUNTS).values(
            person_id=account.person_id,
            organisation_id=account.organisation_id,
            name=account.name,
            name_folded=fold_name(account.name),
            email=account.email,
            email_folded=fold_name(account.email),
            language=account.language,
            password=account.password,
        )
        new = insert.on_conflict_do_nothing(index_elements=[ACCOUNTS.c.email_folded])
        if self._transaction.first(new.returning(ACCOUNTS.c.person_id)) is None:
            raise EmailTaken(email=account.email)
        if account.roles:
            rows = [{"person_id": account.person_id, "role": role} for role in account.roles]
            self._transaction.run(self._transaction.insert(ACCOUNT_ROLES).values(rows))

    def get_organisation(self, organisation_id: str) -> Organisation:
        """Return the organisation.

        Raises:
            OrganisationMissing: there is none of that id.
        """
        wanted = select(ORGANISATIONS).where(ORGANISATIONS.c.organisation_id == organisation_id)
        row = self._transaction.first(wanted)
        if row is None:
            raise OrganisationMissing(organisation_id=organisation_id)
        return Organisation(**row)

    def organisations(self) -> tuple[Organisation, ...]:
        """Return every organisation, by name."""
        rows = self._transaction.rows(select(ORGANISATIONS).order_by(ORGANISATIONS.c.name))
        return tuple(Organisation(**row) for row in rows)

    def bodies(self, organisation_id: str) -> tuple[Body, ...]:
        """Return the bodies of an organisation, by name."""
        theirs = select(BODIES).where(BODIES.c.organisation_id == organisation_id)
        return tuple(Body(**row) for row in self._transaction.rows(theirs.order_by(BODIES.c.name)))

    def find_body(self, body_id: str) -> Body | None:
        """Return the body, or None."""
        row = self._transaction.first(select(BODIES).where(BODIES.c.body_id == body_id))
        return None if row is None else Body(**row)

    def find_account(self, person_id: str) -> Account | None:
        """Return the account, or None."""
        return next(iter(self._accounts(ACCOUNTS.c.person_id == person_id)), None)

    def find_by_email(self, email: str) -> Account | None:
        """Return the account with this address, whatever its case."""
        return next(iter(self._accounts(ACCOUNTS.c.email_folded == fold_name(email))), None)

    def named(self, organisation_id: str, name: str) -> tuple[Account, ...]:
        """Return the accounts whose name equals ``name`` apart from case and spacing."""
        same_name = ACCOUNTS.c.name_folded == fold_name(name)
        return self._accounts((ACCOUNTS.c.organisation_id == organisation_id) & same_name)

    def with_role(self, organisation_id: str, role: Role) -> tuple[Account, ...]:
        """Return the accounts of an organisation that hold a role, by name."""
        holders = select(ACCOUNT_ROLES.c.person_id).where(ACCOUNT_ROLES.c.role == role)
        theirs = ACCOUNTS.c.organisation_id == organisation_id
        return self._accounts(theirs & ACCOUNTS.c.person_id.in_(holders))

    def add_session(self, session: Session) -> None:
        """Store a session of a stored account."""
        row = {column.name: getattr(session, column.name) for column in SESSIONS.columns}
        self._transaction.run(self._transaction.insert(SESSIONS).values(row))

    def find_session(self, token_sha256: str) -> Session | None:
        """Return the session, expired or not, or None."""
        row = self._transaction.first(select(SESSIONS).where(SESSIONS.c.token_sha256 == token_sha256))
        return None if row is None else Session(**row)

    def end_session(self, token_sha256: str) -> None:
        """Forget the session, if there is one."""
        self._transaction.run(delete(SESSIONS).where(SESSIONS.c.token_sha256 == token_sha256))

    def _accounts(self, condition: ColumnElement[bool]) -> tuple[Account, ...]:
        mine = ACCOUNT_ROLES.c.person_id == ACCOUNTS.c.person_id
        roles = select(func.aggregate_strings(ACCOUNT_ROLES.c.role, " ")).where(mine)
        accounts = select(ACCOUNTS, roles.scalar_subquery().label("roles")).where(condition)
        rows = self._transaction.rows(accounts.order_by(ACCOUNTS.c.name_folded, ACCOUNTS.c.person_id))
        return tuple(_account(row) for row in rows)


def _account(row: RowMapping) -> Account:
    plain = {field.name: row[field.name] for field in fields(Account)}
    roles = frozenset(Role(word) for word in (row["roles"] or "").split())
    return Account(**{**plain, "roles": roles})
