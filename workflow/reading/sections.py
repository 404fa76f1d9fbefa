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
class _OpenList:
    """Points being gathered: the clauses of a decision, or a plain list."""

    decision: Decision | None
    points: list[str] = field(default_factory=list)

    def close(self) -> Block:
        """Return the block they make."""
        if self.decision is None:
            return Bullets(points=tuple(self.points))
        return self.decision.model_copy(update={"points": tuple(self.points)})


@dataclass(slots=True)
class _OpenSection:
    """A section being filled."""

    kind: SectionKind
    heading: str | None
    place: Segment | None
    blocks: list[Block | _OpenList] = field(default_factory=list)

    def close(self) -> Section:
        """Freeze it."""
        blocks = tuple(block.close() if isinstance(block, _OpenList) else block for block in self.blocks)
        return Section(kind=self.kind, heading=self.heading, blocks=blocks)


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
    closed = [open_section.close() for open_section in sections]
    for open_section, section in zip(sections, closed, strict=True):
        decided = any(isinstance(block, (Decision, Assignment)) for block in section.blocks)
        if section.kind is SectionKind.DECISION and not decided and open_section.place:
            place = place_of(open_section.place.passage.lines)
            facts = {"heading": section.heading or ""}
            log.add(FindingCode.DECISION_UNCLEAR, place, Certainty.POSSIBLE, facts=facts)
    return tuple(section for section in closed if section.heading or section.blocks)


def _add(section: _OpenSection, segment: Segment, log: FindingLog) -> None:
    """Add one point or paragraph to a section."""
    is_point = segment.kind is SegmentKind.BULLET or (
        segment.kind is SegmentKind.CLAUSE and section.kind not in _MAY_DECIDE
    )
    for text in _pieces(segment.text):
        clauses = _clauses(section) if segment.kind is not SegmentKind.TEXT else None
        if clauses:
            clauses.points.append(text)
        elif section.kind in _MAY_ASSIGN and (assignment := _assignment(text)):
            section.blocks.append(assignment)
        elif is_point and section.kind is SectionKind.DECISION and DECIDES_SOMEHOW.search(text):
            section.blocks.append(Decision(text=text))
        elif is_point:
            _plain_list(section).points.append(text)
        else:
            section.blocks.append(_paragraph(section, text))
    if segment.kind is SegmentKind.TEXT:
        _tell_assignment_inside(section, segment, log)


def _clauses(section: _OpenSection) -> _OpenList | None:
    """Return the list of clauses that a point goes on, or begins after what leads in to it."""
    last = section.blocks[-1] if section.blocks else None
    if isinstance(last, Decision) and LEAD_IN.search(last.text[-80:]):
        last = section.blocks[-1] = _OpenList(last)
    return last if isinstance(last, _OpenList) and last.decision else None


def _plain_list(section: _OpenSection) -> _OpenList:
    """Return the list that a point goes on, or a new one."""
    last = section.blocks[-1] if section.blocks else None
    if not isinstance(last, _OpenList):
        last = _OpenList(None)
        section.blocks.append(last)
    return last


def _paragraph(section: _OpenSection, text: str) -> Block:
    """Return the paragraph as a decision where it is one."""
    beginning = text[:_BEGINNING]
    match = DECISION_SV.match(beginning) or DECISION_EN.match(beginning)
    decider = match["decider"] if match else None
    if decider and (NO_DECIDER.search(decider) or not decider[0].isupper() or RESOLVED.match(beginning)):
        decider = None
    if section.kind in _MAY_DECIDE and (decider or RESOLVED.match(beginning)):
        return Decision(text=text, decider=decider)
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
