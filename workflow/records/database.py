"""The database as the rest of the product sees it: units of work, the schema, and whether it answers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from sqlalchemy import text

from workflow.records.documents import DatabaseDocuments
from workflow.records.drafts import DatabaseDrafts
from workflow.records.engines import BUSY_TIMEOUT_S, open_engine
from workflow.records.errors import UnitOfWorkNested, errors_translated
from workflow.records.jobs import DatabaseJobs
from workflow.records.messages import DatabaseMessages
from workflow.records.people import DatabasePeople
from workflow.records.schema import upgrade
from workflow.records.trail import DatabaseTrail
from workflow.records.transaction import Transaction

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from workflow.ports import Documents, Drafts, Jobs, Messages, People, Trail


def open_database(url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Database:
    """Return the database at ``url``: ``sqlite:////absolute/file.db`` or ``postgresql://...``.

    Nothing is connected yet; one Database may serve every thread of a process
    and may be carried across a fork. ``busy_timeout_s`` is how long to wait for
    others' locks before ``DatabaseBusy``.

    Raises:
        DatabaseUrlUnusable: neither of the two.
        DatabaseUnavailable: the SQLite file cannot be created.
    """
    return Database(open_engine(url, busy_timeout_s=busy_timeout_s))


class Database:
    """One database and its pool of connections."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; ``open_database`` makes it."""
        self._engine = engine
        self._thread = _Thread()

    def unit_of_work(self) -> DatabaseUnitOfWork:
        """Return a unit of work, to be entered with ``with``."""
        return DatabaseUnitOfWork(Transaction(self._engine), self._thread)

    def upgrade(self) -> None:
        """Bring the tables to this version of the program; safe to call from any number of processes."""
        with errors_translated():
            upgrade(self._engine)

    def ping(self) -> None:
        """Ask the database to answer.

        Raises:
            DatabaseUnavailable: it does not.
            DatabaseBusy: not in time.
        """
        with errors_translated(), self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close the idle connections. The database can be used again afterwards."""
        self._engine.dispose()


class _Thread(threading.local):
    """What one thread is doing with one database."""

    is_inside_a_unit = False


class DatabaseUnitOfWork:
    """One transaction; see ``workflow.ports.UnitOfWork``.

    Reads what others committed before its first statement (SQLite) or before
    each statement (PostgreSQL); saves are compare-and-set, so that neither loses
    another's change. After ``commit`` a new transaction begins with the next
    statement, and needs its own ``commit``.
    """

    documents: Documents
    drafts: Drafts
    jobs: Jobs
    trail: Trail
    people: People
    messages: Messages

    def __init__(self, transaction: Transaction, thread: _Thread) -> None:
        """Put every repository on the one transaction."""
        self._transaction = transaction
        self._thread = thread
        self.documents = DatabaseDocuments(transaction)
        self.drafts = DatabaseDrafts(transaction)
        self.jobs = DatabaseJobs(transaction)
        self.trail = DatabaseTrail(transaction)
        self.people = DatabasePeople(transaction)
        self.messages = DatabaseMessages(transaction)

    def __enter__(self) -> Self:
        """Begin.

        Raises:
            UnitOfWorkNested: this thread is already inside one. (On SQLite the inner would wait
                for the outer's lock, and so for itself.)
        """
        if self._thread.is_inside_a_unit:
            raise UnitOfWorkNested
        self._transaction.open()
        self._thread.is_inside_a_unit = True
        return self

    def __exit__(self, *_: object) -> None:
        """End; what was not committed is forgotten."""
        self._thread.is_inside_a_unit = False
        self._transaction.close()

    def commit(self) -> None:
        """Keep everything done since the unit was entered or last committed.

        Raises:
            ChangedMeanwhile: or whatever else failed earlier in the unit; nothing is kept.
        """
        self._transaction.commit()
