"""How the text is laid out: its width, and where its pages join."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, Edit, FindingLog, place_of
from workflow.reading.names import starts_small
from workflow.reading.normalising import Line
from workflow.reading.terms import misread

if TYPE_CHECKING:
    from collections.abc import Sequence

_FURNITURE = misread(
    r"(?:sida|sid|page)\s*:?\s*\d{1,4}|"
    r"(?:.{1,60}\s)?(?:sida|sid|page)\s*:?\s*\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|(?:/|av|of)\s*\d{1,4})|"
    r"(?:.{1,100}\s{3,})?\d{1,4}\s?\(\d{1,4}\)|[-–]\s?\d{1,4}\s?[-–]|"
    r"justerandes? sign(?:atur)?(?:er)?\.?(?:\s+utdragsbestyrkande)?|utdragsbestyrkande"
)
_FURNITURE_HINT = re.compile(r"\d|[Jj]uster|[Uu]tdrag")
_LONE_NUMBER = re.compile(r"\d{1,3}")
_STRUCTURE = re.compile(r"[§•*–—-]|\d{1,4}[.)]\s|\(?[a-z]\)\s")
_SENTENCE_END = (".", "!", "?", ":", ".”", '."', ".)")
_NARROWEST, _WIDEST = 60, 120
_ENOUGH_LINES = 2
_LONGEST_FURNITURE = 140


@dataclass(frozen=True, slots=True)
class Layout:
    """The width to which paragraphs are wrapped, in characters; None: not wrapped."""

    width: int | None

    def ends_early(self, line: str) -> bool:
        """Tell whether the line stops so far from the margin that a paragraph ends there."""
        return self.width is None or len(line) < 0.6 * self.width

    def has_room_for(self, line: str, following: str) -> bool:
        """Tell whether the next line's first word would have fitted on this one."""
        word = following.split(maxsplit=1)[0] if following else ""
        return self.width is not None and len(line) + 1 + len(word) <= self.width


def layout_of(lines: Sequence[Line]) -> Layout:
    """Measure the longest line that plainly goes on below; beyond 120 characters nobody wraps."""
    wrapped = [len(a.text) for a, b in pairwise(lines) if b.text[:1].islower() and 0 < len(a.text) <= _WIDEST]
    if len(wrapped) < _ENOUGH_LINES:
        wrapped = [len(line.text) for line in lines]
    longest = max(wrapped, default=0)
    return Layout(None if longest > _WIDEST else max(longest, _NARROWEST))


def ends_sentence(text: str) -> bool:
    """Tell whether a sentence ends with this text."""
    return text.endswith(_SENTENCE_END)


def without_pages(lines: Sequence[Line], log: FindingLog) -> list[Line]:
    """Return the lines with page furniture taken out and pages joined.

    What is taken out stands in a finding. Several blank lines become one. Where
    a page ends in running text, a blank line says that a new paragraph begins.
    """
    index = next((place for place, line in enumerate(lines) if line.text), 0)
    kept: list[Line] = [replace(line, page_break=False) for line in lines[index : index + 1]]
    index += 1
    while index < len(lines):
        end, ends_page = _gap(lines, index)
        before = next((line for line in reversed(kept[-2:]) if line.text), None)
        if ends_page:
            after = lines[end] if end < len(lines) else None
            kept = kept[:-1] if kept and not kept[-1].text else kept
            kept += _joined(before, lines[index:end], after, log)
        elif end > index and before:
            kept.append(lines[index])
        if end < len(lines):
            kept.append(replace(lines[end], page_break=False))
        index = end + 1
    return kept


def _gap(lines: Sequence[Line], index: int) -> tuple[int, bool]:
    """Return where the text goes on from ``index`` and whether a page ends before that."""
    end = index
    ends_page = False
    while end < len(lines) and (not lines[end].text or _is_furniture(lines, end)):
        ends_page |= bool(lines[end].text)
        end += 1
    return end, ends_page or (end < len(lines) and lines[end].page_break)


def _is_furniture(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is a page number, header or footer."""
    line = lines[index]
    if not 0 < len(line.text) <= _LONGEST_FURNITURE or not _FURNITURE_HINT.search(line.text):
        return False
    if _FURNITURE.fullmatch(line.text):
        return True
    return bool(_LONE_NUMBER.fullmatch(line.text)) and (
        line.page_break or _breaks_next(lines, index) or index == len(lines) - 1
    )


def _breaks_next(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the next line with text, at most four lines on, begins a page."""
    following = next((line for line in lines[index + 1 : index + 5] if line.text), None)
    return following is not None and following.page_break


def _joined(before: Line | None, gap: Sequence[Line], after: Line | None, log: FindingLog) -> list[Line]:
    """Tell what was found between two pages; return a blank line where a paragraph ends."""
    furniture = [line for line in gap if line.text]
    goes_on = _goes_on(before, after, has_blank=any(not line.text for line in gap))
    edit = Edit(
        start=before.end if before else 0,
        end=after.start if after else (gap[-1].end if gap else 0),
        replacement="" if not (before and after) else "\n" if goes_on else "\n\n",
    )
    if furniture:
        text = " / ".join(line.text for line in furniture)
        log.add(
            FindingCode.PAGE_FURNITURE,
            place_of(furniture),
            Certainty.LIKELY,
            edits=[edit],
            facts={"text": text},
        )
    elif before and after and _is_doubtful(gap, after, goes_on=goes_on):
        log.add(FindingCode.PAGE_BREAK, place_of([before, after]), Certainty.POSSIBLE, edits=[edit])
    if goes_on or not before:
        return []
    return [Line(before.number, before.end, "")]


def _goes_on(before: Line | None, after: Line | None, *, has_blank: bool) -> bool:
    """Tell whether the sentence before the page's end goes on after it."""
    if not before or not after or ends_sentence(before.text) or _STRUCTURE.match(after.text):
        return False
    return starts_small(after.text) or (not has_blank and len(before.text) >= 0.75 * _NARROWEST)


def _is_doubtful(gap: Sequence[Line], after: Line, *, goes_on: bool) -> bool:
    """Tell whether a person should look at how two pages were joined."""
    if _STRUCTURE.match(after.text):
        return False
    if goes_on:
        return bool(gap) or not starts_small(after.text)
    return not gap
