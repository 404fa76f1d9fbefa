"""Plain text, as people write minutes, -> minutes and findings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from workflow.minutes import (
    AdjusterElection,
    Item,
    Meeting,
    Minutes,
    MinutesKind,
)
from workflow.ports.reading import Reading, TextPlace
from workflow.reading.adjusters import find_election, names_in
from workflow.reading.agenda import Heading, ItemText, find_headings, read_items
from workflow.reading.checks import check_people, with_roles_inferred
from workflow.reading.codes import FindingCode
from workflow.reading.dates import propose_year, years_in
from workflow.reading.errors import TextTooLong
from workflow.reading.findings import Certainty, FindingLog, place_of
from workflow.reading.head import Head, read_head
from workflow.reading.head_people import gather_people
from workflow.reading.layout import layout_of, without_pages
from workflow.reading.meeting_time import check_time
from workflow.reading.next_meeting import find_next_meeting
from workflow.reading.normalising import Line, normalise, split_lines
from workflow.reading.people import mentioned_names, tell_double_spellings
from workflow.reading.phrases import CLOSING, NEXT_TITLE
from workflow.reading.sections import build_parts
from workflow.reading.segments import Segment, SegmentKind, split_segments
from workflow.reading.signature_block import SignatureBlock, find_block_start, read_block
from workflow.reading.spelling import tell_line_end_hyphens, tell_scanner_signs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from workflow.reading.attendance import People
    from workflow.reading.layout import Layout

MOST_LINES = 60_000
"""A thousand pages; a bound on the time one reading takes."""

_SV = re.compile(
    r"\b(?:och|att|som|den|det|av|med|till|inte|ska|under|kl|f[öo6]r|p[åa]|fr[åa]n|[äa]r|vid|beslut\w*)\b",
    re.IGNORECASE,
)
_EN = re.compile(r"\b(?:the|of|and|to|was|were|that|with|by|from|this|on|be|is|meeting)\b", re.IGNORECASE)
_LONGEST_NAME = 400
_LONGEST_CLOSING = 600


def read_text(text: str, *, today: dt.date) -> Reading:
    """Read minutes from plain text.

    The text stays the one source: to accept a proposal, apply its edits to the
    normalised text and read again. Nothing is guessed without a finding, and
    every word is in the minutes, in a finding, or a label or date that was
    understood. ``today`` helps to propose a year.

    Raises:
        NoItems: there is no agenda item.
        TextTooLong: there are more than ``MOST_LINES`` lines.
    """
    source = normalise(text)
    if source.count("\n") > MOST_LINES:
        raise TextTooLong(lines=source.count("\n") + 1, limit=MOST_LINES)
    return _TextReader(source, today).read()


class _TextReader:
    """One reading of one text, part by part."""

    def __init__(self, source: str, today: dt.date) -> None:
        """Find the parts: head, items, signature block."""
        self.source = source
        self.today = today
        self.log = FindingLog()
        self.language: Literal["sv", "en"] = _language(source)
        self.lines: list[Line] = without_pages(split_lines(source), self.log)
        self.layout: Layout = layout_of(self.lines)
        self.headings: list[Heading] = find_headings(self.lines)
        self.block_start = find_block_start(self.lines, self.headings[-1].index + 1)

    def read(self) -> Reading:
        """Read each part, then hold them against one another."""
        head = read_head(self.lines[: self.headings[0].index], self.log)
        texts = read_items(self.lines, self.headings, self.block_start, self.layout, self.log)
        closing = self._without_closing(texts)
        items = self._items(texts)
        people = self._people(head)
        block = self._block(head, people)
        minutes = self._minutes(head, people, items, closing, block)
        minutes = minutes.model_copy(update=self._meanings(head, people, items, texts))
        minutes = with_roles_inferred(minutes, block, self.log)
        self._check(head, minutes, block)
        return Reading(minutes=minutes, findings=self.log.in_reading_order())

    def _items(self, texts: Sequence[ItemText]) -> tuple[Item, ...]:
        """Build the items from their texts."""
        items: list[Item] = []
        for text in texts:
            parts = build_parts(self._segments(text), self.log)
            items.append(
                Item(
                    label=text.heading.label,
                    title=text.title,
                    diary_numbers=text.diary_numbers,
                    sections=parts.sections,
                    sub_items=parts.sub_items,
                )
            )
        return tuple(items)

    def _segments(self, text: ItemText) -> list[Segment]:
        """Cut an item's text into segments; the next meeting's time and place are no sub-items."""
        may_have_sub_items = not NEXT_TITLE.fullmatch(text.title)
        return split_segments(text.lines, self.layout, may_have_sub_items=may_have_sub_items)

    def _without_closing(self, texts: list[ItemText]) -> str | None:
        """Take the closing sentence from the end of the last item, and return it."""
        segments = self._segments(texts[-1])
        if not segments or not _is_closing(segments[-1]):
            return None
        first = segments[-1].passage.lines[0]
        lines = tuple(line for line in texts[-1].lines if line.start < first.start)
        texts[-1] = replace(texts[-1], lines=lines)
        return segments[-1].text

    def _people(self, head: Head) -> People:
        """Read the lists of people, with what the items tell about their names."""
        first = self.headings[0].line.start
        last = self.lines[self.block_start].start if self.block_start < len(self.lines) else len(self.source)
        return gather_people(head, mentioned_names(self.source[first:last]), self.log)

    def _block(self, head: Head, people: People) -> SignatureBlock:
        """Read the signature block at the end, or the one at the top."""
        known = [attendee.name for attendee in people.attendees]
        if self.block_start == len(self.lines) and head.signatures:
            return read_block(head.signatures, 0, known, self.log)
        return read_block(self.lines, self.block_start, known, self.log)

    def _minutes(
        self, head: Head, people: People, items: tuple[Item, ...], closing: str | None, block: SignatureBlock
    ) -> Minutes:
        """Put the parts together."""
        return Minutes(
            language=self.language,
            kind=self._kind(head),
            organisation=head.organisation or head.title.organisation,
            body=self._body(head),
            meeting=Meeting(date=head.time.date, start=head.time.start, end=head.time.end, place=head.place),
            attendees=people.attendees,
            absentees=people.absentees,
            items=items,
            drafter=block.drafter,
            countersigner=block.countersigner,
            closing=closing,
        )

    def _kind(self, head: Head) -> MinutesKind:
        """Return the kind written, or the usual one for the numbering, with a finding."""
        if head.title.kind:
            return head.title.kind
        kind = MinutesKind.MINUTES if self.headings[0].label.startswith("§") else MinutesKind.NOTES
        self.log.add(FindingCode.KIND_NOT_FOUND, self._top(), Certainty.POSSIBLE, facts={"kind": kind.value})
        return kind

    def _body(self, head: Head) -> str:
        """Return the body, or the first line with a finding."""
        if head.title.body:
            return head.title.body
        place = self._top()
        self.log.add(FindingCode.BODY_NOT_FOUND, place, Certainty.CERTAIN)
        return place.excerpt[:_LONGEST_NAME].strip()

    def _top(self) -> TextPlace:
        """Return the place of the first line with words."""
        return place_of([next(line for line in self.lines if line.text)])

    def _meanings(
        self, head: Head, people: People, items: Sequence[Item], texts: Sequence[ItemText]
    ) -> dict[str, object]:
        """Return what the items mean: the election and the next meeting."""
        present = [attendee.name for attendee in people.attendees]
        found = find_election(items, texts, present, self.log)
        election = found.outcome if found else None
        if election is None and head.adjusters:
            names = names_in(", ".join(line.text for line in head.adjusters.lines), present)
            election = AdjusterElection(item_label="", adjusters=names) if names else None
        next_meeting = find_next_meeting(texts, after=self._likely_date(head), log=self.log)
        return {"adjuster_election": election, "next_meeting": next_meeting}

    def _likely_date(self, head: Head) -> dt.date | None:
        """Return the day of the meeting, with the year that would be proposed."""
        written = head.time.written
        if written is None or written.year is not None:
            return head.time.date
        proposal = propose_year(written, today=self.today, mentioned=years_in(self.source))
        return written.in_year(proposal[0]) if proposal else None

    def _check(self, head: Head, minutes: Minutes, block: SignatureBlock) -> None:
        """Hold the parts against one another and tell what does not fit."""
        if head.time.written is None:
            self.log.add(FindingCode.DATE_NOT_FOUND, self._top(), Certainty.CERTAIN)
        check_time(
            head.time, today=self.today, years=years_in(self.source), language=self.language, log=self.log
        )
        check_people(minutes, block, self.headings[0].line, self.log)
        listed = [*(a.name for a in minutes.attendees), *(a.name for a in minutes.absentees)]
        tell_double_spellings(self.source, listed, self.log)
        tell_scanner_signs(self.source, language=self.language, log=self.log)
        tell_line_end_hyphens(self.lines, self.source, self.log)


def _language(text: str) -> Literal["sv", "en"]:
    """Return the language with more of its small words in the first pages."""
    beginning = text[:20_000]
    return "en" if len(_EN.findall(beginning)) > len(_SV.findall(beginning)) else "sv"


def _is_closing(segment: Segment) -> bool:
    """Tell whether a paragraph ends the meeting."""
    return segment.kind is SegmentKind.TEXT and bool(CLOSING.search(segment.text[:_LONGEST_CLOSING]))
