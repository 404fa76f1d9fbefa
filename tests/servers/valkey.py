"""A real Valkey server for tests, run as the product runs it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Self

import redis

from workflow.stack import Stack, embedded_valkey


class ValkeyServer:
    """A running server in a folder of its own, gone at the end."""

    def __init__(self) -> None:
        """Start it."""
        self._data = Path(tempfile.mkdtemp(prefix="justera-valkey-"))
        self._valkey = embedded_valkey(self._data)
        self._stack = Stack([self._valkey.process], data=self._data)
        self._stack.start()

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(self, *error: object) -> None:
        """Stop it and remove all it wrote."""
        self._stack.stop()
        shutil.rmtree(self._data)

    @property
    def broker_url(self) -> str:
        """The URL for Celery, and for REDIS_URL."""
        return self._valkey.broker_url

    @property
    def client_url(self) -> str:
        """The URL for redis-py."""
        return self._valkey.client_url

    def empty(self) -> None:
        """Forget everything it holds."""
        with redis.Redis.from_url(self.client_url) as client:
            client.flushall()

    def kill(self) -> None:
        """SIGKILL it; return once its successor answers, empty."""
        self._stack.kill_process("valkey")
        self._stack.wait_until_ready("valkey")
