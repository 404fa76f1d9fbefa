"""How each database is connected to, so that both keep what they promised and say no in time.

Both: values never stand in errors or logs; connections are closed before a
fork and never used on both sides of one (Celery and gunicorn fork; SQLite
forbids carrying a connection across, sqlite.org/howtocorrupt.html §2.6).
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from workflow.records.errors import DatabaseUnavailable, DatabaseUrlUnusable

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

BUSY_TIMEOUT_S = 10.0
"""How long a statement waits for another's lock, and a thread for a connection, unless told."""

_CONNECT_TIMEOUT_S = 5
_STATEMENT_TIMEOUT_S = 30
_ABANDONED_AFTER_S = 60
"""PostgreSQL ends a transaction whose program has been silent for so long."""

_POOLED = 5
_MORE_AT_PEAK = 10

_engines: weakref.WeakSet[Engine] = weakref.WeakSet()


def open_engine(url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """Return an engine for the database; nothing is connected yet.

    Raises:
        DatabaseUrlUnusable: neither an SQLite file nor PostgreSQL.
        DatabaseUnavailable: the SQLite file cannot be created.
    """
    parsed = _parsed(url)
    dialect = parsed.get_backend_name()
    if dialect == "sqlite" and parsed.database not in (None, "", ":memory:"):
        engine = _sqlite_engine(parsed, busy_timeout_s)
    elif dialect == "postgresql":
        engine = _postgresql_engine(parsed, busy_timeout_s)
    else:
        raise DatabaseUrlUnusable(scheme=parsed.drivername)
    _engines.add(engine)
    return engine


def _parsed(url: str) -> URL:
    scheme, colon, rest = url.partition(":")
    try:
        # "postgres" is what many hosts hand out.
        return make_url(("postgresql" if scheme == "postgres" else scheme) + colon + rest)
    except ArgumentError as error:
        raise DatabaseUrlUnusable(scheme=scheme if colon else "-") from error


def _sqlite_engine(url: URL, busy_timeout_s: float) -> Engine:
    try:
        # The file holds password hashes: for this user only. -wal and -shm follow its mode.
        Path(str(url.database)).touch(mode=0o600)
    except OSError as error:
        raise DatabaseUnavailable from error
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        hide_parameters=True,
        connect_args={"timeout": busy_timeout_s},
        pool_size=_POOLED,
        max_overflow=_MORE_AT_PEAK,
        pool_timeout=busy_timeout_s,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # Transactions are begun here, not by the driver.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    # A deferred transaction that turns out to write can fail at once, with no waiting, when
    # another has written since it first read; one that takes the write lock first only waits.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql_engine(url: URL, busy_timeout_s: float) -> Engine:
    settings = {
        "timezone": "UTC",
        "lock_timeout": f"{round(busy_timeout_s * 1000)}ms",
        "statement_timeout": f"{_STATEMENT_TIMEOUT_S}s",
        "idle_in_transaction_session_timeout": f"{_ABANDONED_AFTER_S}s",
        "default_transaction_isolation": r"read\ committed",
    }
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        connect_args={
            "application_name": "justera",
            "connect_timeout": _CONNECT_TIMEOUT_S,
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        },
        pool_size=_POOLED,
        max_overflow=_MORE_AT_PEAK,
        pool_timeout=busy_timeout_s,
        pool_pre_ping=True,
        pool_recycle=1800,
    )


def _close_idle_connections() -> None:
    for engine in list(_engines):
        engine.dispose()


def _forget_connections() -> None:
    # Those another thread held at the fork still belong to the parent: forget, do not close.
    for engine in list(_engines):
        engine.dispose(close=False)


os.register_at_fork(before=_close_idle_connections, after_in_child=_forget_connections)
