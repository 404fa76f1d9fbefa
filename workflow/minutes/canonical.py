"""The canonical bytes of minutes (RFC 8785) and their fingerprint."""

from __future__ import annotations

import hashlib
import json

import rfc8785
from pydantic import ValidationError

from workflow.errors import WorkflowError
from workflow.minutes.model import Minutes


class NotMinutes(WorkflowError):
    """The data are not minutes in the format justera-minutes/1: %(reason)s."""


def canonical_json(minutes: Minutes) -> bytes:
    """Return the one byte sequence that stands for these minutes.

    UTF-8 JSON per RFC 8785. Fields that are None or empty are written out, so
    that a later reader need not know this version's defaults.
    """
    return rfc8785.dumps(minutes.model_dump(mode="json"))


def content_sha256(minutes: Minutes) -> str:
    """Return the SHA-256 of the canonical JSON, 64 lower-case hex digits."""
    return hashlib.sha256(canonical_json(minutes)).hexdigest()


def parse_minutes(data: bytes) -> Minutes:
    """Read minutes from JSON.

    Raises:
        NotMinutes: the bytes are not JSON, or not minutes.
    """
    try:
        return Minutes.model_validate_json(data)
    except ValidationError as error:
        raise NotMinutes(reason=str(error.errors()[0]["msg"])) from error


def json_schema() -> str:
    """Return the published JSON Schema of the format (draft 2020-12), indented."""
    schema = Minutes.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = "urn:justera:minutes:1"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
