"""Fixtures with real servers; a pytest plugin: ``pytest_plugins = ["tests.servers.fixtures"]``.

Each process of a parallel run has servers of its own, started when the first test asks for one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.servers.postgres import PostgresServer, PostgresUnavailable
from tests.servers.valkey import ValkeyServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Give the session's PostgreSQL; where it cannot start, skip, except in CI, where that is a failure."""
    try:
        server = PostgresServer()
    except PostgresUnavailable as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))
    with server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Give the URL of an empty database for one test."""
    url = postgres_server.new_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(scope="module")
def module_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Give the URL of a database, empty at first, for the tests of one module."""
    url = postgres_server.new_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(scope="session")
def running_valkey() -> Iterator[ValkeyServer]:
    """Give the session's Valkey, whatever is in it."""
    with ValkeyServer() as server:
        yield server


@pytest.fixture
def valkey_server(running_valkey: ValkeyServer) -> ValkeyServer:
    """Give a Valkey that is empty when the test begins."""
    running_valkey.empty()
    return running_valkey
