"""Accepts proposals as a person does: one after another, reading again each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.reading import apply_edits, normalise, read_text

if TYPE_CHECKING:
    import datetime as dt

    from workflow.ports.reading import Finding


def accepted_all(text: str, today: dt.date) -> str:
    """Return the text with every proposal accepted; each must settle its finding."""
    source = normalise(text)
    for _ in range(100):
        proposal = next((f for f in read_text(source, today=today).findings if f.edits), None)
        if proposal is None:
            return source
        source = accepted(source, proposal, today)
    message = "proposals never end"
    raise AssertionError(message)


def accepted(source: str, proposal: Finding, today: dt.date) -> str:
    """Accept one proposal and see that its finding is gone."""
    before = [f for f in read_text(source, today=today).findings if f.code == proposal.code]
    changed = apply_edits(source, proposal.edits)
    after = [f for f in read_text(changed, today=today).findings if f.code == proposal.code]
    assert len(after) == len(before) - 1, f"{proposal.code} is not settled by its own proposal"
    return changed
