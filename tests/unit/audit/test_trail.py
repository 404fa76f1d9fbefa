"""The trail proves itself, with the head as the anchor."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from workflow import audit
from workflow.audit.chain import NO_PREVIOUS

AT = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)


def trail(length=4):
    entries = []
    for number in range(length):
        entries.append(
            audit.append(
                entries[-1] if entries else None,
                document_id="d1",
                version=1,
                at=AT,
                actor=("helga", "Helga Lindqvist"),
                happening=("Submitted", {"number": number, "text": "å ä ö"}),
            )
        )
    return tuple(entries)


def rehashed(entries, index, **changes):
    """Edit one entry and re-hash everything from there on, as a careful forger would."""
    forged = list(entries[:index])
    for entry in entries[index:]:
        plain = entry.to_json() | (changes if entry is entries[index] else {})
        plain["previous_sha256"] = forged[-1].sha256 if forged else NO_PREVIOUS
        plain["sha256"] = audit.entry_sha256(plain)
        forged.append(audit.Entry(**plain))
    return tuple(forged)


def test_a_trail_comes_back_from_its_export():
    entries = trail()
    assert audit.parse_entries(audit.export_entries(entries)) == entries
    assert audit.check_chain(entries) == entries[-1].sha256


@pytest.mark.parametrize("field", ["at", "actor_name", "act", "version", "facts"])
@pytest.mark.parametrize("index", range(4))
def test_an_edited_entry_is_found(index, field):
    entries = list(trail())
    value = {"number": 9} if field == "facts" else (7 if field == "version" else "someone else")
    entries[index] = dataclasses.replace(entries[index], **{field: value})
    with pytest.raises(audit.BrokenTrail):
        audit.check_chain(entries)


@pytest.mark.parametrize("index", range(3))
def test_a_removed_or_moved_entry_is_found(index):
    entries = list(trail())
    with pytest.raises(audit.BrokenTrail):
        audit.check_chain(entries[:index] + entries[index + 1 :])
    entries[index], entries[index + 1] = entries[index + 1], entries[index]
    with pytest.raises(audit.BrokenTrail):
        audit.check_chain(entries)


def test_an_edit_re_hashed_from_there_on_changes_the_head():
    entries = trail()
    forged = rehashed(entries, 1, actor_name="Otto Frem")
    assert audit.check_chain(forged) != audit.check_chain(entries)


def test_an_empty_trail_proves_nothing():
    with pytest.raises(audit.BrokenTrail):
        audit.check_chain(())


@pytest.mark.parametrize(
    "exported",
    [
        b"not json\n",
        b"{}\n",
        b"[]\n",
        b"\xff\n",
        b'{"a":1}',
        json.dumps({"document_id": "d1"}).encode() + b"\n",
    ],
)
def test_what_is_not_a_trail_is_refused(exported):
    with pytest.raises(audit.BrokenTrail):
        audit.parse_entries(exported)


def test_an_export_in_another_form_is_refused():
    exported = audit.export_entries(trail())
    with pytest.raises(audit.BrokenTrail):
        audit.parse_entries(exported.replace(b'":', b'": ', 1))
    with pytest.raises(audit.BrokenTrail):
        audit.parse_entries(exported + b"\n")
