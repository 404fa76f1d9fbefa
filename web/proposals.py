"""What a finding proposes, shown in the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflow.ports import Edit, Finding

AROUND = 40
"""Characters of the same line that are shown before and after a change."""

MOST_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedChange:
    """One change in its place: ``before`` and ``after`` stay, ``removed`` goes, ``added`` comes."""

    before: str
    removed: str
    added: str
    after: str


def proposed_changes(finding: Finding, text: str) -> tuple[ProposedChange, ...]:
    """Return the first few changes that the finding proposes in the text."""
    return tuple(_in_place(edit, text) for edit in finding.edits[:MOST_SHOWN])


def _in_place(edit: Edit, text: str) -> ProposedChange:
    before = text[: edit.start].rpartition("\n")[2]
    after = text[edit.end :].partition("\n")[0]
    return ProposedChange(
        before=_ending(before),
        removed=text[edit.start : edit.end],
        added=edit.replacement,
        after=_beginning(after),
    )


def _ending(words: str) -> str:
    """Return the last of the words; where some are left out, from the beginning of one."""
    if len(words) <= AROUND:
        return words
    kept = words[-AROUND:]
    return "… " + (kept.partition(" ")[2] if " " in kept.rstrip() else kept)


def _beginning(words: str) -> str:
    """Return the first of the words; where some are left out, to the end of one."""
    if len(words) <= AROUND:
        return words
    kept = words[:AROUND]
    return (kept.rpartition(" ")[0] if " " in kept.lstrip() else kept) + " …"
