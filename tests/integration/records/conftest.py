"""Both databases, one test at a time: every test of this folder runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.records.world import populate
from workflow.records import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.postgres import PostgresServer


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgresServer) -> str:
    """Give the name of a PostgreSQL database with every table, to copy from."""
    url = postgres_server.new_database()
    database = open_database(url)
    database.upgrade()
    database.close()
    return url.partition("?")[0].rpartition("/")[2]


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
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.new_database(request.getfixturevalue("migrated_template"))
    yield url
    server.drop_database(url)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """Give a database that holds the cast, and a busy timeout that tests can wait for."""
    database = open_database(url, busy_timeout_s=5)
    populate(database)
    yield database
    database.close()
