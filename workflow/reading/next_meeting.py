"""When and where the body meets next."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.minutes import NextMeeting
from workflow.reading.codes import FindingCode
from workflow.reading.dates import WrittenDate, find_date, find_times, without
from workflow.reading.findings import Certainty, Edit, FindingLog, place_of
from workflow.reading.labels import read_label
from workflow.reading.normalising import Line, Passage
from workflow.reading.phrases import NEXT_TITLE
from workflow.reading.terms import misread

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from workflow.reading.agenda import ItemText

_PLACE = misread(r"[\s,.–-]*(?:i|1|på|in|at|hos|via)\s+(?P<place>\S.*?)[\s.]*")
_INTRODUCTION = misread(
    r"(?:the\s+)?(?:nästa|next)\s+\S*(?:möte|sammanträde|meeting)\w*"
    r"(?:\s+(?:äger rum|hålls|är|blir|planeras till|planeras|is|will be|is held|will be held|takes place))?"
    r"(?:\s+(?:den|on|to))?[\s:,]*"
)
_LONGEST = 400


def find_next_meeting(
    texts: Sequence[ItemText], *, after: dt.date | None, log: FindingLog
) -> NextMeeting | None:
    """Read the item about the next meeting.

    ``after`` is the day of this meeting, or what is proposed for it; a year
    that is missing is proposed from it.
    """
    for text in reversed(texts):
        if NEXT_TITLE.fullmatch(text.title):
            return _read(text, after, log)
    return None


def _read(text: ItemText, after: dt.date | None, log: FindingLog) -> NextMeeting | None:
    """Read day, times, place and what else is said."""
    reader = _NextReader(after, log)
    for passage in _passages(text.lines):
        reader.take(passage)
    return reader.result()


def _passages(lines: Sequence[Line]) -> list[Passage]:
    """Return the paragraphs; a labelled line is one by itself."""
    groups: list[list[Line]] = []
    fresh = True
    for line in lines:
        if not line.text:
            fresh = True
            continue
        labelled = read_label(line)
        if fresh or labelled:
            groups.append([])
        groups[-1].append(line)
        fresh = labelled is not None
    return [Passage(tuple(group)) for group in groups]


class _NextReader:
    """Takes the paragraphs of the item in turn."""

    def __init__(self, after: dt.date | None, log: FindingLog) -> None:
        """Nothing is known yet."""
        self._after = after
        self._log = log
        self._written: WrittenDate | None = None
        self._start: dt.time | None = None
        self._end: dt.time | None = None
        self._place: str | None = None
        self._notes: list[str] = []

    def take(self, passage: Passage) -> None:
        """Read one paragraph."""
        labelled = read_label(passage.lines[0]) if len(passage.lines) == 1 else None
        if labelled and labelled.meaning == "place" and labelled.value.text:
            self._place = labelled.value.text
        elif not self._take_time(passage):
            self._notes.append(passage.text)

    def _take_time(self, passage: Passage) -> bool:
        """Read day, times and place from a paragraph; False when it holds no new ones."""
        text = passage.text
        written = find_date(text[:_LONGEST])
        rest = without(text, (written.start, written.end)) if written else text
        times = find_times(rest[:_LONGEST])
        if not (written and self._written is None) and not (times and self._start is None):
            return False
        end = 0
        if written and self._written is None:
            self._written, end = written, written.end
            self._propose_year(written, passage)
        if times and self._start is None:
            self._start, self._end, end = times.start, times.end, max(end, times.end_at)
            rest = without(rest, (times.start_at, times.end_at))
        self._take_rest(rest, end)
        return True

    def _take_rest(self, rest: str, end: int) -> None:
        """Read the place after the times; words before and after become a note."""
        before = _INTRODUCTION.sub("", rest[:end]).strip(" ,.-–:")
        sentence, _, more = rest[end:].partition(". ")
        match = _PLACE.fullmatch(sentence)
        if match and self._place is None and len(match["place"]) <= _LONGEST:
            self._place = match["place"]
        elif any(letter.isalnum() for letter in sentence):
            more = f"{sentence.strip(' ,.-–')} {more}"
        self._notes += [words.strip() for words in (_without_joints(before), more) if words.strip(" .,")]

    def _propose_year(self, written: WrittenDate, passage: Passage) -> None:
        """Propose the first year after this meeting in which the day fits."""
        if written.year is not None:
            return
        first = self._after.year if self._after else None
        year = next((y for y in range(first, first + 2) if self._fits(written, y)), None) if first else None
        at = passage.source(written.end)
        self._log.add(
            FindingCode.NEXT_YEAR_MISSING,
            place_of(passage.lines),
            Certainty.LIKELY if year else Certainty.POSSIBLE,
            edits=[Edit(start=at, end=at, replacement=f" {year}")] if year else [],
            facts={"year": str(year) if year else "?"},
        )

    def _fits(self, written: WrittenDate, year: int) -> bool:
        """Tell whether the day comes after this meeting, on the weekday written."""
        day = written.in_year(year)
        return (
            day is not None
            and (self._after is None or day > self._after)
            and written.weekday in (None, day.weekday())
        )

    def result(self) -> NextMeeting | None:
        """Return what was read; None when it is neither day nor time nor place."""
        if not (self._written or self._start or self._place):
            return None
        note = " ".join(self._notes)
        return NextMeeting(
            date=self._written.date if self._written else None,
            start=self._start,
            end=self._end,
            place=self._place,
            note=note if 0 < len(note) <= _LONGEST else None,
        )


def _without_joints(words: str) -> str:
    """Return the words without those that only join day and time."""
    return (
        misread(r"\b(?:den|kl|klockan|at|on|från|from|mellan|between|the)\b\.?")
        .sub(" ", words)
        .strip(" ,.-–")
    )
