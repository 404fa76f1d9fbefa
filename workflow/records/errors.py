"""What the database can fail with, and the one translation from the library's errors to ours.

SQLite is told apart by its result code (sqlite.org/rescode.html), PostgreSQL by
its SQLSTATE (manual, appendix A). The statement's values are never repeated in
an error: they may be what a person wrote.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import exc

from workflow.errors import JusteraError, ServiceError
from workflow.ports.errors import ChangedMeanwhile

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRIMARY_RESULT_CODE = 0xFF
"""The low byte of an SQLite result code; the rest only narrows it down."""

_WAITED_IN_VAIN = frozenset({"40001", "40P01", "55P03", "57014"})
"""Serialisation failure, deadlock, lock not available, statement timeout."""

_DOES_NOT_ANSWER = ("08", "53", "57P", "58")
"""Connection lost, out of connections or memory, shutting down, system error."""

_SQLITE_DOES_NOT_ANSWER = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)


class DatabaseUnavailable(ServiceError):
    """The database does not answer. Nothing has been lost; try again in a moment."""


class DatabaseFull(ServiceError):
    """The database has no room left. Nothing has been changed; whoever runs the service must make room."""


class DatabaseBusy(ServiceError):
    """The database was busy for too long. Nothing has been changed; try again in a moment."""


class DatabaseRefused(ServiceError):
    """The database refused what does not fit its rules (%(rule)s). Nothing has been changed."""

    permanent = True


class DatabaseUrlUnusable(ServiceError):
    """DATABASE_URL must begin with sqlite:/// and a file, or with postgresql://, not with %(scheme)s."""

    permanent = True


class OrganisationMissing(ServiceError):
    """There is no organisation %(organisation_id)s."""

    permanent = True


class OutsideUnitOfWork(ServiceError):
    """The database was asked outside a transaction."""

    permanent = True


class RecordUnreadable(ServiceError):
    """A stored %(kind)s is not in a form that this version of the program can read (%(reason)s)."""

    permanent = True


class SchemaUnknown(ServiceError):
    """The tables in the database were made by a later version of the program. Install that version."""

    permanent = True


class TimeWithoutZone(ServiceError):
    """A time without its time zone cannot be stored."""

    permanent = True


class UnitOfWorkNested(ServiceError):
    """A transaction was begun inside another one."""

    permanent = True


@contextmanager
def errors_translated() -> Iterator[None]:
    """Let no exception of the database library out of the block; raise ours from it."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise _translated(error) from error
    except (UnicodeError, OverflowError) as error:
        # The drivers raise these bare, for a lone surrogate or a number past 64 bits.
        raise DatabaseRefused(rule=type(error).__name__) from error


def _translated(error: exc.SQLAlchemyError) -> JusteraError:
    if isinstance(error, exc.TimeoutError):
        return DatabaseBusy()
    cause = error.orig if isinstance(error, exc.StatementError) else None
    if isinstance(cause, JusteraError):
        return cause
    if isinstance(cause, sqlite3.Error):
        return _from_sqlite(cause)
    if isinstance(error, exc.DBAPIError):
        return _from_postgresql(error, getattr(cause, "sqlstate", None))
    return DatabaseRefused(rule=type(error).__name__)


def _from_sqlite(cause: sqlite3.Error) -> JusteraError:
    code = getattr(cause, "sqlite_errorcode", None)
    taken = (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE)
    if code in taken or "audit_entry_exists" in str(cause):
        return ChangedMeanwhile()
    primary = None if code is None else code & _PRIMARY_RESULT_CODE
    if primary == sqlite3.SQLITE_FULL:
        return DatabaseFull()
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseBusy()
    if primary in _SQLITE_DOES_NOT_ANSWER:
        return DatabaseUnavailable()
    return DatabaseRefused(rule=str(cause))


def _from_postgresql(error: exc.DBAPIError, sqlstate: str | None) -> JusteraError:
    if sqlstate == "23505":
        return ChangedMeanwhile()
    if sqlstate == "53100":
        return DatabaseFull()
    if sqlstate in _WAITED_IN_VAIN:
        return DatabaseBusy()
    if sqlstate is None or sqlstate.startswith(_DOES_NOT_ANSWER):
        lost = isinstance(error, exc.OperationalError | exc.InterfaceError) or error.connection_invalidated
        return DatabaseUnavailable() if lost else DatabaseRefused(rule=type(error.orig).__name__)
    diagnosis = getattr(error.orig, "diag", None)
    rule = getattr(diagnosis, "constraint_name", None)
    if sqlstate.startswith("23") and rule is None:
        # Our own triggers, whose message is the rule; elsewhere a message may repeat a value.
        rule = getattr(diagnosis, "message_primary", None)
    return DatabaseRefused(rule=rule or sqlstate)
