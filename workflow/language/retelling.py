"""Say again, in another language, an English sentence that was stored with its facts filled in.

Causes of failed steps are stored as English words, because a worker does not
know who will read them. The catalogue knows every sentence they can be made of.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workflow.language.speaking import msgids

if TYPE_CHECKING:
    from workflow.language.speaking import Language

_FEWEST_WORDS_LENGTH = 12
"""Characters besides the facts; a sentence with fewer would match too much."""

_FACT = re.compile(r"%\((\w+)\)s")


def retell(sentence: str, language: Language) -> str:
    """Return the sentence in the language; as it is when the catalogue does not know it."""
    if language.code == "en":
        return sentence
    exact = language.gettext(sentence)
    if exact != sentence:
        return exact
    for msgid, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            return language.told(msgid, found.groupdict())
    return sentence


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each msgid that holds facts and begins with words, as a pattern; the most particular first."""
    known = [
        msgid
        for msgid in msgids()
        if _FACT.search(msgid) and len(_FACT.sub("", msgid)) >= _FEWEST_WORDS_LENGTH
    ]
    known.sort(key=lambda msgid: len(_FACT.sub("", msgid)), reverse=True)
    return tuple((msgid, _pattern(msgid)) for msgid in known)


def _pattern(msgid: str) -> re.Pattern[str]:
    seen: set[str] = set()
    written = ""
    position = 0
    for fact in _FACT.finditer(msgid):
        written += re.escape(msgid[position : fact.start()].replace("%%", "%"))
        written += f"(?P={fact[1]})" if fact[1] in seen else f"(?P<{fact[1]}>.+?)"
        seen.add(fact[1])
        position = fact.end()
    return re.compile(written + re.escape(msgid[position:].replace("%%", "%")), re.DOTALL)
