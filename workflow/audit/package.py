"""The archive package: a closed set of files, as one deterministic ZIP.

Entries are stored uncompressed, sorted by name, with fixed times and no extra
fields: the same files always give the same bytes, and any other byte sequence
is not a package, so a changed byte anywhere in it is noticed.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import rfc8785

from workflow.errors import WorkflowError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflow.audit.chain import Entry

PDF = "minutes.pdf"
CONTENT = "minutes.json"
TRAIL = "audit.jsonl"
REPORT = "validation.json"
READABLE_REPORT = "validation.txt"
README = "README.txt"
MANIFEST = "manifest.json"
MANIFEST_SIGNATURE = "manifest.p7s"
FORMAT = "justera-package/1"

MEMBERS = frozenset({PDF, CONTENT, TRAIL, REPORT, READABLE_REPORT, README, MANIFEST, MANIFEST_SIGNATURE})
"""The files of a package; attachments, when there are any, stand under ``attachments/``."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_MAX_BYTES = 500_000_000


class NotAPackage(WorkflowError):
    """This is not a whole, unchanged archive package: %(reason)s."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the ZIP of these files, by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as bundle:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system = 3
            entry.external_attr = _MODE
            bundle.writestr(entry, files[name])
    return buffer.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the files of a package, by name.

    Raises:
        NotAPackage: the bytes are not exactly what ``pack`` writes.
    """
    if len(package) > _MAX_BYTES:
        raise NotAPackage(reason="it is too large")
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as bundle:
            files = {entry.filename: _stored(bundle, entry) for entry in bundle.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
        raise NotAPackage(reason="its container is damaged") from error
    if pack(files) != package:
        raise NotAPackage(reason="its container is not as it was written")
    return files


def _stored(bundle: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size > _MAX_BYTES:
        raise NotAPackage(reason="its container is not as it was written")
    return bundle.read(entry)


def manifest(files: Mapping[str, bytes], *, head: Entry, about: Mapping[str, object]) -> bytes:
    """Return the manifest of the files: canonical JSON to be signed and timestamped.

    ``about`` says which minutes these are (JSON values); ``head`` is the last
    audit entry in the package.
    """
    listed = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
    }
    plain: dict[str, object] = {
        **about,
        "format": FORMAT,
        "files": listed,
        "audit_head": {"sequence": head.sequence, "sha256": head.sha256},
    }
    return rfc8785.dumps(plain)  # type: ignore[arg-type]


def parse_manifest(content: bytes) -> dict[str, object]:
    """Read a manifest; its promises are *not* checked.

    Raises:
        NotAPackage: not canonical JSON in this format.
    """
    try:
        plain = json.loads(content)
        known = plain["format"] == FORMAT and rfc8785.dumps(plain) == content
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAPackage(reason="its manifest cannot be read") from error
    if not known or not isinstance(plain.get("files"), dict) or not isinstance(plain.get("audit_head"), dict):
        raise NotAPackage(reason="its manifest is not in a known format")
    return dict(plain)
