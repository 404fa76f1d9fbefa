"""One connection in one transaction, through which every repository speaks."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

from workflow.errors import JusteraError
from workflow.ports.errors import ChangedMeanwhile
from workflow.records.errors import OutsideUnitOfWork, UnitOfWorkNested, errors_translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Delete, Engine, RowMapping, Select, Table, Update
    from sqlalchemy.dialects.postgresql import Insert
    from sqlalchemy.sql.dml import ReturningDelete, ReturningInsert, ReturningUpdate

    from workflow.errors import WorkflowError

    Returning = ReturningInsert[Any] | ReturningUpdate[Any] | ReturningDelete[Any]


class Transaction:
    """Statements that succeed together or not at all.

    After a failure it is broken, on both databases alike: whatever is asked next
    raises the same failure, so that nobody can commit the half that worked.
    """

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing is connected."""
        self._engine = engine
        self._connection: Connection | None = None
        self._failure: JusteraError | None = None

    def open(self) -> None:
        """Connect. The transaction itself begins with the first statement.

        Raises:
            UnitOfWorkNested: already open.
        """
        if self._connection is not None:
            raise UnitOfWorkNested
        with errors_translated():
            self._connection = self._engine.connect()
        self._failure = None

    def close(self) -> None:
        """Forget what was not committed and give the connection back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with errors_translated():
                connection.close()

    def commit(self) -> None:
        """Keep everything since the transaction was opened or last committed."""
        connection = self._live()
        with self._breaking():
            connection.commit()

    def rows(self, statement: Select[Any] | Returning) -> Sequence[RowMapping]:
        """Return every row of the statement's result."""
        connection = self._live()
        with self._breaking():
            return connection.execute(statement).mappings().all()

    def first(self, statement: Select[Any] | Returning) -> RowMapping | None:
        """Return the first row of the statement's result, or None."""
        rows = self.rows(statement)
        return rows[0] if rows else None

    def run(self, statement: Insert | Update | Delete) -> None:
        """Carry out a statement, whatever number of rows it touches."""
        connection = self._live()
        with self._breaking():
            connection.execute(statement)

    def compare_and_set(
        self, statement: Update, *, otherwise: type[WorkflowError] = ChangedMeanwhile
    ) -> None:
        """Carry out an update of one row that must still be as expected.

        Raises:
            WorkflowError: it is not; the leaf is ``otherwise``.
        """
        connection = self._live()
        with self._breaking():
            if connection.execute(statement).rowcount != 1:
                raise otherwise

    def insert(self, table: Table) -> Insert:
        """Return an insert that can be told what to do on a conflict."""
        if self._engine.dialect.name == "sqlite":
            return sqlite.insert(table)  # type: ignore[return-value]  # same methods, no common type
        return postgresql.insert(table)

    def _live(self) -> Connection:
        if self._connection is None:
            raise OutsideUnitOfWork
        if self._failure is not None:
            raise self._failure
        return self._connection

    @contextmanager
    def _breaking(self) -> Iterator[None]:
        try:
            with errors_translated():
                yield
        except JusteraError as failure:
            self._failure = failure
            raise
