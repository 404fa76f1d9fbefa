"""Audit entries and the chain that ties each to the one before it.

The digest of an entry is the SHA-256 of its canonical JSON (RFC 8785) without
the digest itself; it covers the digest of the entry before, so that no entry
can be changed, removed or put in without every later digest changing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import rfc8785

if TYPE_CHECKING:
    import datetime as dt

NO_PREVIOUS = "0" * 64
"""The ``previous_sha256`` of a document's first entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of evidence about one document.

    ``sequence`` counts from 1 within the document; ``at`` is RFC 3339 in UTC with
    microseconds; ``facts`` are JSON values; digests are 64 lower-case hex digits.
    """

    document_id: str
    sequence: int
    version: int
    at: str
    actor_id: str
    actor_name: str
    act: str
    facts: dict[str, object]
    previous_sha256: str
    sha256: str

    def to_json(self) -> dict[str, object]:
        """Return every field as plain JSON values."""
        return {name: getattr(self, name) for name in ENTRY_FIELDS}


ENTRY_FIELDS = (
    "document_id",
    "sequence",
    "version",
    "at",
    "actor_id",
    "actor_name",
    "act",
    "facts",
    "previous_sha256",
    "sha256",
)


def entry_sha256(plain: dict[str, object]) -> str:
    """Return the digest of an entry given as plain JSON, whatever its own ``sha256`` says."""
    covered = {name: value for name, value in plain.items() if name != "sha256"}
    return hashlib.sha256(rfc8785.dumps(covered)).hexdigest()  # type: ignore[arg-type]


def append(
    previous: Entry | None,
    *,
    document_id: str,
    version: int,
    at: dt.datetime,
    actor: tuple[str, str],
    happening: tuple[str, dict[str, object]],
) -> Entry:
    """Return the next entry of a document's trail.

    ``actor`` is (person id, name); ``happening`` is (act, facts).
    """
    plain: dict[str, object] = {
        "document_id": document_id,
        "sequence": previous.sequence + 1 if previous else 1,
        "version": version,
        "at": at.isoformat(timespec="microseconds"),
        "actor_id": actor[0],
        "actor_name": actor[1],
        "act": happening[0],
        "facts": happening[1],
        "previous_sha256": previous.sha256 if previous else NO_PREVIOUS,
    }
    return Entry(**plain, sha256=entry_sha256(plain))  # type: ignore[arg-type]
