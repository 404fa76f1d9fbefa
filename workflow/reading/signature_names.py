"""A row of names whose columns a scanner has pushed together -> names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workflow.reading.names import PARTICLES, is_close, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_WORDS = 5


def split_names(row: str, columns: int, known: Sequence[str]) -> list[str]:
    """Return the names in a row of so many columns.

    Wide gaps and commas part names. Otherwise the known people decide, then
    an even split.
    """
    parts = [
        part.strip()
        for part in re.split(r"\t+|\s{2,}|\s*[,;]\s*|\s+(?:och|and)\s+", row.strip())
        if part.strip()
    ]
    if len(parts) >= columns and len(parts) > 1:
        return parts
    words = row.replace(",", " ").split()
    best = _by_known_people(words, known)
    if best and (len(best) >= columns or columns == 1):
        return best
    return _evenly(words, columns)


def _by_known_people(words: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the split into known people, each perhaps misspelt, with the most of them; empty without any."""
    best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(words)
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - _MOST_WORDS), end - 1):
            before = best[start]
            if before is None:
                continue
            name = " ".join(words[start:end])
            weight = before[0] + _weight(name, known)
            current = best[end]
            if current is None or weight > current[0]:
                best[end] = (weight, [*before[1], name])
    last = best[-1]
    return last[1] if last and last[0] > 0 else []


def _weight(name: str, known: Sequence[str]) -> int:
    """Say how much speaks for these words being one name."""
    words = name.split()
    if words[0] in PARTICLES or words[-1] in PARTICLES:
        return -9
    folded = plain(name)
    if any(plain(other) == folded for other in known):
        return 10
    return 8 if any(is_close(name, other) for other in known) else -len(words) // 3


def _evenly(words: Sequence[str], columns: int) -> list[str]:
    """Split the words into so many names, the first ones two words long; particles join on."""
    names: list[list[str]] = []
    content = 0
    for word in words:
        if not names or (content >= 2 and len(names) < columns):  # noqa: PLR2004
            names.append([])
            content = 0
        names[-1].append(word)
        content += word not in PARTICLES
    return [" ".join(name) for name in names]
