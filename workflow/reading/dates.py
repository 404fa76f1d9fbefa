"""Days and clock times as people write them."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.reading.terms import any_of, lookup, misread

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = {
    "januari|january|jan": "1",
    "februari|february|feb": "2",
    "mars|march|mar": "3",
    "april|apr": "4",
    "maj|may": "5",
    "juni|june|jun": "6",
    "juli|july|jul": "7",
    "augusti|august|aug": "8",
    "september|sept|sep": "9",
    "oktober|october|okt|oct": "10",
    "november|nov": "11",
    "december|dec": "12",
}
_WEEKDAYS = {
    "måndag|måndagen|mån|monday|mon": "0",
    "tisdag|tisdagen|tis|tuesday|tue|tues": "1",
    "onsdag|onsdagen|ons|wednesday|wed": "2",
    "torsdag|torsdagen|tors|tor|thursday|thu|thur|thurs": "3",
    "fredag|fredagen|fre|friday|fri": "4",
    "lördag|lördagen|lör|saturday|sat": "5",
    "söndag|söndagen|sön|sunday|sun": "6",
}
_MONTH_TABLE = lookup(_MONTHS)
_WEEKDAY_TABLE = lookup(_WEEKDAYS)
_MONTH = any_of("|".join(_MONTHS).split("|"))
_WEEKDAY = any_of("|".join(_WEEKDAYS).split("|"))
_LEADING_WEEKDAY = rf"(?:\b(?P<weekday>{_WEEKDAY})\b[.,]?\s+(?:the\s+)?)?"
_FORMS = (
    misread(rf"{_LEADING_WEEKDAY}(?:den\s+)?\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    misread(
        rf"{_LEADING_WEEKDAY}(?:den\s+)?\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|:e|\.)?\s+(?:of\s+)?"
        rf"(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    ),
    misread(
        rf"{_LEADING_WEEKDAY}\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]\d)"
        rf"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    ),
    misread(
        rf"{_LEADING_WEEKDAY}(?:den\s+)?\b(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})\b"
        rf"(?:[\s/-]+(?P<year>(?:19|20)\d\d|\d\d)\b(?![.:]\d))?"
    ),
    misread(rf"{_LEADING_WEEKDAY}\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>(?:19|20)\d\d)\b"),
)
_CLOCK = r"\b{0}(?P<{1}h>\d{{1,2}})[.:](?P<{1}m>\d\d)(?!\d)\s*(?P<{1}half>[ap]\.?m\b\.?)?"
_TO = r"\s*(?:[-–—]+|tills|till|to|until)\s*"
_AT = r"(?:(?:kl|klockan|at)\.?\s*)?"
CLOCKS = misread(rf"{_CLOCK.format(_AT, 'start')}(?:{_TO}{_CLOCK.format(_AT, 'end')})?")
_HOURS = misread(
    r"\b(?:kl|klockan)\.?\s*(?P<starth>\d{1,2})(?![.:\d])(?:" + _TO + r"(?P<endh>\d{1,2})(?![.:\d]))?"
)
_YEAR = re.compile(r"(?<![\d/-])(20\d\d)(?![\d/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A day found in a text; positions count in that text."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None
    """Monday is 0."""
    weekday_span: tuple[int, int] | None
    text: str

    def in_year(self, year: int) -> dt.date | None:
        """Return the day in that year, or None when that year has no such day."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> dt.date | None:
        """The day where the year is written and the day exists."""
        return self.in_year(self.year) if self.year else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTimes:
    """A clock time or a span of it found in a text."""

    start_at: int
    end_at: int
    start: dt.time
    end: dt.time | None


def find_date(text: str) -> WrittenDate | None:
    """Return the first day written in the text, or None."""
    found = [match for form in _FORMS if (match := form.search(text))]
    return _written_date(min(found, key=lambda m: m.start())) if found else None


def _written_date(match: re.Match[str]) -> WrittenDate:
    """Read the parts of a match."""
    weekday = match["weekday"]
    year = match["year"]
    month = match["month"]
    return WrittenDate(
        start=match.start(),
        end=match.end(),
        day=int(match["day"]),
        month=int(month) if month.isdigit() else _value(_MONTH_TABLE, month),
        year=None if year is None else int(year) + (2000 if len(year) == 2 else 0),  # noqa: PLR2004
        weekday=_value(_WEEKDAY_TABLE, weekday) if weekday else None,
        weekday_span=match.span("weekday") if weekday else None,
        text=match.group(),
    )


def _value(table: list[tuple[re.Pattern[str], str]], word: str) -> int:
    """Return the number a word stands for; words come from the same table."""
    return next(int(value) for pattern, value in table if pattern.fullmatch(word))


def find_times(text: str) -> WrittenTimes | None:
    """Return the first clock time, or span of it, in a text without dates."""
    for match in CLOCKS.finditer(text):
        start = _time(match["starth"], match["startm"], match["starthalf"] or match["endhalf"])
        end = _time(match["endh"], match["endm"], match["endhalf"]) if match["endh"] else None
        if start and (end or not match["endh"]):
            return WrittenTimes(start_at=match.start(), end_at=match.end(), start=start, end=end)
    for match in _HOURS.finditer(text):
        start = _time(match["starth"], "0", None)
        end = _time(match["endh"], "0", None) if match["endh"] else None
        if start:
            return WrittenTimes(start_at=match.start(), end_at=match.end(), start=start, end=end)
    return None


def _time(hour: str, minute: str, half: str | None) -> dt.time | None:
    """Return the time of day, or None when there is no such time."""
    hours = int(hour)
    if half and half[0].lower() == "p" and hours < 12:  # noqa: PLR2004
        hours += 12
    if half and half[0].lower() == "a" and hours == 12:  # noqa: PLR2004
        hours = 0
    try:
        return dt.time(hours, int(minute))
    except ValueError:
        return None


def without(text: str, *spans: tuple[int, int]) -> str:
    """Return the text with the spans blanked out, positions unchanged."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def years_in(text: str) -> set[int]:
    """Return the years from 2000 on that the text mentions at least a third as often as any other."""
    times = Counter(int(year) for year in _YEAR.findall(text))
    most = max(times.values(), default=0)
    return {year for year, count in times.items() if 3 * count >= most}


def propose_year(
    written: WrittenDate, *, today: dt.date, mentioned: Iterable[int]
) -> tuple[int, bool] | None:
    """Return the year that fits best and whether it is the only plausible one.

    Plausible are this year and the last, and the years next to those the text
    mentions. With a weekday, only years in which it falls on that day count.
    """
    plausible = {today.year, today.year - 1}
    for year in mentioned:
        plausible |= {year - 1, year, year + 1}
    fitting = [year for year in plausible if _fits(written, year, today)]
    if not fitting and written.weekday is not None:
        fitting = [year for year in range(today.year - 12, today.year + 1) if _fits(written, year, today)]
        fitting = fitting[-1:]
        return (fitting[0], False) if fitting else None
    if not fitting:
        return None
    best = min(fitting, key=lambda year: abs((dt.date(year, written.month, 1) - today).days))
    return best, written.weekday is not None and len(fitting) == 1


def _fits(written: WrittenDate, year: int, today: dt.date) -> bool:
    """Tell whether the day exists in that year, on that weekday, and is not far ahead."""
    day = written.in_year(year)
    if day is None or day > today + dt.timedelta(days=60):
        return False
    return written.weekday in (None, day.weekday())
