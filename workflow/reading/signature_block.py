"""The end of the minutes: who wrote, who adjusts, who signs as chair."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.reading.codes import FindingCode
from workflow.reading.dates import find_date
from workflow.reading.findings import Certainty, FindingLog, place_of
from workflow.reading.names import is_name, is_name_word
from workflow.reading.signature_names import split_names
from workflow.reading.terms import SIGNATURES, any_of, lookup, misread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.reading.normalising import Line

_LABEL_TABLE = lookup(SIGNATURES)
_LABEL = any_of("|".join(SIGNATURES).split("|"))
_LABEL_ROW = misread(rf"(?:{_LABEL}\s*:?[\s_./]*)+")
_ONE_LABEL = misread(rf"(?P<label>{_LABEL})\b")
_INLINE = misread(rf"(?P<label>{_LABEL})(?:\s*:\s*|\s+)(?P<names>\S.*)")
_RULE = re.compile(r"[\s_.…/\\-]{3,}")
_HEADING = misread(r"underskrifter|signaturer|signatures|justering")
_BRACKETS = re.compile(r"\([^()]*\)")
_MOST_LINES = 40
_LONGEST_LINE = 200


@dataclass(slots=True)
class SignatureBlock:
    """Who signs, by role; ``start`` is the index of the block's first line."""

    start: int
    people: dict[str, list[str]] = field(
        default_factory=lambda: {"drafter": [], "adjuster": [], "chair": [], "other": []}
    )
    lines: list[Line] = field(default_factory=list)

    @property
    def drafter(self) -> str | None:
        """Who wrote the minutes."""
        return next(iter(self.people["drafter"]), None)

    @property
    def countersigner(self) -> str | None:
        """The chair, where there is a line for the chair."""
        return next(iter(self.people["chair"]), None)


def find_block_start(lines: Sequence[Line], first: int) -> int:
    """Return the index of the first line of the signature block, or ``len(lines)``.

    The block is the longest run of labels, names and rules at the very end
    that begins with a label, or with a name that has its label below.
    """
    start = len(lines)
    seen = 0
    only_names_since_start = 0
    for index in range(len(lines) - 1, first - 1, -1):
        text = lines[index].text
        if not text:
            continue
        seen += 1
        if seen > _MOST_LINES or not may_be_signatures(text):
            break
        if _is_label_line(text) or _HEADING.fullmatch(text):
            start, only_names_since_start = index, 0
        elif start < len(lines) and only_names_since_start == 0 and _label_is_last(lines[start:]):
            start, only_names_since_start = index, 1
    return _with_rules_above(lines, start, first)


def _with_rules_above(lines: Sequence[Line], start: int, first: int) -> int:
    """Return the start moved up over drawn lines; they belong to the signatures."""
    above = start
    while start < len(lines) and above > first:
        above -= 1
        if lines[above].text and not _RULE.fullmatch(lines[above].text):
            break
        start = above if lines[above].text else start
    return start


def _label_is_last(block: Sequence[Line]) -> bool:
    """Tell whether labels stand below the names: nothing but rules follows the last label."""
    words = [line.text for line in block if line.text and not _RULE.fullmatch(line.text)]
    return bool(words) and bool(_LABEL_ROW.fullmatch(words[-1]))


def may_be_signatures(text: str) -> bool:
    """Tell whether a line can belong to the block."""
    if len(text) > _LONGEST_LINE:
        return False
    return (
        bool(_RULE.fullmatch(text))
        or _is_label_line(text)
        or _is_names(text)
        or _is_place_and_date(text)
        or bool(_HEADING.fullmatch(text))
    )


def _is_label_line(text: str) -> bool:
    """Tell whether a line holds labels only, or one label and names."""
    if _LABEL_ROW.fullmatch(text):
        return True
    match = _INLINE.fullmatch(text)
    return match is not None and (_is_names(match["names"]) or bool(_RULE.fullmatch(match["names"])))


def _is_names(text: str) -> bool:
    """Tell whether a line holds nothing but names."""
    words = re.sub(r"[(),_…]|\.{2,}", " ", text).split()
    return 2 <= len(words) <= 16 and all(map(is_name_word, words)) and not text.endswith(".")  # noqa: PLR2004


def _is_place_and_date(text: str) -> bool:
    """Tell whether a line says where and when it was signed."""
    written = find_date(text)
    return written is not None and written.end == len(text) and len(text[: written.start].split()) <= 4  # noqa: PLR2004


def read_block(lines: Sequence[Line], start: int, known: Sequence[str], log: FindingLog) -> SignatureBlock:
    """Read the block from ``lines[start]`` on; ``known`` are the people of the meeting."""
    block = SignatureBlock(start, lines=[line for line in lines[start:] if line.text])
    meaningful = [line for line in block.lines if not _RULE.fullmatch(line.text)]
    if _label_is_last(meaningful) and meaningful and not _is_label_line(meaningful[0].text):
        meaningful.reverse()
    waiting: list[str] = []
    last: list[str] = []
    for line in meaningful:
        if _HEADING.fullmatch(line.text):
            continue
        labels, names = _labels_and_names(line.text)
        if labels:
            waiting += labels
        if names:
            last = _assign(block, waiting or last[-1:], names, known)
            waiting = []
        if not (labels or names) or _says_more(line.text, last):
            facts = {"text": line.text}
            log.add(FindingCode.SIGNATURE_LINE_UNKNOWN, place_of([line]), Certainty.POSSIBLE, facts=facts)
    return block


def _says_more(text: str, roles: Sequence[str]) -> bool:
    """Tell whether a line holds a day, a name without a role, or words in brackets that are no name."""
    if _is_place_and_date(text) or (roles and set(roles) == {"other"}):
        return True
    brackets = [match.group()[1:-1] for match in _BRACKETS.finditer(text)]
    return any(not (is_name(words) or words.isupper() or _LABEL_ROW.fullmatch(words)) for words in brackets)


def _labels_and_names(text: str) -> tuple[list[str], str]:
    """Return the roles whose labels begin the line, and the names after them."""
    roles: list[str] = []
    rest = text
    while match := _ONE_LABEL.match(rest):
        roles.append(next(role for pattern, role in _LABEL_TABLE if pattern.fullmatch(match["label"])))
        rest = rest[match.end() :].strip(" \t:_./…")
    names = _BRACKETS.sub(lambda m: f" {m.group()[1:-1]} " if is_name(m.group()[1:-1]) else " ", rest)
    names = re.sub(r"[_…]+|\.{2,}", "\t", names).strip()
    return roles, names if _is_names(names) else ""


def _assign(block: SignatureBlock, roles: Sequence[str], names: str, known: Sequence[str]) -> list[str]:
    """Give the names to the roles, column by column; surplus names are adjusters'."""
    given = [role for role in roles if role != "other"] or list(roles[:1])
    found = split_names(names, max(len(given), 1), known)
    while len(given) < len(found):
        given.insert(given.index("adjuster") if "adjuster" in given else len(given), "adjuster")
    for role, name in zip(given, found, strict=False):
        block.people[role].append(name)
    return given
