"""What a package holds: the right files, as the manifest lists them, and the content in the PDF."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import rfc8785

from workflow.audit import package as packages
from workflow.minutes import parse_minutes
from workflow.usecases.verifying.steps import Disagreement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflow.minutes import Minutes


def verify_members(files: Mapping[str, bytes]) -> None:
    """Let pass exactly the files of a package.

    Raises:
        NotAPackage: one is missing or too many.
    """
    own = {name for name in files if not name.startswith("attachments/")}
    if own != packages.MEMBERS:
        raise packages.NotAPackage(reason=f"files missing or too many: {sorted(own ^ packages.MEMBERS)}")


def verify_files(files: Mapping[str, bytes], manifest: Mapping[str, object]) -> None:
    """Let pass files with the lengths and digests that the manifest promises.

    Raises:
        NotAPackage: one is changed or not listed.
    """
    listed = manifest.get("files")
    if not isinstance(listed, dict):
        raise packages.NotAPackage(reason="its manifest lists no files")
    unlisted = {packages.MANIFEST, packages.MANIFEST_SIGNATURE}
    if set(listed) != set(files) - unlisted:
        raise packages.NotAPackage(reason="its manifest lists other files than there are")
    for name, promised in listed.items():
        found = {"sha256": hashlib.sha256(files[name]).hexdigest(), "bytes": len(files[name])}
        if promised != found:
            raise packages.NotAPackage(reason=f"{name} has been changed")


def canonical_minutes(content: bytes) -> Minutes:
    """Read minutes.json.

    Raises:
        NotMinutes: it is not minutes.
        NotAPackage: it is not spelled as RFC 8785 demands.
    """
    minutes = parse_minutes(content)
    # Not compared with what this version would write: it may know fields that came later.
    if rfc8785.dumps(json.loads(content)) != content:
        raise packages.NotAPackage(reason="minutes.json is not in canonical form")
    return minutes


def verify_embedded(content: bytes, embedded: bytes | None) -> None:
    """Let pass minutes.json when the signed PDF carries the same bytes.

    Raises:
        Disagreement: it carries others, or none.
    """
    if embedded is None:
        raise Disagreement(reason="the PDF carries no minutes.json")
    if embedded != content:
        raise Disagreement(reason="the PDF carries another minutes.json")
