"""Lines at the top that begin with a label: ``Tid``, ``Närvarande:``, ``Place``."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from dataclasses import dataclass

from workflow.reading.normalising import Line
from workflow.reading.terms import LABELS, PEOPLE_LABELS, any_of, misread

_MEANING = [(misread(any_of(words.split("|"))), meaning) for words, meaning in LABELS.items()]
_ANY_LABEL = misread(
    rf"(?P<label>{any_of('|'.join(LABELS).split('|'))})(?P<colon>\s*:)?(?:\s+(?P<rest>.*)|(?P<end>$))"
)
_COLON_LABEL = misread(rf"(?P<label>{any_of('|'.join(LABELS).split('|'))}):(?P<rest>\S.*)")
_NO_VALUE_MARK = re.compile(r"[-–:.\s]*")


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """What a label introduces, and the value beside it (its text may be empty)."""

    meaning: str
    label: str
    value: Line


def read_label(line: Line) -> LabelledLine | None:
    """Return what the line's label introduces, or None when it has no label.

    Without a colon the value must look like one: a capital, digit or bracket
    first for people, a digit somewhere for times.
    """
    match = _ANY_LABEL.fullmatch(line.text) or _COLON_LABEL.fullmatch(line.text)
    if not match:
        return None
    meaning = next(value for pattern, value in _MEANING if pattern.fullmatch(match["label"]))
    rest = (match["rest"] or "").strip().lstrip("._… \t")
    has_colon = ":" in line.text[: match.end("label") + 2]
    if rest and not has_colon and not _is_value(meaning, rest):
        return None
    return LabelledLine(meaning, match["label"], Line(line.number, line.end - len(rest), rest))


def _is_value(meaning: str, rest: str) -> bool:
    """Tell whether words after a label without colon can be its value."""
    if meaning in ("time", "time_place"):
        return any(letter.isdigit() for letter in rest)
    if meaning in PEOPLE_LABELS or meaning in ("adjusters", "organisation", "agenda"):
        return rest[0].isupper() or rest[0] == "("
    return True
