"""The drafters' working text, by compare-and-set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from workflow.ports.records import Draft, Preview
from workflow.procedure.refusals import NoSuchDocument
from workflow.records.plain import from_plain, to_plain
from workflow.records.tables import DRAFTS

if TYPE_CHECKING:
    from workflow.records.transaction import Transaction


class DatabaseDrafts:
    """The table of drafts."""

    def __init__(self, transaction: Transaction) -> None:
        """Speak through this transaction."""
        self._transaction = transaction

    def add(self, draft: Draft) -> None:
        """Store a new draft.

        Raises:
            ChangedMeanwhile: the document already has one.
        """
        self._transaction.run(self._transaction.insert(DRAFTS).values(_row(draft)))

    def get(self, document_id: str) -> Draft:
        """Return the draft of a document.

        Raises:
            NoSuchDocument: there is none.
        """
        row = self._transaction.first(select(DRAFTS).where(DRAFTS.c.document_id == document_id))
        if row is None:
            raise NoSuchDocument
        return Draft(
            document_id=row["document_id"],
            text=row["text"],
            dismissed=frozenset(row["dismissed"]),
            changed_at=row["changed_at"],
            lock=row["lock"],
            preview=None if row["preview"] is None else from_plain(Preview, row["preview"]),
        )

    def save(self, draft: Draft) -> None:
        """Store a changed draft whose ``lock`` is one more than the stored one's.

        Raises:
            ChangedMeanwhile: somebody else saved first, or there is no such draft.
        """
        as_read = (DRAFTS.c.document_id == draft.document_id) & (DRAFTS.c.lock == draft.lock - 1)
        self._transaction.compare_and_set(update(DRAFTS).where(as_read).values(_row(draft)))


def _row(draft: Draft) -> dict[str, Any]:
    row = {column.name: getattr(draft, column.name) for column in DRAFTS.columns}
    return {**row, "dismissed": to_plain(draft.dismissed), "preview": to_plain(draft.preview)}
