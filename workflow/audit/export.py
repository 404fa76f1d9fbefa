"""The trail as a file of JSON lines, and its check without any service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import rfc8785

from workflow.audit.chain import ENTRY_FIELDS, NO_PREVIOUS, Entry, entry_sha256
from workflow.errors import WorkflowError

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS: dict[str, type] = dict.fromkeys(ENTRY_FIELDS, str) | {"sequence": int, "version": int, "facts": dict}


class BrokenTrail(WorkflowError):
    """The audit trail is broken at line %(line)s: %(reason)s."""


def export_entries(entries: Sequence[Entry]) -> bytes:
    """Return the trail as canonical JSON, one entry a line, UTF-8, LF at each end."""
    return b"".join(rfc8785.dumps(entry.to_json()) + b"\n" for entry in entries)  # type: ignore[arg-type]


def parse_entries(exported: bytes) -> tuple[Entry, ...]:
    """Read an exported trail back; the chain is *not* checked.

    Raises:
        BrokenTrail: a line is not an entry in canonical JSON.
    """
    entries = []
    for number, line in enumerate(exported.split(b"\n")[:-1], start=1):
        try:
            entry = _entry(json.loads(line))
            canonical = export_entries([entry])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BrokenTrail(line=number, reason="not an audit entry") from error
        if canonical != line + b"\n":
            raise BrokenTrail(line=number, reason="not in canonical form")
        entries.append(entry)
    if not exported.endswith(b"\n"):
        raise BrokenTrail(line=len(entries) + 1, reason="bytes after the last entry")
    return tuple(entries)


def _entry(plain: dict[str, object]) -> Entry:
    """Return an entry whose fields have the types they promise.

    Raises:
        TypeError: one has another.
        KeyError: one is missing.
    """
    for name, kind in _KINDS.items():
        if type(plain[name]) is not kind:
            raise TypeError(name)
    return Entry(**{name: plain[name] for name in ENTRY_FIELDS})  # type: ignore[arg-type]


def check_chain(entries: Sequence[Entry]) -> str:
    """Check that the entries are one unbroken trail of one document; return its head.

    The head proves nothing by itself: compare it with the signed manifest's,
    since a trail edited and re-hashed from there on is unbroken too.

    Raises:
        BrokenTrail: an entry was changed, removed, put in or moved.
    """
    head = NO_PREVIOUS
    for number, entry in enumerate(entries, start=1):
        if entry.sequence != number:
            raise BrokenTrail(line=number, reason="a sequence number is missing or repeated")
        if entry.document_id != entries[0].document_id:
            raise BrokenTrail(line=number, reason="an entry of another document")
        if entry.previous_sha256 != head:
            raise BrokenTrail(line=number, reason="it does not follow the entry before it")
        if entry_sha256(entry.to_json()) != entry.sha256:
            raise BrokenTrail(line=number, reason="its content does not match its digest")
        head = entry.sha256
    if not entries:
        raise BrokenTrail(line=1, reason="the trail is empty")
    return head
