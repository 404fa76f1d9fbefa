"""Documents, by compare-and-set, and the series their references come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from workflow.procedure.model import Document
from workflow.records.plain import from_plain, to_plain
from workflow.records.tables import DOCUMENT_PEOPLE, DOCUMENTS, REFERENCE_COUNTERS

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, RowMapping

    from workflow.ports.people import Body
    from workflow.records.transaction import Transaction

_COLUMNS = tuple(column.name for column in DOCUMENTS.columns if column.name != "details")
"""The fields with a column of their own; every other field is in ``details``."""


class DatabaseDocuments:
    """The table of documents."""

    def __init__(self, transaction: Transaction) -> None:
        """Speak through this transaction."""
        self._transaction = transaction

    def add(self, document: Document) -> None:
        """Store a new document.

        Raises:
            ChangedMeanwhile: its id or its organisation's reference is taken.
        """
        self._transaction.run(self._transaction.insert(DOCUMENTS).values(_row(document)))
        self._concern_people(document)

    def find(self, document_id: str) -> Document | None:
        """Return the document, or None."""
        row = self._transaction.first(select(DOCUMENTS).where(DOCUMENTS.c.document_id == document_id))
        return None if row is None else _document(row)

    def save(self, document: Document) -> None:
        """Store a changed document whose ``lock`` is one more than the stored one's.

        Raises:
            ChangedMeanwhile: somebody else saved first, or there is no such document.
        """
        as_read = (DOCUMENTS.c.document_id == document.document_id) & (DOCUMENTS.c.lock == document.lock - 1)
        self._transaction.compare_and_set(update(DOCUMENTS).where(as_read).values(_row(document)))
        self._concern_people(document)

    def of_organisation(self, organisation_id: str) -> tuple[Document, ...]:
        """Return every document of an organisation, newest first."""
        return self._newest_first(DOCUMENTS.c.organisation_id == organisation_id)

    def of_person(self, person_id: str) -> tuple[Document, ...]:
        """Return the documents that a person drafted or is a signatory of, newest first."""
        concerned = select(DOCUMENT_PEOPLE.c.document_id).where(DOCUMENT_PEOPLE.c.person_id == person_id)
        return self._newest_first(DOCUMENTS.c.document_id.in_(concerned))

    def next_reference(self, body: Body, year: int) -> str:
        """Return the next unused reference of a year, such as ``KS 2026:3``.

        Whoever asks second waits until the first commits or gives up, so that no
        number is used twice and none is skipped.
        """
        counter = REFERENCE_COUNTERS
        first = self._transaction.insert(counter).values(
            organisation_id=body.organisation_id, short_name=body.short_name, year=year, last_used=1
        )
        counted = first.on_conflict_do_update(
            index_elements=[counter.c.organisation_id, counter.c.short_name, counter.c.year],
            set_={"last_used": counter.c.last_used + 1},
        )
        (row,) = self._transaction.rows(counted.returning(counter.c.last_used))
        return f"{body.short_name} {year}:{row['last_used']}"

    def _newest_first(self, condition: ColumnElement[bool]) -> tuple[Document, ...]:
        newest_first = (DOCUMENTS.c.created_at.desc(), DOCUMENTS.c.document_id.desc())
        return tuple(
            _document(row)
            for row in self._transaction.rows(select(DOCUMENTS).where(condition).order_by(*newest_first))
        )

    def _concern_people(self, document: Document) -> None:
        table, document_id = DOCUMENT_PEOPLE, document.document_id
        people = {document.drafter_id, *(signatory.person_id for signatory in document.signatories)}
        no_longer = (table.c.document_id == document_id) & table.c.person_id.not_in(people)
        self._transaction.run(delete(table).where(no_longer))
        rows = [{"document_id": document_id, "person_id": person_id} for person_id in sorted(people)]
        self._transaction.run(self._transaction.insert(table).values(rows).on_conflict_do_nothing())


def _row(document: Document) -> dict[str, Any]:
    plain = to_plain(document)
    row = {name: getattr(document, name) for name in _COLUMNS}
    return {**row, "details": {name: part for name, part in plain.items() if name not in row}}


def _document(row: RowMapping) -> Document:
    return from_plain(Document, row["details"], **{name: row[name] for name in _COLUMNS})
