"""People and messages of the in-memory database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fake_tables import Repository, Tables
from workflow.minutes.model import fold_name
from workflow.ports import ChangedMeanwhile, EmailTaken

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from workflow.ports import Account, Body, Message, Organisation, Session
    from workflow.procedure.model import Role


class FakePeople(Repository):
    def add_organisation(self, organisation: Organisation) -> None:
        self._unit.do(
            lambda tables: tables.organisations.update({organisation.organisation_id: organisation})
        )

    def add_body(self, body: Body) -> None:
        self._unit.do(lambda tables: tables.bodies.update({body.body_id: body}))

    def add_account(self, account: Account) -> None:
        def write(tables: Tables) -> None:
            if any(fold_name(a.email) == fold_name(account.email) for a in tables.accounts.values()):
                raise EmailTaken(email=account.email)
            tables.accounts[account.person_id] = account

        self._unit.do(write)

    def get_organisation(self, organisation_id: str) -> Organisation:
        return self._tables.organisations[organisation_id]

    def organisations(self) -> tuple[Organisation, ...]:
        return tuple(self._tables.organisations.values())

    def bodies(self, organisation_id: str) -> tuple[Body, ...]:
        return tuple(b for b in self._tables.bodies.values() if b.organisation_id == organisation_id)

    def find_body(self, body_id: str) -> Body | None:
        return self._tables.bodies.get(body_id)

    def find_account(self, person_id: str) -> Account | None:
        return self._tables.accounts.get(person_id)

    def find_by_email(self, email: str) -> Account | None:
        wanted = fold_name(email)
        return next((a for a in self._tables.accounts.values() if fold_name(a.email) == wanted), None)

    def named(self, organisation_id: str, name: str) -> tuple[Account, ...]:
        return self._accounts(organisation_id, lambda a: fold_name(a.name) == fold_name(name))

    def with_role(self, organisation_id: str, role: Role) -> tuple[Account, ...]:
        return self._accounts(organisation_id, lambda a: role in a.roles)

    def add_session(self, session: Session) -> None:
        self._unit.do(lambda tables: tables.sessions.update({session.token_sha256: session}))

    def find_session(self, token_sha256: str) -> Session | None:
        return self._tables.sessions.get(token_sha256)

    def end_session(self, token_sha256: str) -> None:
        def write(tables: Tables) -> None:
            tables.sessions.pop(token_sha256, None)

        self._unit.do(write)

    def _accounts(self, organisation_id: str, wanted: Callable[[Account], bool]) -> tuple[Account, ...]:
        own = (a for a in self._tables.accounts.values() if a.organisation_id == organisation_id)
        return tuple(filter(wanted, own))


class FakeMessages(Repository):
    def add(self, message: Message) -> bool:
        if message.message_id in self._tables.messages:
            return False

        def write(tables: Tables) -> None:
            if message.message_id in tables.messages:
                raise ChangedMeanwhile
            tables.messages[message.message_id] = message

        self._unit.do(write)
        return True

    def find(self, message_id: str) -> Message | None:
        return self._tables.messages.get(message_id)

    def mark_sent(self, message_id: str, *, now: dt.datetime) -> None:
        def write(tables: Tables) -> None:
            tables.messages[message_id] = replace(tables.messages[message_id], sent_at=now)

        self._unit.do(write)

    def to_person(self, person_id: str) -> tuple[Message, ...]:
        last_first = [m for m in self._tables.messages.values() if m.person_id == person_id][::-1]
        return tuple(sorted(last_first, key=lambda m: m.created_at, reverse=True))
