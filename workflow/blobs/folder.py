"""Working files in a folder, one file per SHA-256."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from workflow import durable_files
from workflow.ports import BlobDamaged, BlobMissing

if TYPE_CHECKING:
    from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")


class FolderBlobs:
    """Keeps bytes under ``ab/abcdef…`` in a folder; written once, never changed."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``; it is made when first written to."""
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Store bytes durably; return their SHA-256. Storing them again changes nothing."""
        sha256 = hashlib.sha256(content).hexdigest()
        if not durable_files.write_new(self._path(sha256), content):
            self.get(sha256)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes.

        Raises:
            BlobMissing: nothing stands under this SHA-256.
            BlobDamaged: what stands there has another one.
        """
        content = durable_files.read(self._path(sha256)) if _SHA256.fullmatch(sha256) else None
        if content is None:
            raise BlobMissing(sha256=sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobDamaged(sha256=sha256)
        return content

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
