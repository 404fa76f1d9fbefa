"""One supervised process: what to run, and the running of it."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.errors import ServiceError
from workflow.stack import lifeline
from workflow.stack.errors import ProcessEnded, ProcessNotStarted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workflow.stack.logs import LogFile

log = logging.getLogger(__name__)

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 30.0
SETTLED_S = 10.0
"""A process that ran this long has recovered: the next restart comes quickly again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What to run, and how to tell that it is ready.

    ``env`` is added to our own environment. ``prepare`` is called before the first process of the stack is
    started and again before each start of this one; it raises a ``ServiceError`` when the start would be in
    vain. ``ready`` must answer quickly and not raise; without it a process is ready once it runs.
    ``cleanup`` is called after a stop. ``serves_others`` says that those started after it need it until they
    have ended; without it, it may end beside them.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] | None = None
    prepare: Callable[[], None] | None = None
    cleanup: Callable[[], None] | None = None
    serves_others: bool = True


class Child:
    """A process that is kept alive while it is wanted. Not thread-safe: the stack's lock guards it."""

    def __init__(self, process: Process, log_file: LogFile) -> None:
        """Describe it; nothing is started."""
        self.process = process
        self.log_file = log_file
        self.wanted = False
        self.problem: ServiceError | None = None
        self._popen: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._start_at = 0.0
        self._failures = 0

    @property
    def pid(self) -> int | None:
        """The process id while it runs, which is also its process group."""
        popen = self._popen
        return popen.pid if popen is not None and popen.poll() is None else None

    def is_ready(self) -> bool:
        """Return whether it runs and says that it is ready."""
        return self.pid is not None and (self.process.ready is None or self.process.ready())

    def want(self) -> None:
        """Have it started at the next look, whatever pause was due."""
        if self._popen is not None and self._popen.poll() is not None:
            self._bury(self._popen)
        self.wanted, self.problem, self._failures, self._start_at = True, None, 0, 0.0

    def look_after(self) -> None:
        """Start it when it is due; note its death and when to try again."""
        if not self.wanted or self.pid is not None:
            return
        if self._popen is not None:
            self._note_death(self._popen)
        if time.monotonic() >= self._start_at:
            self._start()

    def ask_to_end(self) -> None:
        """Send SIGTERM, and want it no more; ``end`` must follow."""
        self.wanted = False
        if self._popen is not None:
            self._popen.terminate()

    def end(self, until: float) -> None:
        """Wait for its end until then (monotonic), then SIGKILL it, or what it left in its process group."""
        if self._popen is not None:
            with suppress(subprocess.TimeoutExpired):
                self._popen.wait(max(0.0, until - time.monotonic()))
            self._bury(self._popen)
        if self.process.cleanup is not None:
            self.process.cleanup()

    def send(self, number: signal.Signals) -> None:
        """Send a signal; SIGKILL goes to the whole process group, and is waited for."""
        if self._popen is None:
            return
        if number == signal.SIGKILL:
            _kill_group(self._popen.pid)
            self._popen.wait()
        else:
            self._popen.send_signal(number)

    def _start(self) -> None:
        try:
            if self.process.prepare is not None:
                self.process.prepare()
            self._popen = self._spawn()
        except ServiceError as error:
            self._failed(error)
        except OSError as error:
            self._failed(ProcessNotStarted(name=self.process.name, cause=error.strerror))
        else:
            self.problem, self._started_at = None, time.monotonic()
            log.info("process started", extra={"process_name": self.process.name, "child": self._popen.pid})

    def _spawn(self) -> subprocess.Popen[bytes]:
        descriptor = self.log_file.open_for_process()
        try:
            # Its own session: Ctrl-C reaches the supervisor alone, which then stops all in order.
            return subprocess.Popen(
                [sys.executable, "-I", "-S", lifeline.__file__, str(os.getpid()), *self.process.argv],
                env={**os.environ, **self.process.env},
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                start_new_session=True,
            )
        finally:
            os.close(descriptor)

    def _note_death(self, popen: subprocess.Popen[bytes]) -> None:
        self._bury(popen)
        if time.monotonic() - self._started_at > SETTLED_S:
            self._failures = 0
        self._failed(
            ProcessEnded(
                name=self.process.name,
                outcome=_outcome(popen.returncode),
                log_file=self.log_file.path,
                log=self.log_file.tail(),
            )
        )

    def _failed(self, problem: ServiceError) -> None:
        pause_s = min(FIRST_PAUSE_S * 2**self._failures, LONGEST_PAUSE_S)
        self.problem = problem
        self._failures += 1
        self._start_at = time.monotonic() + pause_s
        log.warning(
            "process down, will be started again",
            extra={"process_name": self.process.name, "code": problem.code, "pause_s": pause_s},
        )

    def _bury(self, popen: subprocess.Popen[bytes]) -> None:
        """Leave nothing of it running: an orphaned child of a dead server would still hold its port."""
        _kill_group(popen.pid)
        popen.wait()
        self._popen = None


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _outcome(returncode: int) -> str:
    if returncode < 0:
        return f"signal {-returncode} ({signal.strsignal(-returncode)})"
    return f"exit status {returncode}"
