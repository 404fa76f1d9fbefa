"""Diary numbers of an item: after its title, or on a line of their own below."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workflow.reading.terms import misread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.reading.normalising import Line

_DIARY = misread(
    r"(?:^|\s*[(,–—-]\s*|\s+)(?:dnr|d\.nr|diarienummer|diarienr|ärendenummer|case no|ref no|reference)\b\.?"
    r"\s*:?\s*(?P<numbers>[^()]*\d[^()]*?)\)?"
)
_LONGEST_DIARY = 60


def is_diary_line(text: str) -> bool:
    """Tell whether a line holds diary numbers and nothing else."""
    return len(text) <= 2 * _LONGEST_DIARY and bool(_DIARY.fullmatch(text))


def split_diary_numbers(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the title and the diary numbers at its end."""
    hint = re.search(r"[DdÄä]\.?[niI]|[Rr]ef|[Cc]ase|[AaÄä]r", text)
    for match in _DIARY.finditer(text, max(0, hint.start() - 3)) if hint else ():
        if match.end() == len(text) and len(match["numbers"]) <= _LONGEST_DIARY:
            return text[: match.start()].strip(" ,–—-("), _numbers(match["numbers"])
    return text, ()


def diary_numbers_below(below: Sequence[Line], taken: int) -> tuple[tuple[str, ...], int]:
    """Return the diary numbers on lines of their own under a heading, and the lines used."""
    place = taken
    while place < len(below) and not below[place].text:
        place += 1
    if place < len(below) and len(below[place].text) <= _LONGEST_DIARY + 20:
        match = _DIARY.fullmatch(below[place].text)
        if match:
            return _numbers(match["numbers"]), place + 1
    return (), taken


def _numbers(text: str) -> tuple[str, ...]:
    """Split several diary numbers."""
    return tuple(number.strip() for number in re.split(r",|;|\boch\b|\band\b", text) if number.strip())
