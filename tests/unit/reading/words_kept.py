"""Where every word of a text must be found again: in the minutes, in a finding, or among understood labels.

The list below is the only excuse for a word to be gone. It is written down
here by hand, not taken from the reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.reading import Reading

_UNDERSTOOD_WORDS = """
st nd rd th protokoll sammanträdesprotokoll minnesanteckningar minutes notes från vid fört of the
meeting a for med tid datum plats och time date place and deltagare närvarande beslutande ersättare
tjänstemän tjänstgörande frånvarande present participants members staff absent apologies
organisation digitalt remotely from mellan kl klockan till den to at i in på måndag tisdag onsdag
torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen monday
tuesday wednesday thursday friday saturday sunday th januari februari mars april maj juni juli
augusti september oktober november december january february march may june july august october dnr
beslut decision diskussion discussion anteckningarna protokollet justeras justerare ordförande by
checked taken chair item
"""
"""Labels, connecting words, weekdays and months: their meaning is in the minutes, not they themselves."""

_WORD = re.compile(r"(?=\d*[^\W\d_])[^\W_]+")
UNDERSTOOD = frozenset(_UNDERSTOOD_WORDS.split())
_READINGS = {"å": "[åa]", "ä": "[äai]", "ö": "[öo6é]", "l": "[li]"}
_UNDERSTOOD = re.compile(
    r"\d*(?:"
    + "|".join("".join(_READINGS.get(letter, letter) for letter in word) for word in sorted(UNDERSTOOD))
    + ")"
)


def words_gone(text: str, reading: Reading) -> set[str]:
    """Return the words of the text that are nowhere to be found."""
    kept = {word for value in _strings(reading.minutes.model_dump()) for word in _words(value)}
    kept |= {word for finding in reading.findings for word in _words(finding.place.excerpt)}
    kept |= {word for finding in reading.findings for fact in finding.facts.values() for word in _words(fact)}
    return {word for word in _words(text) if word not in kept and not _UNDERSTOOD.fullmatch(word)}


def _words(text: str) -> Iterator[str]:
    return (match.group().casefold() for match in _WORD.finditer(text))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)
