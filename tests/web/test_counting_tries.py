"""Wrong passwords are counted over all processes, and the count outlives no broker it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes import make_services
from tests.installed import assemble
from tests.web.browser import Browser
from web.app import create_app
from workflow.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers.valkey import ValkeyServer

WRONG = {"email": "helga@example.org", "password": "wrong"}


def pages(redis_url: str) -> Browser:
    services = make_services()
    assemble(services)
    settings = Settings(session_secret="s" * 40, public_url="https://justera.example", redis_url=redis_url)
    return Browser(create_app(services, settings))


def test_tries_in_one_process_count_in_the_next(valkey_server: ValkeyServer) -> None:
    first = pages(valkey_server.broker_url)
    for _ in range(10):
        assert first.open("/log-in").submit("log-in", **WRONG).status == 403
    second = pages(valkey_server.broker_url)
    assert second.open("/log-in").submit("log-in", **WRONG).status == 429


def test_without_the_broker_people_still_log_in_and_are_still_counted(tmp_path: Path) -> None:
    client = pages(f"redis+socket://{tmp_path}/gone.sock")
    for _ in range(10):
        assert client.open("/log-in").submit("log-in", **WRONG).status == 403
    assert client.open("/log-in").submit("log-in", **WRONG).status == 429
    client.open("/log-in").submit("log-in", email="cia@example.org", password="a long password for tests")
    assert client.path == "/"
