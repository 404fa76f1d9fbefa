"""Both databases, one test at a time: every test of this folder runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from tests.integration.records.world import populate
from workflow.records import Database, open_database
from workflow.records.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.postgres import PostgresServer


@pytest.fixture(scope="session")
def migrated_postgres_url(postgres_server: PostgresServer) -> str:
    """Give the URL of a PostgreSQL database with every table, whatever is in them."""
    url = postgres_server.new_database()
    database = open_database(url)
    database.upgrade()
    database.close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/records.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.new_database()
    yield url
    server.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database with every table, and the cast in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/records.db"
        database = open_database(url)
        database.upgrade()
        database.close()
        yield url
        return
    url = request.getfixturevalue("migrated_postgres_url")
    _empty(url)
    yield url


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """Give a database that holds the cast, and a busy timeout that tests can wait for."""
    database = open_database(url, busy_timeout_s=5)
    populate(database)
    yield database
    database.close()


def _empty(url: str) -> None:
    """Remove every row; as a replica, since the triggers let nobody else."""
    tables = ", ".join(table.name for table in METADATA.sorted_tables)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(f"TRUNCATE {tables}"))
    engine.dispose()
