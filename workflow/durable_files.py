"""Files that survive a killed process and a lost power supply.

Every store that keeps bytes in a folder writes through these functions only. A
file appears whole under its name or not at all: it is written beside its
place, synced, linked to its name (which fails if the name is taken) and the
folder is synced; a folder made for it is synced into the one above.
"""

from __future__ import annotations

import errno
import os
import re
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from workflow.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

ABANDONED_AFTER_S = 3600.0
"""A file still without its name after so long belongs to a writer that was killed."""

_BESIDE = re.compile(r"\..+\.[0-9a-f]{32}", re.DOTALL)


class StoreFull(ServiceError):
    """The disk is full. Nothing has been lost; it goes on by itself when there is room again."""


class StoreUnavailable(ServiceError):
    """The store of files does not answer as it should: %(reason)s."""


def write_new(path: Path, content: bytes, *, mode: int = 0o644) -> bool:
    """Write a file that must not exist; False (and nothing changed) when it does.

    Either way the file that has the name is durable afterwards, also when a
    writer was killed after it had named the file. ``mode`` is less the umask.

    Raises:
        StoreFull: no room.
        StoreUnavailable: the file system refused for another reason.
    """
    beside = path.with_name(f".{path.name}.{uuid4().hex}")
    with _translated():
        make_folder(path.parent)
        _remove_abandoned(path.parent)
        try:
            _write_synced(beside, content, mode)
            os.link(beside, path)
        except FileExistsError:
            return False
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
            _sync_folder(path.parent)
    return True


def make_folder(folder: Path, *, mode: int = 0o777) -> None:
    """Make a folder and those above it, each durable in the one it is in; harmless when it exists.

    Raises:
        StoreFull, StoreUnavailable: as for ``write_new``.
    """
    with _translated():
        if folder.is_dir():
            # Whoever made it may have been killed before they synced it.
            with suppress(PermissionError):
                _sync_folder(folder.parent)
            return
        make_folder(folder.parent)
        folder.mkdir(mode=mode, exist_ok=True)
        _sync_folder(folder.parent)


def rename_folder(folder: Path, new: Path) -> bool:
    """Give a folder its name in one step; False (and nothing changed) when that is a folder with content.

    Raises:
        StoreFull, StoreUnavailable: as for ``write_new``.
    """
    with _translated():
        try:
            folder.rename(new)
        except OSError as error:
            if error.errno in {errno.ENOTEMPTY, errno.EEXIST}:
                return False
            raise
        _sync_folder(new.parent)
    return True


def read(path: Path) -> bytes | None:
    """Return a file's bytes, or None when there is no such file.

    Raises:
        StoreUnavailable: the file system refused.
    """
    with _translated():
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


def _remove_abandoned(folder: Path) -> None:
    """Remove what killed writers left beside the places of their files."""
    before = time.time() - ABANDONED_AFTER_S
    with os.scandir(folder) as entries:
        for entry in entries:
            if _BESIDE.fullmatch(entry.name):
                with suppress(FileNotFoundError):
                    if entry.stat(follow_symlinks=False).st_mtime < before:
                        Path(entry.path).unlink()


def _write_synced(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StoreFull from error
        raise StoreUnavailable(reason=error.strerror or "unknown") from error
