"""One byte sequence for the same minutes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests import cast
from workflow.minutes import canonical_json, content_sha256, parse_minutes
from workflow.minutes.canonical import NotMinutes, json_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "minutes.schema.json"


def test_minutes_come_back_from_their_canonical_json():
    minutes = cast.minutes()
    assert parse_minutes(canonical_json(minutes)) == minutes


def test_canonical_json_is_sorted_utf8_without_spaces():
    canonical = canonical_json(cast.minutes())
    assert "Didrik Åström".encode() in canonical
    assert b'": ' not in canonical
    assert list(json.loads(canonical)) == sorted(json.loads(canonical))


def test_another_word_is_another_fingerprint():
    changed = cast.minutes().model_copy(update={"closing": "Mötet avslutas."})
    assert content_sha256(changed) != content_sha256(cast.minutes())
    assert len(content_sha256(changed)) == 64


def test_minutes_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        cast.minutes().body = "Annan"  # type: ignore[misc]


@pytest.mark.parametrize("junk", [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": "justera-minutes/2"}'])
def test_what_is_not_minutes_is_refused(junk):
    with pytest.raises(NotMinutes):
        parse_minutes(junk)


def test_unknown_fields_are_refused():
    plain = json.loads(canonical_json(cast.minutes())) | {"secret": 1}
    with pytest.raises(NotMinutes):
        parse_minutes(json.dumps(plain).encode())


def test_the_published_schema_is_that_of_the_code_and_accepts_real_minutes():
    assert PUBLISHED.read_text("utf-8") == json_schema(), (
        "write it anew: justera schema > docs/minutes.schema.json"
    )
    jsonschema.validate(json.loads(canonical_json(cast.minutes())), json.loads(json_schema()))
