"""The append-only audit entries. The triggers that keep them so stand in the migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from workflow.audit import Entry
from workflow.records.tables import AUDIT_ENTRIES

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from workflow.records.transaction import Transaction


class DatabaseTrail:
    """The table of audit entries."""

    def __init__(self, transaction: Transaction) -> None:
        """Speak through this transaction."""
        self._transaction = transaction

    def append(self, entry: Entry) -> None:
        """Store the next entry of a document's trail.

        Raises:
            ChangedMeanwhile: another entry already has that sequence number.
            DatabaseRefused: it leaves a gap, or does not continue the chain.
        """
        self._transaction.run(self._transaction.insert(AUDIT_ENTRIES).values(entry.to_json()))

    def last(self, document_id: str) -> Entry | None:
        """Return the newest entry of a document, or None."""
        entries = select(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.document_id == document_id)
        row = self._transaction.first(entries.order_by(AUDIT_ENTRIES.c.sequence.desc()).limit(1))
        return None if row is None else _entry(row)

    def of(self, document_id: str) -> tuple[Entry, ...]:
        """Return a document's entries, oldest first."""
        entries = select(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.document_id == document_id)
        rows = self._transaction.rows(entries.order_by(AUDIT_ENTRIES.c.sequence))
        return tuple(_entry(row) for row in rows)


def _entry(row: RowMapping) -> Entry:
    return Entry(**row)
