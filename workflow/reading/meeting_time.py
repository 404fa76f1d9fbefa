"""When the meeting was held, from the lines that say so, and what is wrong with them."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.reading.codes import FindingCode
from workflow.reading.dates import WrittenDate, find_date, find_times, propose_year, without
from workflow.reading.findings import Certainty, Edit, FindingLog, place_of
from workflow.reading.terms import misread

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from workflow.reading.normalising import Line

_JOINTS = misread(
    r"\b(?:kl|klockan|den|the|at|from|on|to|till|mellan|between|från|och|and|h|hrs)\b\.?|[-–—,.;:]"
)
_EDGES = misread(
    r"^(?:\s|[-–—,.;:]|(?:kl|klockan|den|at|on|mellan|från)\b\.?)+|(?:\s|[-–—,;:]|\b(?:kl|klockan|den|the|at|on)\.?)+$"
)
_SV_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(slots=True)
class MeetingTime:
    """The day and times as far as they are known."""

    written: WrittenDate | None = None
    line: Line | None = None
    """The line the day stands on."""
    start: dt.time | None = None
    end: dt.time | None = None

    def take(self, line: Line) -> str:
        """Read day and times from a line; return the words that are neither."""
        rest = line.text
        written = find_date(rest)
        if written and self.written is None:
            self.written, self.line = written, line
            rest = without(rest, (written.start, written.end))
        elif written and self._is_known(written):
            rest = without(rest, (written.start, written.end))
        elif written:
            return rest
        times = find_times(rest)
        if times and self.start is None:
            self.start, self.end = times.start, times.end
            rest = without(rest, (times.start_at, times.end_at))
        return rest

    def _is_known(self, written: WrittenDate) -> bool:
        """Tell whether this is the day already read."""
        known = self.written
        return (
            known is not None
            and (known.day, known.month) == (written.day, written.month)
            and (written.year in (None, known.year))
        )

    @property
    def date(self) -> dt.date | None:
        """The day, where it is complete and exists."""
        return self.written.date if self.written else None


def is_only_joints(rest: str) -> bool:
    """Tell whether nothing but joining words is left of a line about time."""
    return not _JOINTS.sub(" ", rest).strip()


def place_words(rest: str) -> str:
    """Return the words of a place that are left when day and times are taken out."""
    pieces = [_EDGES.sub("", _EDGES.sub("", piece)) for piece in re.split(r"\s{3,}", rest)]
    return ", ".join(piece for piece in pieces if piece)


def check_time(
    found: MeetingTime, *, today: dt.date, years: Iterable[int], language: str, log: FindingLog
) -> None:
    """Tell what is missing or contradictory in the time of the meeting."""
    written, line = found.written, found.line
    if written and line:
        if written.year is None:
            tell_missing_year(
                FindingCode.YEAR_MISSING,
                written,
                line,
                propose_year(written, today=today, mentioned=years),
                log,
            )
        elif written.date is None:
            log.add(
                FindingCode.DATE_IMPOSSIBLE,
                place_of([line]),
                Certainty.CERTAIN,
                facts={"written": written.text},
            )
        elif written.weekday not in (None, written.date.weekday()):
            _tell_weekday(written, line, language, log)
        if found.start and found.end and found.end <= found.start:
            facts = {"start": f"{found.start:%H:%M}", "end": f"{found.end:%H:%M}"}
            log.add(FindingCode.END_BEFORE_START, place_of([line]), Certainty.LIKELY, facts=facts)


def tell_missing_year(
    code: FindingCode, written: WrittenDate, line: Line, proposal: tuple[int, bool] | None, log: FindingLog
) -> None:
    """Propose a year after the month; without a plausible one, only say that it is missing."""
    year, only_one = proposal or (None, False)
    at = line.start + written.end
    log.add(
        code,
        place_of([line]),
        Certainty.CERTAIN
        if only_one
        else Certainty.POSSIBLE
        if year is None or written.weekday is None
        else Certainty.LIKELY,
        edits=[Edit(start=at, end=at, replacement=f" {year}")] if year else [],
        facts={"year": str(year) if year else "?"},
    )


def _tell_weekday(written: WrittenDate, line: Line, language: str, log: FindingLog) -> None:
    """Propose the weekday that the date falls on, in the form it was written."""
    if written.date is None or written.weekday is None or written.weekday_span is None:
        return
    days = _SV_DAYS if language == "sv" else _EN_DAYS
    start, end = written.weekday_span
    word = line.text[start:end]
    actual = days[written.date.weekday()]
    replacement = actual + ("en" if language == "sv" and word.lower().endswith("en") else "")
    replacement = replacement.capitalize() if word[:1].isupper() else replacement
    log.add(
        FindingCode.WEEKDAY_CONTRADICTS,
        place_of([line]),
        Certainty.LIKELY,
        edits=[Edit(start=line.start + start, end=line.start + end, replacement=replacement)],
        facts={"date": written.date.isoformat(), "written": word, "actual": actual},
    )
