"""Who was elected to adjust the minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.minutes import AdjusterElection, Item
from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, FindingLog, place_of
from workflow.reading.names import PARTICLES, is_close, is_name_word, plain
from workflow.reading.phrases import ADJUSTER_TITLE, ELECTION_HINT, ELECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workflow.reading.agenda import ItemText

_LONGEST_SENTENCE = 800
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])")
_BETWEEN = re.compile(r"\s*(?:,|;|&|\boch\b|\bsamt\b|\band\b)\s*")
_BRACKETS = re.compile(r"\([^()]*\)")
_AFTER_NAMES = re.compile(r"\b(?:med|with|som|as|att|till|to|för|for|\d)\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Election:
    """An election, and the item text it was found in."""

    outcome: AdjusterElection
    found_in: ItemText


def find_election(
    items: Sequence[Item], texts: Sequence[ItemText], present: Sequence[str], log: FindingLog
) -> Election | None:
    """Return the first election of adjusters in the items.

    Names are given as in the list of those present where one of them is close
    to what is written.
    """
    for item, text in zip(items, texts, strict=True):
        for sentence in _sentences(item):
            names = _elected(sentence, present)
            if names:
                return Election(AdjusterElection(item_label=item.label, adjusters=names), text)
    for item, text in zip(items, texts, strict=True):
        if ADJUSTER_TITLE.search(item.title):
            names = _named_people(" ".join(_texts(item)), present)
            if names:
                _tell_assumed(text, names, log)
                return Election(AdjusterElection(item_label=item.label, adjusters=names), text)
    return None


def _tell_assumed(text: ItemText, names: Sequence[str], log: FindingLog) -> None:
    """Say that no sentence elects them."""
    log.add(
        FindingCode.ADJUSTER_ASSUMED,
        place_of([text.heading.line]),
        Certainty.LIKELY,
        facts={"name": ", ".join(names)},
    )


def _texts(item: Item) -> list[str]:
    """Return every text in the item that could elect somebody."""
    found: list[str] = []
    for section in item.all_sections():
        for block in section.blocks:
            lead = [] if block.type == "bullets" else [block.text]
            points = block.points if block.type in ("bullets", "decision") else ()
            found += [*lead, *points]
    return found


def _sentences(item: Item) -> Iterable[str]:
    """Return the sentences that could be an election."""
    for text in _texts(item):
        if ELECTION_HINT.search(text):
            for sentence in _SENTENCE_END.split(text):
                if ELECTION_HINT.search(sentence) and len(sentence) <= _LONGEST_SENTENCE:
                    yield sentence


def _elected(sentence: str, present: Sequence[str]) -> tuple[str, ...]:
    """Return who the sentence elects; empty when it elects nobody."""
    for pattern in ELECTIONS:
        match = pattern.match(sentence)
        if match:
            names = names_in(match["names"], present)
            if names:
                return names
    return ()


def names_in(text: str, present: Sequence[str]) -> tuple[str, ...]:
    """Return the people named in a list such as ``Anna Ek (S) och Bo Alm``."""
    names = []
    for part in _BETWEEN.split(_BRACKETS.sub(" ", text)):
        words = _AFTER_NAMES.sub("", part).strip(" .:").split()
        name = _last_name_run(words)
        if name:
            names.append(as_listed(name, present))
    return tuple(dict.fromkeys(names))


def _last_name_run(words: Sequence[str]) -> str:
    """Return the full name at the end of the words, without a title before it."""
    run: list[str] = []
    for word in words:
        run = [*run, word] if is_name_word(word) and (run or word not in PARTICLES) else []
    while run and run[0].lower() in ("ledamoten", "ledamöterna", "ordföranden", "till", "att"):
        run = run[1:]
    return " ".join(run) if len(run) > 1 else ""


def as_listed(name: str, present: Sequence[str]) -> str:
    """Return the spelling of the list for a name close to one in it, else the name."""
    if name in present:
        return name
    folded = plain(name)
    return next((other for other in present if plain(other) == folded), None) or next(
        (other for other in present if is_close(name, other)), name
    )


def _named_people(text: str, present: Sequence[str]) -> tuple[str, ...]:
    """Return those present whose full names stand in the text."""
    words = plain(re.sub(r"[^\w\s-]", " ", text))
    folded = f" {words} "
    return tuple(name for name in present if f" {plain(name)} " in folded)
