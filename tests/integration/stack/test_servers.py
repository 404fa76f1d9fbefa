"""The servers that other tests rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
import redis

from tests.servers.watching import is_alive

if TYPE_CHECKING:
    from tests.servers.postgres import PostgresServer
    from tests.servers.valkey import ValkeyServer


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def test_each_test_gets_an_empty_postgres_database(postgres_server: PostgresServer) -> None:
    first, second = postgres_server.new_database(), postgres_server.new_database()
    with connect(first) as one, connect(second) as other:
        one.execute("CREATE TABLE minutes (id int)")
        assert other.execute("SELECT to_regclass('minutes')").fetchone() == (None,)
    postgres_server.drop_database(first)
    postgres_server.drop_database(second)


def test_a_database_can_be_a_copy_of_another(postgres_server: PostgresServer) -> None:
    template = postgres_server.new_database()
    with connect(template) as connection:
        connection.execute("CREATE TABLE minutes (id int)")
    copy = postgres_server.new_database(template.partition("?")[0].rpartition("/")[2])
    with connect(copy) as connection:
        assert connection.execute("SELECT to_regclass('minutes')").fetchone() == ("minutes",)


def test_a_database_is_dropped_under_its_users(postgres_server: PostgresServer, postgres_url: str) -> None:
    with connect(postgres_url) as connection:
        postgres_server.drop_database(postgres_url)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_a_valkey_is_empty_when_a_test_begins_and_after_a_kill(valkey_server: ValkeyServer) -> None:
    with redis.Redis.from_url(valkey_server.client_url) as client:
        assert client.dbsize() == 0
        client.set("word", "adjusted")
        process = client.info("server")["process_id"]
        valkey_server.kill()
        assert not is_alive(process)
        assert client.dbsize() == 0
