"""The log file of one process: written by the process itself, read by the supervisor."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_BYTES = 16 * 1024 * 1024
"""A longer log is moved to ``NAME.log.1``, over the one before it."""


class LogFile:
    """One file that a process appends to, and two readers: the console, and the tail for an error."""

    def __init__(self, path: Path) -> None:
        """Name the file; it need not exist. What it holds already is not new."""
        self.path = path
        self._start_offset = self._echo_offset = self._size()

    def open_for_process(self) -> int:
        """Return a descriptor for appending; what is written from here on belongs to the present start."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._start_offset = os.fstat(descriptor).st_size
        return descriptor

    def tail(self, lines: int = 15) -> str:
        """Return the last lines since the latest start, with line ends between them."""
        text = self._read_from(max(self._start_offset, self._size() - 64 * 1024))
        return "\n".join(text.decode(errors="replace").rstrip().splitlines()[-lines:])

    def new_lines(self) -> list[str]:
        """Return the whole lines added since the last call; an unfinished line waits for its end."""
        whole = self._read_from(self._echo_offset).rpartition(b"\n")
        self._echo_offset += len(whole[0]) + len(whole[1])
        return whole[0].decode(errors="replace").splitlines()

    def trim(self) -> None:
        """Start the file anew when it has grown too long, keeping one older file.

        Copied and emptied, since the process holds the file open. Lines written between the two are lost;
        with ``O_APPEND`` the process goes on at the new beginning.
        """
        if self._size() > LARGEST_BYTES:
            shutil.copyfile(self.path, self.path.with_suffix(".log.1"))
            os.truncate(self.path, 0)
            self._start_offset = self._echo_offset = 0

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def _read_from(self, offset: int) -> bytes:
        if not self.path.exists():
            return b""
        with self.path.open("rb") as file:
            file.seek(offset)
            return file.read()
