"""Files that survive a killed process and a lost power supply.

Every store that keeps bytes in a folder writes through these functions only. A
file appears whole under its name or not at all: it is written beside its
place, synced, linked to its name (which fails if the name is taken) and the
folder is synced.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from workflow.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator


class StoreFull(ServiceError):
    """The disk is full. Nothing has been lost; it goes on by itself when there is room again."""


class StoreUnavailable(ServiceError):
    """The store of files does not answer as it should: %(reason)s."""


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that must not exist; False (and nothing changed) when it does.

    Raises:
        StoreFull: no room.
        StoreUnavailable: the file system refused for another reason.
    """
    beside = path.with_name(f".{path.name}.{uuid4().hex}")
    with _translated():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_synced(beside, content)
            os.link(beside, path)
        except FileExistsError:
            return False
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
        _sync_folder(path.parent)
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


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
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
