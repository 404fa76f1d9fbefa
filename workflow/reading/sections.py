"""Segments of an item -> sections, sub-items, decisions and assignments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.minutes import (
    Assignment,
    Block,
    Bullets,
    Decision,
    Paragraph,
    Section,
    SectionKind,
    SubItem,
)
from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, Edit, FindingLog, place_of
from workflow.reading.phrases import (
    ASSIGNMENT_HINT,
    ASSIGNMENTS,
    DECIDES_SOMEHOW,
    DECISION_EN,
    DECISION_SV,
    DUE,
    LEAD_IN,
    NO_DECIDER,
    RESOLVED,
)
from workflow.reading.segments import Segment, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_TEXT = 200_000
_BEGINNING = 400
_MAY_DECIDE = frozenset({SectionKind.TEXT, SectionKind.DECISION})
_MAY_ASSIGN = _MAY_DECIDE | {SectionKind.DISCUSSION, SectionKind.SUMMARY}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])")


@dataclass(slots=True)
class _OpenSection:
    """A section being filled."""

    kind: SectionKind
    heading: str | None
    place: Segment | None
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class ItemParts:
    """The sections and sub-items of one item."""

    sections: tuple[Section, ...]
    sub_items: tuple[SubItem, ...]


def build_parts(segments: Sequence[Segment], log: FindingLog) -> ItemParts:
    """Put segments together; a sub-item's title begins a new list of sections."""
    parts: list[tuple[str | None, list[_OpenSection]]] = [
        (None, [_OpenSection(SectionKind.TEXT, None, None)])
    ]
    for segment in segments:
        sections = parts[-1][1]
        if segment.kind is SegmentKind.SUB_ITEM:
            parts.append((segment.text, [_OpenSection(SectionKind.TEXT, None, None)]))
        elif segment.kind is SegmentKind.SECTION:
            sections.append(_OpenSection(segment.section, segment.text, segment))
        else:
            _add(sections[-1], segment, log)
    built = [(title, _close(sections, log)) for title, sections in parts]
    return ItemParts(
        sections=built[0][1],
        sub_items=tuple(SubItem(title=title, sections=sections) for title, sections in built[1:] if title),
    )


def _close(sections: Sequence[_OpenSection], log: FindingLog) -> tuple[Section, ...]:
    """Freeze the sections; empty ones without a heading are dropped."""
    for section in sections:
        decided = any(isinstance(block, (Decision, Assignment)) for block in section.blocks)
        if section.kind is SectionKind.DECISION and not decided and section.place:
            facts = {"heading": section.heading or ""}
            log.add(
                FindingCode.DECISION_UNCLEAR,
                place_of(section.place.passage.lines),
                Certainty.POSSIBLE,
                facts=facts,
            )
    return tuple(
        Section(kind=section.kind, heading=section.heading, blocks=tuple(section.blocks))
        for section in sections
        if section.heading or section.blocks
    )


def _add(section: _OpenSection, segment: Segment, log: FindingLog) -> None:
    """Add one point or paragraph to a section."""
    last = section.blocks[-1] if section.blocks else None
    for text in _pieces(segment.text):
        assignment = _assignment(text) if section.kind in _MAY_ASSIGN else None
        if segment.kind is not SegmentKind.TEXT and _takes_points(last):
            section.blocks[-1] = last = last.model_copy(update={"points": (*last.points, text)})  # type: ignore[union-attr]
        elif assignment:
            section.blocks.append(assignment)
        elif segment.kind is SegmentKind.BULLET or (
            segment.kind is SegmentKind.CLAUSE and section.kind not in _MAY_DECIDE
        ):
            _add_point(section, text)
        else:
            section.blocks.append(_paragraph(section, text))
            _tell_assignment_inside(section, segment, log)
        last = section.blocks[-1]


def _takes_points(block: Block | None) -> bool:
    """Tell whether points that follow are the clauses of a decision."""
    return isinstance(block, Decision) and (bool(block.points) or bool(LEAD_IN.search(block.text[-80:])))


def _add_point(section: _OpenSection, text: str) -> None:
    """Add a point to the list above it, or begin one."""
    last = section.blocks[-1] if section.blocks else None
    if isinstance(last, Bullets):
        section.blocks[-1] = Bullets(points=(*last.points, text))
    else:
        section.blocks.append(Bullets(points=(text,)))


def _paragraph(section: _OpenSection, text: str) -> Block:
    """Return the paragraph as a decision where it is one."""
    beginning = text[:_BEGINNING]
    match = DECISION_SV.match(beginning) or DECISION_EN.match(beginning)
    decider = match["decider"] if match else None
    if decider and (NO_DECIDER.search(decider) or not decider[0].isupper()):
        decider = None
    if section.kind in _MAY_DECIDE and (decider or RESOLVED.match(beginning)):
        return Decision(text=text, decider=None if decider and RESOLVED.fullmatch(decider) else decider)
    if section.kind is SectionKind.DECISION and DECIDES_SOMEHOW.search(text):
        return Decision(text=text)
    return Paragraph(text=text)


def _assignment(text: str) -> Assignment | None:
    """Return the task that the text gives to somebody, or None."""
    beginning = text[:_BEGINNING]
    if not ASSIGNMENT_HINT.search(beginning):
        return None
    for pattern in ASSIGNMENTS:
        match = pattern.match(beginning)
        if match and match["assignee"][:1].isupper() and not NO_DECIDER.search(match["assignee"]):
            due = DUE.search(text, match.end("assignee"))
            return Assignment(
                text=text, assignee=match["assignee"], due=(due["sv"] or due["en"]) if due else None
            )
    return None


def _tell_assignment_inside(section: _OpenSection, segment: Segment, log: FindingLog) -> None:
    """Propose a paragraph of its own for a task given in the middle of one."""
    text = segment.text
    if (
        section.kind not in _MAY_ASSIGN
        or segment.kind is not SegmentKind.TEXT
        or not ASSIGNMENT_HINT.search(text)
    ):
        return
    for gap in _SENTENCE.finditer(text):
        found = _assignment(text[gap.end() : gap.end() + _BEGINNING])
        if found:
            at, end = segment.passage.source(gap.start()), segment.passage.source(gap.end())
            edit = Edit(start=at, end=end, replacement="\n\n")
            log.add(
                FindingCode.ASSIGNMENT_IN_TEXT,
                place_of(segment.passage.lines),
                Certainty.POSSIBLE,
                edits=[edit],
                facts={"assignee": found.assignee},
            )
            return


def _pieces(text: str) -> list[str]:
    """Cut a text that is longer than a block may be, at spaces where there are any."""
    pieces = []
    while len(text) > _LONGEST_TEXT:
        at = text.rfind(" ", 1, _LONGEST_TEXT)
        at = at if at > 0 else _LONGEST_TEXT
        pieces.append(text[:at].strip() or text[:at])
        text = text[at:].strip()
    return [*pieces, text] if text else pieces
