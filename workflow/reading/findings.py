"""What a reader could not be sure of, told to the person who can."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.ports.reading import Certainty, Edit, Finding, TextPlace
from workflow.reading.codes import BLOCKING, MESSAGES, FindingCode
from workflow.reading.errors import EditsDoNotFit
from workflow.reading.normalising import normalise

__all__ = ["Certainty", "Edit", "Finding", "FindingLog", "TextPlace", "apply_edit", "apply_edits", "place_of"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workflow.reading.normalising import Line


@dataclass(slots=True)
class FindingLog:
    """Collects findings while a text is read."""

    _findings: list[Finding] = field(default_factory=list)
    _times_seen: dict[tuple[FindingCode, str], int] = field(default_factory=dict)

    def add(
        self,
        code: FindingCode,
        place: TextPlace,
        certainty: Certainty,
        *,
        edits: Sequence[Edit] = (),
        facts: Mapping[str, str] | None = None,
    ) -> None:
        """Note one finding; its message and whether it blocks follow from the code."""
        seen = self._times_seen.get((code, place.excerpt), 0)
        self._times_seen[code, place.excerpt] = seen + 1
        self._findings.append(
            Finding(
                finding_id=_identifier(code, place.excerpt, seen),
                code=code,
                place=place,
                certainty=certainty,
                message=MESSAGES[code],
                facts=dict(facts or {}),
                edits=tuple(edits),
                blocking=code in BLOCKING,
            )
        )

    def in_reading_order(self) -> tuple[Finding, ...]:
        """Return everything noted, first place first."""
        return tuple(sorted(self._findings, key=lambda finding: finding.place.line))


def _identifier(code: FindingCode, excerpt: str, seen: int) -> str:
    """Return 12 hex digits; ``seen`` tells equal findings apart."""
    material = f"{code}\n{excerpt}\n{seen}" if seen else f"{code}\n{excerpt}"
    return hashlib.sha256(material.encode()).hexdigest()[:12]


def place_of(lines: Sequence[Line]) -> TextPlace:
    """Return the place of these lines (at least one), with their words as excerpt."""
    return TextPlace(
        line=lines[0].number,
        end_line=lines[-1].number,
        excerpt="\n".join(line.text for line in lines if line.text),
    )


def apply_edit(text: str, edit: Edit) -> str:
    """Return the normalised text with one edit made."""
    return apply_edits(text, (edit,))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the normalised text with all edits made; equal edits count once.

    Raises:
        EditsDoNotFit: an edit lies outside the text, or two overlap.
    """
    source = normalise(text)
    pieces: list[str] = []
    position = 0
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end, e.replacement)):
        if not position <= edit.start <= edit.end <= len(source):
            raise EditsDoNotFit
        pieces += (source[position : edit.start], edit.replacement)
        position = edit.end
    pieces.append(source[position:])
    return "".join(pieces)
