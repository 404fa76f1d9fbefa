"""Keeps the processes of one machine running: starts them in order, restarts the dead, stops them in reverse.

Neighbours that do not serve each other are stopped at the same time: a worker takes seconds to end.

How it works. One thread, the watch, looks at every process ten times a second and is the only one that starts
any: the kernel ties a child to the *thread* that made it (prctl(2), PR_SET_PDEATHSIG), so that thread must
outlive them all. Callers only say what they want; every touch of the processes is under one lock. A process
that ends is started again after a pause that doubles with each failure. Each child writes its own log file;
the watch copies new lines to the console.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from typing import TYPE_CHECKING, Self

from workflow.stack.errors import ProcessNotReady, UnknownProcess
from workflow.stack.folders import FolderLock, private_folder
from workflow.stack.logs import LogFile
from workflow.stack.process import Child, Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import FrameType, TracebackType
    from typing import TextIO

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.1
ASK_EVERY_S = 0.02


class Stack:
    """The processes of one machine, on one data folder: logs in ``log/``, lock and sockets in ``run/``.

    Use it as a context manager from code, or ``run_forever`` in the foreground.
    """

    def __init__(
        self,
        processes: Iterable[Process],
        *,
        data: Path,
        ready_timeout_s: float = 30,
        grace_s: float = 10,
        console: TextIO | None = None,
    ) -> None:
        """Describe the stack; nothing is started.

        Args:
            processes: in the order to start them; names are unique.
            data: the data folder; made when missing.
            ready_timeout_s: how long each may take to become ready.
            grace_s: how long each may take to end after SIGTERM.
            console: where log lines are copied to, prefixed by the process's name; None for nowhere.
        """
        self._data = data
        self._children = {
            process.name: Child(process, LogFile(data / "log" / f"{process.name}.log"))
            for process in processes
        }
        self._ready_timeout_s = ready_timeout_s
        self._grace_s = grace_s
        self._console = console
        self._folder_lock = FolderLock(data)
        self._lock = threading.RLock()
        self._wake = threading.Event()
        self._watch: threading.Thread | None = None
        self._ending = False

    def __enter__(self) -> Self:
        """Start all; see ``start``."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all; see ``stop``."""
        self.stop()

    def start(self) -> None:
        """Start the processes one after the other, each when the one before is ready.

        When one fails, those already started are stopped again.

        Raises:
            StackAlreadyRunning: another supervisor runs on the same data folder.
            ProcessNotReady, ProcessEnded: one of them did not come up; the error has its last log lines.
            ServiceError: what a ``prepare`` raises, such as PortInUse; then nothing was started.
        """
        self._folder_lock.acquire()
        try:
            private_folder(self._data / "log")
            for child in self._children.values():
                if child.process.prepare is not None:
                    child.process.prepare()
            self._watch = threading.Thread(target=self._look_after_all, name="stack-watch", daemon=True)
            self._watch.start()
            for name in self._children:
                if not self._ending:
                    self.start_process(name)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop all in reverse order, then release the data folder. Harmless when nothing runs."""
        with self._lock:
            beside: list[Child] = []
            for child in reversed(self._children.values()):
                if child.process.serves_others:
                    self._stop_together(beside)
                    beside = []
                beside.append(child)
            self._stop_together(beside)
        self._ending = True
        if self._watch is not None:
            self._wake.set()
            self._watch.join()
            self._watch = None
        self._ending = False
        self._folder_lock.release()

    def run_forever(self, announce: Callable[[], None] | None = None) -> None:
        """Run in the foreground until SIGINT, SIGTERM or SIGHUP; only from the main thread.

        ``announce`` is called once everything is ready. Raises as ``start`` does.
        """
        wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._end) for number in wanted}
        try:
            with self:
                if announce is not None and not self._ending:
                    announce()
                # A flag and a short sleep: setting an Event in a signal handler can deadlock its waiter.
                while not self._ending:
                    time.sleep(LOOK_EVERY_S)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def start_process(self, name: str) -> None:
        """Start one process, unless it runs, and wait until it is ready.

        Raises:
            ProcessNotReady, ProcessEnded, ServiceError: as for ``start``; it is tried again all the same.
        """
        child = self._child(name)
        with self._lock:
            child.want()
        self._wake.set()
        self._wait(child, fail_fast=True)

    def wait_until_ready(self, name: str) -> None:
        """Wait until a process is ready (again), through any restarts.

        Raises:
            ProcessNotReady: it took too long.
        """
        self._wait(self._child(name), fail_fast=False)

    def stop_process(self, name: str) -> None:
        """Stop one process and let it stay stopped."""
        with self._lock:
            self._stop_together([self._child(name)])

    def kill_process(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to one process; if it dies, it is restarted. SIGKILL takes its children along."""
        with self._lock:
            self._child(name).send(number)

    def pid(self, name: str) -> int | None:
        """Return the process id of a process while it runs."""
        return self._child(name).pid

    def is_ready(self, name: str) -> bool:
        """Return whether a process runs and is ready."""
        return self._child(name).is_ready()

    def _stop_together(self, children: list[Child]) -> None:
        for child in children:
            child.ask_to_end()
        until = time.monotonic() + self._grace_s
        for child in children:
            child.end(until)

    def _child(self, name: str) -> Child:
        if name not in self._children:
            raise UnknownProcess(name=name, known=", ".join(self._children))
        return self._children[name]

    def _end(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._ending = True

    def _wait(self, child: Child, *, fail_fast: bool) -> None:
        until = time.monotonic() + self._ready_timeout_s
        while not (self._ending or child.is_ready()):
            if fail_fast and child.problem is not None:
                raise child.problem
            if time.monotonic() > until:
                raise ProcessNotReady(
                    name=child.process.name,
                    timeout_s=self._ready_timeout_s,
                    log_file=child.log_file.path,
                    log=child.log_file.tail(),
                )
            time.sleep(ASK_EVERY_S)

    def _look_after_all(self) -> None:
        while not (self._ending and not any(child.wanted for child in self._children.values())):
            with self._lock:
                for child in self._children.values():
                    child.look_after()
            self._tend_logs()
            self._wake.wait(LOOK_EVERY_S)
            self._wake.clear()
        self._tend_logs()

    def _tend_logs(self) -> None:
        """Trim the logs and copy what is new; a full disk or a closed terminal must not end the watch."""
        try:
            for name, child in self._children.items():
                if self._console is not None:
                    width = max(map(len, self._children))
                    lines = child.log_file.new_lines()
                    self._console.writelines(f"{name:<{width}} | {line}\n" for line in lines)
                    self._console.flush()
                child.log_file.trim()
        except OSError as error:
            log.warning("a log could not be copied or trimmed", extra={"cause": error.strerror})
