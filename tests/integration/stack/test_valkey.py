"""The embedded Valkey server, with the clients that the product uses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import redis
from celery import Celery

from tests.servers.watching import is_alive
from workflow.stack import Stack, embedded_valkey
from workflow.stack.errors import FolderNotPrivate
from workflow.stack.folders import private_folder
from workflow.stack.valkey import LONGEST_SOCKET_PATH_BYTES, socket_path

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def deep_data(tmp_path: Path) -> Path:
    """A data folder whose path alone is longer than a socket's may be."""
    return tmp_path / ("protokoll och anteckningar å ä ö " * 4).strip()


@pytest.fixture
def short_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with characters that a URL must escape."""
    return tmp_path_factory.mktemp("å ä%20ö")


def test_celery_and_redis_py_reach_it(short_data: Path) -> None:
    valkey = embedded_valkey(short_data)
    assert valkey.socket_path.is_relative_to(short_data)
    with Stack([valkey.process], data=short_data), redis.Redis.from_url(valkey.client_url) as client:
        with Celery(broker=valkey.broker_url) as app:
            app.send_task("any", ignore_result=True)
        assert client.llen("celery") == 1


def test_a_long_data_path_gets_a_private_socket_elsewhere(deep_data: Path) -> None:
    valkey = embedded_valkey(deep_data)
    with Stack([valkey.process], data=deep_data), redis.Redis.from_url(valkey.client_url) as client:
        assert client.ping()
        assert len(os.fsencode(valkey.socket_path)) <= LONGEST_SOCKET_PATH_BYTES
        assert valkey.socket_path.parent.stat().st_mode & 0o777 == 0o700
    assert not valkey.socket_path.parent.exists()


def test_the_same_data_folder_has_the_same_socket_and_another_has_another(deep_data: Path) -> None:
    assert socket_path(deep_data) == socket_path(deep_data)
    assert socket_path(deep_data) != socket_path(deep_data / "other")


def test_a_socket_path_of_exactly_the_limit_is_used(tmp_path: Path) -> None:
    rest = LONGEST_SOCKET_PATH_BYTES - len(os.fsencode(tmp_path / "run" / "valkey.sock")) - 1
    if rest < 1:
        pytest.skip("the temporary folder's path is too long for this test")
    assert socket_path(tmp_path / ("x" * rest)).is_relative_to(tmp_path)
    assert not socket_path(tmp_path / ("x" * (rest + 1))).is_relative_to(tmp_path / "x")


def test_it_comes_back_empty_after_a_kill(short_data: Path) -> None:
    valkey = embedded_valkey(short_data)
    with Stack([valkey.process], data=short_data) as stack, redis.Redis.from_url(valkey.client_url) as client:
        client.set("word", "adjusted")
        stack.kill_process("valkey")
        stack.wait_until_ready("valkey")
        assert client.get("word") is None


def test_a_clean_stop_leaves_no_process_and_no_socket(short_data: Path) -> None:
    valkey = embedded_valkey(short_data)
    with Stack([valkey.process], data=short_data) as stack:
        pid = stack.pid("valkey")
        assert pid is not None
        assert valkey.socket_path.is_socket()
    assert not is_alive(pid)
    assert not valkey.socket_path.exists()
    assert [path.name for path in (short_data / "run").iterdir()] == ["stack.lock"]


def test_it_listens_on_no_network(short_data: Path) -> None:
    valkey = embedded_valkey(short_data)
    with Stack([valkey.process], data=short_data), redis.Redis.from_url(valkey.client_url) as client:
        assert client.config_get("port") == {"port": "0"}


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").symlink_to(tmp_path / "theirs")
    with pytest.raises(FolderNotPrivate, match="it is a link"):
        private_folder(tmp_path / "ours")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    os.chown(tmp_path / "theirs", 65534, 65534)
    with pytest.raises(FolderNotPrivate, match="it belongs to somebody else"):
        private_folder(tmp_path / "theirs")
