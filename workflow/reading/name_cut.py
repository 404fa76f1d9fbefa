"""Where the name ends and the organisation begins when no comma says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.reading.names import FORMS_OF_ADDRESS, PARTICLES, is_name, is_name_word
from workflow.reading.terms import ORGANISATION_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.reading.presence import PersonText

_SHORTEST_NAME = 2
_IMPOSSIBLE = -9


@dataclass(frozen=True, slots=True)
class NameCut:
    """A row split into name and organisation."""

    name: str
    organisation: str | None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole list and the items show about names and organisations."""

    organisations: frozenset[str]
    """Endings that several rows share, or that stand after a comma."""
    mentioned: frozenset[str]
    """Full names that the items mention."""
    names_only: bool
    """The rows hold names alone."""

    @classmethod
    def of(cls, people: Sequence[PersonText], mentioned: frozenset[str]) -> Evidence:
        """Gather it from the rows."""
        endings: Counter[str] = Counter()
        known = {person.organisation for person in people if person.organisation}
        for person in people:
            if not person.organisation:
                endings.update(" ".join(person.words[at:]) for at in range(_SHORTEST_NAME, len(person.words)))
        known |= {ending for ending, times in endings.items() if times > 1}
        open_rows = [p for p in people if not p.organisation]
        long_rows = sum(len(_content(p.words)) > _SHORTEST_NAME for p in open_rows)
        parted = sum(1 for p in people if p.organisation or p.party)
        return cls(frozenset(known), mentioned, 2 * long_rows < len(open_rows) or parted > len(open_rows))

    def cut(self, person: PersonText) -> NameCut:
        """Return the likeliest split; doubtful where nothing but the usual length speaks for it."""
        words = person.words
        whole = " ".join(words)
        if person.organisation or person.party or len(words) <= _SHORTEST_NAME:
            return NameCut(whole, person.organisation)
        cuts = {at: self._weight(words, at) for at in range(_SHORTEST_NAME, len(words) + 1)}
        best = max(cuts, key=lambda at: (cuts[at], -at))
        possible = sum(weight > _IMPOSSIBLE for weight in cuts.values())
        doubtful = possible > 1 and cuts[best] < 2 and len(_content(words)) > _SHORTEST_NAME + 1  # noqa: PLR2004
        return NameCut(" ".join(words[:best]), " ".join(words[best:]) or None, doubtful)

    def _weight(self, words: Sequence[str], at: int) -> int:
        """Add up what speaks for ending the name after ``at`` words."""
        name, rest = " ".join(words[:at]), " ".join(words[at:])
        if (
            words[at - 1] in PARTICLES
            or len(words[at - 1].strip(".")) == 1
            or not is_name(name, most_words=8)
        ):
            return _IMPOSSIBLE
        weight = 4 * (name in self.mentioned) + 3 * (rest in self.organisations)
        if not rest:
            return weight + (2 if self.names_only else 0) - 5 * bool(ORGANISATION_WORD.search(name))
        if not is_name_word(words[at]):
            return _IMPOSSIBLE
        weight += _organisation_weight(rest) - 3 * bool(ORGANISATION_WORD.search(name))
        return weight + (len(_content(words[:at])) == _SHORTEST_NAME)


def _organisation_weight(rest: str) -> int:
    """Say how much the words look like an organisation: ``Region …`` and ``… kommun`` most."""
    found = ORGANISATION_WORD.search(rest)
    if not found:
        return 0
    words_before = rest[: found.start()].count(" ")
    return 5 if words_before == 0 or (words_before == 1 and found.group()[0].islower()) else 1


def _content(words: Sequence[str]) -> list[str]:
    """Return the words without particles and forms of address."""
    return [word for word in words if word not in PARTICLES and word.strip(".") not in FORMS_OF_ADDRESS]
