"""The lines of an item -> headings, points and paragraphs, in reading order."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from workflow.minutes import SectionKind
from workflow.reading.dates import CLOCKS, find_date
from workflow.reading.layout import ends_sentence
from workflow.reading.names import starts_small
from workflow.reading.normalising import Line, Passage
from workflow.reading.phrases import LEAD_IN
from workflow.reading.terms import SECTIONS, any_of, lookup, misread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.reading.layout import Layout

_SECTION_TABLE = [(pattern, SectionKind(kind)) for pattern, kind in lookup(SECTIONS)]
_SECTION = misread(rf"(?P<heading>{any_of('|'.join(SECTIONS).split('|'))})\s*:?")
_INLINE = misread(
    r"(?P<heading>beslut|decision|diskussion|discussion|bakgrund|background)\s*:\s+(?P<rest>\S.*)"
)
_BULLET = re.compile(r"[-–—•*·▪●]\s+(?P<words>\S.*)")
_NUMBERED_POINT = re.compile(r"(?:\d{1,2}[.)]|\(?[a-zåäö]\))\s+\S.*")
_ATT_POINT = re.compile(r"(?:att|to|that)\s+\S.*", re.IGNORECASE)
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2}[.!?:] ")
_DIGIT = re.compile(r"\d")
_POINT_END = (",", ";", ".", ":", " samt", " och", " and")
_LONGEST_HEADING = 70
_MOST_HEADING_WORDS = 9


def is_section_heading(text: str) -> bool:
    """Tell whether a line is one of the known headings, such as ``Bakgrund``."""
    return len(text) <= _LONGEST_HEADING and bool(_SECTION.fullmatch(text)) and not starts_small(text)


class SegmentKind(Enum):
    """What a segment is."""

    SECTION = auto()
    SUB_ITEM = auto()
    BULLET = auto()
    CLAUSE = auto()
    """A point that begins with ``att``, after what leads in to it."""
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Segment:
    """One heading, point or paragraph; for a heading ``section`` says of what kind."""

    kind: SegmentKind
    passage: Passage
    section: SectionKind = SectionKind.TEXT

    @property
    def text(self) -> str:
        """The words, without the mark of a point."""
        whole = self.passage.text
        match = _BULLET.fullmatch(whole) if self.kind is SegmentKind.BULLET else None
        return match["words"] if match else whole


def split_segments(lines: Sequence[Line], layout: Layout, *, may_have_sub_items: bool) -> list[Segment]:
    """Cut the text of an item into segments."""
    splitter = _Splitter(lines, layout, may_have_sub_items=may_have_sub_items)
    for index in range(len(lines)):
        splitter.take(index)
    splitter.finish()
    return splitter.segments


class _Splitter:
    """Takes the lines of one item in turn."""

    def __init__(self, lines: Sequence[Line], layout: Layout, *, may_have_sub_items: bool) -> None:
        """Begin with nothing open."""
        self.segments: list[Segment] = []
        self._lines = lines
        self._layout = layout
        self._may_have_sub_items = may_have_sub_items
        self._open: list[Line] = []
        self._kind = SegmentKind.TEXT

    def finish(self) -> None:
        """Close the segment that is open."""
        if self._open:
            self.segments.append(Segment(self._kind, Passage(tuple(self._open))))
        self._open = []
        self._kind = SegmentKind.TEXT

    def take(self, index: int) -> None:
        """Read one line."""
        line = self._lines[index]
        if not line.text:
            self.finish()
        elif self._take_section(line):
            return
        elif self._is_sub_item(index):
            self.finish()
            self.segments.append(Segment(SegmentKind.SUB_ITEM, Passage((line,))))
        else:
            self._take_text(line)

    def _take_section(self, line: Line) -> bool:
        """Read a heading such as ``Beslut``, alone on its line or with a colon before the text."""
        inline = _INLINE.fullmatch(line.text)
        match = inline or (_SECTION.fullmatch(line.text) if is_section_heading(line.text) else None)
        if not match:
            return False
        self.finish()
        heading = Line(line.number, line.start, match["heading"].rstrip())
        kind = next(kind for pattern, kind in _SECTION_TABLE if pattern.fullmatch(match["heading"].rstrip()))
        self.segments.append(Segment(SegmentKind.SECTION, Passage((heading,)), kind))
        if inline:
            rest = inline["rest"]
            self._take_text(Line(line.number, line.end - len(rest), rest))
        return True

    def _take_text(self, line: Line) -> None:
        """Read a line of running text, or the first of a point."""
        kind = self._begins(line)
        if kind is not None:
            self.finish()
            self._kind = kind
        self._open.append(line)

    def _begins(self, line: Line) -> SegmentKind | None:
        """Return what a line begins, or None when it goes on what is open."""
        if _BULLET.fullmatch(line.text) or _NUMBERED_POINT.fullmatch(line.text):
            return SegmentKind.BULLET
        last = self._open[-1].text if self._open else ""
        if _ATT_POINT.fullmatch(line.text) and self._may_begin_clause(last):
            return SegmentKind.CLAUSE
        if last and self._layout.ends_early(last) and self._begins_paragraph(line):
            return SegmentKind.TEXT
        return None

    def _may_begin_clause(self, last: str) -> bool:
        """Tell whether a clause can begin here: after a lead-in, or after another clause."""
        before = self._open or (self.segments[-1].passage.lines if self.segments else ())
        if not before:
            return False
        kind = self._kind if self._open else self.segments[-1].kind
        if kind is SegmentKind.CLAUSE:
            return not last or last.endswith(_POINT_END) or self._layout.has_room_for(last, "att")
        if kind is SegmentKind.SECTION:
            return True
        return kind is SegmentKind.TEXT and bool(LEAD_IN.search(Passage(tuple(before)[-3:]).text))

    def _begins_paragraph(self, line: Line) -> bool:
        """Tell whether a line under a short one is a new paragraph: not wrapped, or a capital first."""
        return self._layout.width is None or not starts_small(line.text)

    def _is_sub_item(self, index: int) -> bool:
        """Tell whether a line is the title of an unnumbered part: short, no full stop, text below."""
        line = self._lines[index]
        if not self._may_have_sub_items or not self._has_form_of_title(line.text):
            return False
        above = self._lines[index - 1].text if index else ""
        if above and not ends_sentence(above) and self._open:
            return False
        below = next((later.text for later in self._lines[index + 1 : index + 4] if later.text), "")
        if index + 1 < len(self._lines) and self._is_wrapped(line.text, self._lines[index + 1].text):
            return False
        if not below or starts_small(below) or is_section_heading(below):
            return False
        below_is_text = ends_sentence(below) or bool(_BULLET.match(below)) or self._is_full(below)
        apart = index + 1 < len(self._lines) and not self._lines[index + 1].text
        return below_is_text or (apart and not self._has_form_of_title(below))

    def _is_full(self, text: str) -> bool:
        """Tell whether a line is too long for a title, or reaches the margin."""
        return len(text) > _LONGEST_HEADING or not self._layout.ends_early(text)

    def _is_wrapped(self, text: str, below: str) -> bool:
        """Tell whether a line goes on below because its next word did not fit."""
        return bool(below) and self._layout.width is not None and not self._layout.has_room_for(text, below)

    def _has_form_of_title(self, text: str) -> bool:
        """Tell whether the words could be a title."""
        if len(text) > _LONGEST_HEADING or not text[0].isupper() or text[-1] in ".,:;!?-–)":
            return False
        if len(text.split()) > _MOST_HEADING_WORDS or _BULLET.match(text) or LEAD_IN.search(text):
            return False
        if self._layout.width is not None and len(text) > 0.8 * self._layout.width:
            return False
        return not _SENTENCE_INSIDE.search(text) and not _has_time(text)


def _has_time(text: str) -> bool:
    """Tell whether the words hold a day or a clock time."""
    return bool(_DIGIT.search(text)) and bool(CLOCKS.search(text) or find_date(text))
