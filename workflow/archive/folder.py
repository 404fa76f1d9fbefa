"""An archive in a folder: one read-only file per package, never replaced."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from workflow import durable_files
from workflow.errors import WorkflowError
from workflow.ports import ArchiveConflict, BlobDamaged, BlobMissing

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[0-9a-z]+(/[0-9a-z]+)*\.zip")


class NotAnArchiveName(WorkflowError):
    """%(name)s is not a name under which the archive keeps packages."""


class FolderArchive:
    """Keeps packages as files below a folder."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``; it is made when first written to."""
        self._folder = folder

    def put(self, name: str, package: bytes) -> None:
        """Store a package; the same bytes again are a success.

        Raises:
            ArchiveConflict: other bytes already stand under that name.
        """
        path = self._path(name)
        if not durable_files.write_new(path, package, mode=0o444) and durable_files.read(path) != package:
            raise ArchiveConflict(name=name)

    def get(self, name: str, *, sha256: str) -> bytes:
        """Return the package.

        Raises:
            BlobMissing: no package of that name.
            BlobDamaged: it does not have this SHA-256.
        """
        package = durable_files.read(self._path(name))
        if package is None:
            raise BlobMissing(sha256=sha256)
        if hashlib.sha256(package).hexdigest() != sha256:
            raise BlobDamaged(sha256=sha256)
        return package

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise NotAnArchiveName(name=name)
        return self._folder / name
