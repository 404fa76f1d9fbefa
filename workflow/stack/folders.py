"""Folders that only the user who runs Justera may enter, and the lock on a data folder."""

from __future__ import annotations

import fcntl
import os
import stat
from typing import TYPE_CHECKING

from workflow.stack.errors import FolderNotPrivate, StackAlreadyRunning

if TYPE_CHECKING:
    from pathlib import Path


def private_folder(path: Path) -> Path:
    """Make the folder if it is missing, close it to others (0700), and return it.

    In a temporary folder open to all, somebody else may have made it first, or a symbolic link of its name:
    both are refused.

    Raises:
        FolderNotPrivate: it is not a folder, not ours, or cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise FolderNotPrivate(folder=path, cause="it is a link")
        if found.st_uid != os.geteuid():
            raise FolderNotPrivate(folder=path, cause="it belongs to somebody else")
        path.chmod(0o700)
    except OSError as error:
        raise FolderNotPrivate(folder=path, cause=error.strerror) from error
    return path


class FolderLock:
    """At most one supervisor on a data folder; the kernel releases it when the holder dies."""

    def __init__(self, folder: Path) -> None:
        """Name the data folder; nothing is locked yet."""
        self._folder = folder
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock and leave our process id in its file.

        Raises:
            StackAlreadyRunning: another process, or another stack in this one, holds it.
        """
        path = private_folder(self._folder / "run") / "stack.lock"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 20).decode() or "unknown"
            os.close(descriptor)
            raise StackAlreadyRunning(folder=self._folder, pid=holder) from error
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock up; the file stays, since removing it would race with the next holder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
