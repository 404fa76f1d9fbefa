"""One person, two spellings: names in the text against the names in the lists."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, Edit, FindingLog, TextPlace
from workflow.reading.names import PARTICLES, is_close, is_name_word, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(
    r"(?<!\w)(?:[A-ZÀ-ÖØ-ÞĀ-ž](?:[\w’'-]*\w)?|"
    + "|".join(rf"{particle}(?!\w)" for particle in sorted(PARTICLES))
    + ")"
)
"""A word with a capital first, as Latin letters have them, or a particle of a name."""
_MOST_COMPARED = 5_000
"""Pairs of names compared at most: more than any meeting needs, and a bound on the time."""
_FEWEST_WORDS, _MOST_WORDS = 2, 5


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words in the text that could be a name, each with its offset."""

    words: tuple[tuple[int, str], ...]

    @property
    def name(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word for _, word in self.words)


def capital_runs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Return runs of words that could be names, with nothing but space between them."""
    run: list[tuple[int, str]] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match.group()
        gap = text[end : match.start()]
        if run and (gap.strip() or gap.count("\n") > 1 or not is_name_word(word)):
            yield run
            run = []
        if is_name_word(word) and (run or word not in PARTICLES):
            run.append((match.start(), word))
        end = match.end()
    if run:
        yield run


def mentioned_names(text: str) -> frozenset[str]:
    """Return the full names that running text seems to mention, whole and without a first word."""
    names: set[str] = set()
    for run in capital_runs(text):
        words = [word for _, word in run]
        if _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            names.add(" ".join(words))
        if _FEWEST_WORDS < len(words) <= _MOST_WORDS:
            names.add(" ".join(words[1:]))
    return frozenset(names)


def tell_double_spellings(text: str, listed: Sequence[str], log: FindingLog) -> None:
    """Tell of each name in the text that is close to a listed one without being listed itself."""
    mentions = _mentions(text, listed)
    for name, other in _close_pairs(listed, mentions):
        places, others = mentions.get(name, []), mentions[other]
        wrong, right, found = (other, name, others) if len(others) <= len(places) else (name, other, places)
        _tell(text, right, wrong, found, log)


def _mentions(text: str, listed: Sequence[str]) -> dict[str, list[_Mention]]:
    """Return every run of words that shares a word with a listed name of the same length."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in listed:
        words = name.split()
        for word in words:
            lengths[plain(word)].add(len(words))
    found: defaultdict[str, list[_Mention]] = defaultdict(list)
    for run in capital_runs(text):
        for size, start in _windows(run, lengths):
            mention = _Mention(tuple(run[start : start + size]))
            found[mention.name].append(mention)
    return found


def _windows(run: Sequence[tuple[int, str]], lengths: dict[str, set[int]]) -> set[tuple[int, int]]:
    """Return size and start of the windows of a run that hold a word of a name of that size."""
    windows: set[tuple[int, int]] = set()
    for place, (_, word) in enumerate(run):
        for size in lengths.get(plain(word), ()):
            if _FEWEST_WORDS <= size <= _MOST_WORDS:
                starts = range(max(0, place - size + 1), min(place, len(run) - size) + 1)
                windows.update((size, start) for start in starts)
    return windows


def _close_pairs(listed: Sequence[str], mentions: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of a listed name and a mention close to it, each mention once."""
    exact = {name.casefold() for name in listed}
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(listed):
        for word in dict.fromkeys(plain(name).split()):
            by_word[word].append(name)
    pairs: list[tuple[str, str]] = []
    budget = _MOST_COMPARED
    for mention in mentions:
        if mention.casefold() in exact:
            continue
        others = dict.fromkeys(name for word in plain(mention).split() for name in by_word.get(word, ())[:50])
        budget -= len(others)
        if budget < 0:
            break
        close = next((name for name in others if _is_other_spelling(name, mention)), None)
        if close:
            pairs.append((close, mention))
    return pairs


def _is_other_spelling(name: str, mention: str) -> bool:
    """Tell whether a mention is a listed name misspelt, and not its genitive or another form of it."""
    words, others = name.split(), mention.split()
    if len(words) != len(others) or not is_close(name, mention):
        return False
    folded, other = plain(name), plain(mention)
    return other not in (f"{folded}s", folded[:-1] if folded.endswith("s") else None) or folded == other


def _tell(text: str, right: str, wrong: str, mentions: Sequence[_Mention], log: FindingLog) -> None:
    """Propose one spelling in every place of the other, changing only the words that differ."""
    edits = [
        Edit(start=at, end=at + len(word), replacement=wanted)
        for mention in mentions
        for (at, word), wanted in zip(mention.words, right.split(), strict=True)
        if word != wanted
    ]
    first = min(mention.words[0][0] for mention in mentions)
    last = max(mention.words[-1][0] for mention in mentions)
    log.add(
        FindingCode.NAME_SPELT_TWO_WAYS,
        TextPlace(line=text.count("\n", 0, first) + 1, end_line=text.count("\n", 0, last) + 1, excerpt=wrong),
        Certainty.LIKELY,
        edits=edits,
        facts={"proposed": right, "other": wrong},
    )
