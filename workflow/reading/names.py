"""What looks like a person's name, and how close two names are."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PARTICLES = frozenset({"von", "van", "af", "de", "der", "den", "da", "di", "la", "le", "ter", "zu"})
"""Small words inside names."""

FORMS_OF_ADDRESS = frozenset({"Cllr", "Councillor", "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev"})
"""What stands before a name without being part of it."""

_NAME_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*[\w.])?")
_MARKS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=10_000)
def is_name_word(word: str) -> bool:
    """Tell whether a word can be part of a name: a capital first, or a particle."""
    return word in PARTICLES or (word[:1].isupper() and bool(_NAME_WORD.fullmatch(word)))


def is_name(text: str, *, most_words: int = 5) -> bool:
    """Tell whether the text looks like the full name of a person: two words or more."""
    words = text.split()
    return 2 <= len(words) <= most_words and words[0] not in PARTICLES and all(map(is_name_word, words))  # noqa: PLR2004


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """Return a name without case, marks on letters and surplus space, for comparing only."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFD", name)).casefold().split())


def is_close(one: str, other: str) -> bool:
    """Tell whether two full names are probably the same one spelt twice.

    Apart from marks on letters they differ in one letter, or in two where the
    names are long.
    """
    first, second = plain(one), plain(other)
    if first == second:
        return True
    allowed = 2 if min(len(first), len(second)) >= 12 else 1  # noqa: PLR2004
    return abs(len(first) - len(second)) <= allowed and distance(first, second) <= allowed


def distance(first: str, second: str) -> int:
    """Return how many letters must be changed, added or left out to turn one into the other."""
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, start=1):
        previous, row[0] = row[0], number
        for column, other in enumerate(second, start=1):
            change = previous + (letter != other)
            previous = row[column]
            row[column] = min(change, row[column] + 1, row[column - 1] + 1)
    return row[-1]


def starts_small(text: str) -> bool:
    """Tell whether the text goes on a sentence: a small letter first, or a digit misread for one."""
    return text[:1].islower() or (text[:1].isdigit() and text[1:2].islower())
