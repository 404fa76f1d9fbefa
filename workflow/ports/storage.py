"""What the use cases need from storage: working files and the archive."""

from __future__ import annotations

from typing import Protocol


class Blobs(Protocol):
    """Working files by content: written once, re-hashed on every read."""

    def put(self, content: bytes) -> str:
        """Store bytes durably; return their SHA-256 (64 hex digits)."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the bytes, after checking that they still have this SHA-256."""
        ...


class Archive(Protocol):
    """Packages that must last: create-exclusive, idempotent, never replaced."""

    def put(self, name: str, package: bytes) -> None:
        """Store a package durably under ``name``.

        Storing the same bytes again is a success.

        Raises:
            ArchiveConflict: other bytes already stand under that name.
        """
        ...

    def get(self, name: str, *, sha256: str) -> bytes:
        """Return the package, after checking that it has this SHA-256."""
        ...
