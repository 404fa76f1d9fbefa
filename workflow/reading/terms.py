"""The words by which minutes are recognised, in Swedish and English.

They are written here as they are spelt; ``misread`` lets each also match what
scanners make of it: å, ä and ö without their marks or as é, i, d or 6, and l as I.
"""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workflow.minutes import AttendeeRole, MinutesKind, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_READINGS = {
    "å": "[åaáàâédi]{1,2}",
    "ä": "[äaáàâédi]{1,2}",
    "ö": "[öoóòéd06]",
    "l": "[l|I1i]",
    "i": "[i|lI1í]",
}
_KEPT = re.compile(r"\(\?P<\w+>|\(\?P=\w+\)|\\.|\{[^}]*\}|\[[^\]]*\]")


def misread(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compile a pattern whose letters also match their usual misreadings."""
    pieces: list[str] = []
    position = 0
    for kept in _KEPT.finditer(pattern):
        pieces += (_widened(pattern[position : kept.start()]), kept.group())
        position = kept.end()
    pieces.append(_widened(pattern[position:]))
    return re.compile("".join(pieces), flags)


def _widened(letters: str) -> str:
    """Replace each letter that scanners misread by what they make of it."""
    return "".join(_READINGS.get(letter, letter) for letter in letters)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the phrases, the longest first."""
    return "(?:" + "|".join(sorted((w.replace(" ", r"\s+") for w in words), key=len, reverse=True)) + ")"


def lookup(table: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    """Compile a table of alternatives (``a|b|c``) to the value they stand for."""
    return [(misread(any_of(words.split("|"))), value) for words, value in table.items()]


KINDS = {
    "sammanträdesprotokoll|mötesprotokoll|styrelseprotokoll|protokoll|minutes": MinutesKind.MINUTES,
    "minnesanteckningar|mötesanteckningar|anteckningar|meeting notes|notes": MinutesKind.NOTES,
}
"""What a record is called."""

CONNECTORS = (
    "från sammanträde med|från möte med|från mötet med|från|fört vid sammanträde med|fört vid möte med|"
    "fört vid|vid sammanträde med|vid möte med|vid|för|"
    "of the meeting of|of a meeting of|of meeting of|of|from|for"
)
"""What stands between the kind of record and the body."""

LABELS: dict[str, str] = {
    "datum och tid|tid och datum|mötestid|mötesdatum|sammanträdesdatum|tidpunkt|tid|datum|dag|"
    "date and time|time and date|date|time|when": "time",
    "mötesplats|plats|lokal|place|venue|location|where": "place",
    "plats och tid|tid och plats|time and place|place and time|date and place": "time_place",
    "deltagare|närvarande|närvaro|present were|present|attendees|attendance|participants": "present",
    "beslutande ledamöter|beslutande|närvarande ledamöter|ledamöter|members present|members": "members",
    "ej tjänstgörande ersättare|tjänstgörande ersättare|närvarande ersättare|ersättare|suppleanter|"
    "substitutes present|substitutes": "substitutes",
    "tjänstemän|tjänstepersoner|staff|officers": "staff",
    "övriga närvarande|övriga deltagare|adjungerade|övriga|also present|others present|"
    "in attendance": "others",
    "gäster|inbjudna|guests|invited": "guests",
    "frånvarande|ej närvarande|anmält förhinder|anmälda förhinder|meddelat förhinder|förhinder|"
    "apologies for absence|apologies|absent": "absent",
    "mötesordförande|ordförande|chairperson|chairman|chaired by|chair": "chair",
    "mötessekreterare|sekreterare|protokollförare|antecknare|secretary|minute taker|"
    "minutes taken by": "secretary",
    "utses att justera|protokolljusterare|justerare|justerande|adjusters|adjuster": "adjusters",
    "organisation": "organisation",
    "underskrifter|underskrift|signaturer|signatures": "signatures",
    "föredragningslista|dagordning|ärendelista|ärenden|agenda": "agenda",
}
"""Labels at the top of minutes -> what they introduce."""

GROUP_ROLES = {
    "members": AttendeeRole.MEMBER,
    "substitutes": AttendeeRole.SUBSTITUTE,
    "staff": AttendeeRole.STAFF,
    "guests": AttendeeRole.GUEST,
    "chair": AttendeeRole.CHAIR,
    "secretary": AttendeeRole.SECRETARY,
}
"""The role of everybody under a label of the attendance list."""

PEOPLE_LABELS = frozenset({*GROUP_ROLES, "present", "others", "absent"})
"""Labels that introduce people."""

ROLES: dict[str, str] = {
    "vice ordförande|v\\.? ?ordf\\.?|1:e vice ordförande|2:e vice ordförande|förste vice ordförande|"
    "andre vice ordförande|vice chair|deputy chair|vice chairperson": AttendeeRole.VICE_CHAIR,
    "mötesordförande|ordförande|ordf\\.?|chairperson|chairman|chairwoman|chair": AttendeeRole.CHAIR,
    "mötessekreterare|sekreterare|sekr\\.?|protokollförare|secretary|minute taker": AttendeeRole.SECRETARY,
    "tjänstgörande ersättare|ersättare|suppleant|substitute": AttendeeRole.SUBSTITUTE,
    "ledamot|member": AttendeeRole.MEMBER,
    "gäst|inbjuden|guest": AttendeeRole.GUEST,
    "justerare|adjungerad|adjuster": AttendeeRole.UNSTATED,
}
"""Roles written after a name."""

SECTIONS: dict[str, str] = {
    "sammanfattning av ärendet|sammanfattning|summary": SectionKind.SUMMARY,
    "bakgrund|ärendebeskrivning|beskrivning av ärendet|ärendet|redogörelse|"
    "background": SectionKind.BACKGROUND,
    "beslutsunderlag|underlag|underlag för beslut|basis for decision|supporting documents": SectionKind.BASIS,
    "förslag till beslut|förslag till beslut på sammanträdet|beslutsförslag|förslag|proposal|"
    "proposed decision|recommendation": SectionKind.PROPOSAL,
    "yrkanden|yrkande|förslag under sammanträdet|motions|motion": SectionKind.MOTIONS,
    "beslutsgång|propositionsordning|procedure": SectionKind.PROCEDURE,
    "diskussion|discussion": SectionKind.DISCUSSION,
    "beslut|\\S+s beslut|decision|decisions|resolution|resolved": SectionKind.DECISION,
    "reservationer|reservation|reservations": SectionKind.RESERVATION,
    "protokollsanteckningar|protokollsanteckning|särskilt yttrande|recorded statement|"
    "statement for the record": SectionKind.NOTE,
    "beslutet skickas till|expedieras till|beslutet expedieras till|kopia till|sent to|"
    "decision sent to": SectionKind.DISPATCH,
}
"""Headings inside an item."""

SIGNATURES: dict[str, str] = {
    "vid anteckningarna|vid protokollet|vid pennan|antecknat av|anteckningar av|protokollförare|"
    "mötessekreterare|sekreterare|minutes taken by|notes taken by|minutes by|notes by|taken by|recorded by|"
    "secretary|minute taker": "drafter",
    "justeras av|justeras|justerat av|justerat|protokolljusterare|justerare|justerande|justerad av|"
    "adjusted by|adjusters|adjuster|adjusted|checked by|verified by": "adjuster",
    "mötesordförande|ordförande|chairperson|chairman|chair": "chair",
    "signed|undertecknat|underskrift|namnförtydligande|signature|date|datum|"
    "ort och datum|place and date": "other",
}
"""Labels of the signature block."""

NOBODY = misread(r"(?:inga|ingen|none|nobody|no one|[-–—])\.?")
"""What stands in a list of absentees when all were present."""

ORGANISATION_WORD = misread(
    r"\b(?:region|länsstyrelsen|förvaltning\w*|kommun|kommunen|kommuner|kommunalförbund\w*|förbund\w*|förening\w*|ab|"
    r"aktiebolag|stift\w*|nämnd\w*|bolag\w*|trafikverket|polisen|universitet\w*|församling|kyrka\w*|\w*grupp(?:en)?|"
    r"council|municipality|county|university|ltd|limited|trust|society|association|department|office|library|"
    r"foundation|agency)\b"
)
"""A word that shows a text to be an organisation rather than a person."""
