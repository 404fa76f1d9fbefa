"""Signs of a scanner in the text: lost å, ä, ö, misread letters, hyphens at line ends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, Edit, FindingLog, TextPlace, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.reading.normalising import Line

_LOST = re.compile(
    r"\b(?:fran|pa|aven|mote|motet|nasta|ovriga|fragor|fragan|narvarande|franvarande|sarskilt|ordforande|galler|halsar|"
    r"valkomna|foreslas|pagar|behover|sodra|lamnar|forslag|manad)\b",
    re.IGNORECASE,
)
_MISREAD = re.compile(
    r"\bk[I1]\b\.?(?=\s?\d)|\bki\b\.?(?=\s?\d)|(?<![\w-])(?:[016](?!th\b|st\b)[a-zåäö]{2,}|[a-zåäö]+[016][a-zåäö]+|[A-ZÅÄÖ]?[a-zåäö]{2,}6)(?![\w-])"
)
_MARKED_LETTER = re.compile("[åäöÅÄÖ]")
_FEWEST_WORDS = 30
_EXAMPLES = 5
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|and|or)\b", re.IGNORECASE)
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-")
_WORD_START = re.compile(r"[^\W\d_]+")


def tell_scanner_signs(text: str, *, language: str, log: FindingLog) -> None:
    """Tell, once each for the whole text, of lost marks and of misread words."""
    if language == "sv":
        lost = list(_first_examples(_LOST, text))
        letters = sum(map(str.isalpha, text))
        few = len(_MARKED_LETTER.findall(text)) < letters / 100 and len(text.split()) >= _FEWEST_WORDS
        if len(lost) > 1 or (lost and few):
            _tell(FindingCode.LOST_LETTERS, text, lost, log)
    misread = list(_first_examples(_MISREAD, text))
    if misread:
        _tell(FindingCode.MISREAD_WORDS, text, misread, log)


def _first_examples(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the first few matches with different words."""
    found: dict[str, re.Match[str]] = {}
    for match in pattern.finditer(text):
        found.setdefault(match.group().lower(), match)
        if len(found) == _EXAMPLES:
            break
    return list(found.values())


def _tell(code: FindingCode, text: str, found: Sequence[re.Match[str]], log: FindingLog) -> None:
    """Add one finding with the examples."""
    line = text.count("\n", 0, found[0].start()) + 1
    end_line = text.count("\n", 0, found[-1].start()) + 1
    examples = ", ".join(match.group() for match in found)
    place = TextPlace(line=line, end_line=end_line, excerpt=found[0].group())
    log.add(code, place, Certainty.LIKELY, facts={"examples": examples})


def tell_line_end_hyphens(lines: Sequence[Line], text: str, log: FindingLog) -> None:
    """Propose the whole word where a line ends in a hyphen and the word seems to go on.

    The text is left as it is: the hyphen may belong to the word.
    """
    words: set[str] | None = None
    for line, following in pairwise(lines):
        if (
            not line.text.endswith("-")
            or not following.text[:1].islower()
            or _SUSPENDED.match(following.text)
        ):
            continue
        first, second = (
            _HYPHENATED.search(line.text, max(0, len(line.text) - 60)),
            _WORD_START.match(following.text),
        )
        if not first or first.end() != len(line.text) or not second:
            continue
        if words is None:
            words = {word.lower() for word in re.findall(r"[^\W\d_]+", text)}
        joined = first.group()[:-1] + second.group()
        log.add(
            FindingCode.HYPHEN_AT_LINE_END,
            place_of([line, following]),
            Certainty.LIKELY if joined.lower() in words else Certainty.POSSIBLE,
            edits=[Edit(start=line.end - 1, end=following.start, replacement="")],
            facts={"joined": joined},
        )
