"""Ties a process to its parent: when the parent dies, however it dies, the child is killed.

Run as a script by the supervisor, as ``lifeline.py PARENT_PID PROGRAM ARGUMENTS``: it ties itself to its
parent and then becomes the program, under the same process id. A script of its own, because code run between
fork and exec in a program with threads may deadlock. It imports only the standard library, so that it runs
with ``python -I -S``.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h; prctl(2)."""


def die_with_parent() -> None:
    """Ask the kernel to SIGKILL this process when its parent dies; Linux only, elsewhere nothing happens.

    SIGKILL and not SIGTERM: a worker that hangs in native code would survive a SIGTERM and go on beside its
    successor. The wish survives exec, but not fork.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def become(parent_pid: int, argv: list[str]) -> None:
    """Replace this process by ``argv``, unless the parent died before it could be tied to it."""
    die_with_parent()
    if os.getppid() != parent_pid:
        sys.exit("the supervisor is gone")
    try:
        os.execvp(argv[0], argv)  # noqa: S606 - no shell is wanted.
    except OSError as error:
        sys.exit(f"cannot start {argv[0]}: {error}")


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2:])
