"""What has been and is to be told to people: one row a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from workflow.ports.records import Message
from workflow.records.tables import MESSAGES

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import RowMapping

    from workflow.records.transaction import Transaction


class DatabaseMessages:
    """The table of messages."""

    def __init__(self, transaction: Transaction) -> None:
        """Speak through this transaction."""
        self._transaction = transaction

    def add(self, message: Message) -> bool:
        """Store a message; False (and nothing stored) when this fact is already there."""
        row = {column.name: getattr(message, column.name) for column in MESSAGES.columns}
        insert = self._transaction.insert(MESSAGES).values(row)
        new = insert.on_conflict_do_nothing(index_elements=[MESSAGES.c.message_id])
        return self._transaction.first(new.returning(MESSAGES.c.message_id)) is not None

    def find(self, message_id: str) -> Message | None:
        """Return the message, or None."""
        row = self._transaction.first(select(MESSAGES).where(MESSAGES.c.message_id == message_id))
        return None if row is None else _message(row)

    def mark_sent(self, message_id: str, *, now: dt.datetime) -> None:
        """Record when the message was sent; the first time stands."""
        unsent = (MESSAGES.c.message_id == message_id) & MESSAGES.c.sent_at.is_(None)
        self._transaction.run(update(MESSAGES).where(unsent).values(sent_at=now))

    def to_person(self, person_id: str) -> tuple[Message, ...]:
        """Return a person's messages, newest first."""
        theirs = select(MESSAGES).where(MESSAGES.c.person_id == person_id)
        newest_first = (MESSAGES.c.created_at.desc(), MESSAGES.c.message_id.desc())
        return tuple(_message(row) for row in self._transaction.rows(theirs.order_by(*newest_first)))


def _message(row: RowMapping) -> Message:
    return Message(**row)
