"""What happened to a document, in words. Ordered, signed and adjusted are three different times."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.language.marking import msgid
from workflow.language.retelling import retell
from workflow.procedure.change import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflow.audit import Entry
    from workflow.language import Language

_WORDS: dict[str, str] = {
    Act.CREATED: msgid("%(actor)s started the document."),
    Act.SUBMITTED: msgid("%(actor)s submitted version %(version)s and ordered their signature."),
    Act.OPENED: msgid("Version %(version)s was opened for adjustment."),
    Act.CHANGES_REQUESTED: msgid("%(actor)s asked for changes: %(comment)s"),
    Act.SIGNATURE_AUTHORISED: msgid("%(actor)s ordered their signature on the document they were shown."),
    Act.SIGNATURE_PLACED: msgid("The signature of %(name)s was placed; its timestamp says %(signed_at)s."),
    Act.ADJUSTED: msgid("The minutes were adjusted, by the time of the last signature: %(adjusted_at)s."),
    Act.SEALED: msgid("The organisation sealed the minutes; the archive timestamp says %(sealed_at)s."),
    Act.ARCHIVED: msgid("The package was archived and read back."),
    Act.STEP_FAILED: msgid("A step could not be carried out: %(detail)s It is tried again."),
}

_OPENED_SIGNED = msgid(
    "The signature of %(name)s was placed; its timestamp says %(signed_at)s. "
    "Version %(version)s was opened for adjustment."
)
_UNKNOWN = msgid("Something that this version of the pages has no words for.")

_INSTANTS = ("signed_at", "adjusted_at", "sealed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened; ``at`` is when it was recorded."""

    at: dt.datetime
    act: str
    words: str


def timeline(entries: Iterable[Entry], language: Language) -> tuple[Moment, ...]:
    """Return the entries in words, in the same order."""
    return tuple(_moment(entry, language) for entry in entries)


def _moment(entry: Entry, language: Language) -> Moment:
    facts: dict[str, object] = {"actor": entry.actor_name, "version": entry.version, **entry.facts}
    for name in _INSTANTS:
        if name in facts:
            facts[name] = language.instant(dt.datetime.fromisoformat(str(facts[name])), seconds=True)
    if "detail" in facts:
        facts["detail"] = retell(str(facts["detail"]), language)
    words = _WORDS.get(entry.act, _UNKNOWN)
    if entry.act == Act.OPENED and "signed_at" in facts:
        words = _OPENED_SIGNED
    return Moment(
        at=dt.datetime.fromisoformat(entry.at), act=entry.act, words=language.gettext(words, **facts)
    )
