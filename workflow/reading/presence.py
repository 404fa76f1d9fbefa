"""One person in a list, as written: name, organisation, party, role, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workflow.minutes import AttendeeRole, ClockInterval, PresenceMode
from workflow.reading.dates import find_times, without
from workflow.reading.terms import ROLES, lookup, misread

_ROLE_TABLE = [(re.compile(p.pattern + r"\b", p.flags), AttendeeRole(role)) for p, role in lookup(ROLES)]
_TITLE = misread(
    r"\S*(?:chef|direktör|sekreterare|strateg|jurist|ekonom|handläggare|ordförande|råd|samordnare|"
    r"utredare|revisor|registrator|manager|officer|treasurer|clerk|accountant|director|librarian)\b.*"
)
_REMOTE = misread(
    r"(?:digitalt?|på distans|distans|via länk|länk|via teams|teams|via zoom|zoom|via telefon|"
    r"remotely|remote|online|by video|by phone|by link)\b"
)
_ON_SITE = misread(r"(?:på plats|on site|in person)\b")
_FROM = misread(
    r"(?:från och med|fr\.?\s?o\.?\s?m\.?|från|from|after|efter|since|arrived(?: at)?|joined(?: at)?|anlände|"
    r"ankom|deltog från)\s*(?:kl\.?|klockan)?\s*$"
)
_UNTIL = misread(
    r"(?:till och med|t\.?\s?o\.?\s?m\.?|till|until|to|before|före|left(?: at)?|lämnade|avvek)"
    r"\s*(?:kl\.?|klockan)?\s*$"
)
_JOINTS = misread(r"\b(?:mellan|between|kl|klockan|från|from|till|until|to|och|and|at)\b|[.,;]")
_PARTY = re.compile(r"[A-ZÅÄÖ]{1,6}|[A-ZÅÄÖ]\w{0,5}P")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonText:
    """One person as written; ``words`` are the name, and the organisation where no comma parts them."""

    words: tuple[str, ...]
    organisation: str | None
    party: str | None
    role: AttendeeRole
    role_label: str | None
    mode: PresenceMode
    intervals: tuple[ClockInterval, ...]
    unknown_notes: tuple[str, ...]


def split_outside_brackets(text: str, separator: str) -> list[str]:
    """Split at a pattern, but not inside round brackets; empty parts are dropped."""
    shielded = _BRACKETS.sub(lambda m: m.group().translate({44: "\x01", 59: "\x02", 32: "\x03"}), text)
    restored = {1: ",", 2: ";", 3: " "}
    return [part.translate(restored).strip() for part in re.split(separator, shielded) if part.strip()]


def parse_person(text: str) -> PersonText:
    """Read one row of a list."""
    reader = _PersonReader()
    columns = re.split(r"\t+|\s{2,}", text.strip())
    parts = [part for column in columns for part in split_outside_brackets(column, r"\s*,\s*")]
    parts[:1] = _after_brackets(parts[0]) if parts else []
    name = reader.take_presence_at_end(reader.take_brackets(parts[0])) if parts else ""
    for part in parts[1:]:
        reader.take_part(part)
    return reader.person(tuple(name.split()))


def _after_brackets(part: str) -> list[str]:
    """Split ``Anna Ek (S) ersättare för Bo Alm (S)`` after the first brackets, where words follow."""
    match = re.fullmatch(r"([^()]*(?:\([^()]*\)\s*)+)([^()\s].*)", part)
    return [match[1].strip(), match[2]] if match else [part]


class _PersonReader:
    """Takes the parts of one row in turn."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.organisation: list[str] = []
        self.party: str | None = None
        self.role = AttendeeRole.UNSTATED
        self.role_label: str | None = None
        self.mode = PresenceMode.ON_SITE
        self.intervals: list[ClockInterval] = []
        self.unknown: list[str] = []

    def person(self, words: tuple[str, ...]) -> PersonText:
        """Return what was read."""
        return PersonText(
            words=words,
            organisation=", ".join(self.organisation) or None,
            party=self.party,
            role=self.role,
            role_label=self.role_label,
            mode=self.mode,
            intervals=tuple(self.intervals),
            unknown_notes=tuple(self.unknown),
        )

    def take_brackets(self, text: str) -> str:
        """Read what stands in brackets; return the text without it."""
        for match in _BRACKETS.finditer(text):
            self._take_bracket(match[1].strip())
        return _BRACKETS.sub("", text)

    def _take_bracket(self, note: str) -> None:
        """Read one bracket: a party, a role, or how and when the person took part."""
        if not note:
            return
        if _PARTY.fullmatch(note) and self.party is None:
            self.party = note
        elif self._take_role(note) or self._take_presence(note):
            return
        elif _TITLE.fullmatch(note) and self.role_label is None:
            self.role_label = note
        else:
            self.unknown.append(note)

    def take_presence_at_end(self, text: str) -> str:
        """Read ``via telefon`` and the like at the end of a name without brackets; return the rest."""
        match = re.search(rf"\s(?={_REMOTE.pattern}$)", text, _REMOTE.flags)
        if match and self._take_presence(text[match.end() :]):
            return text[: match.start()]
        return text

    def take_part(self, part: str) -> None:
        """Read a part after a comma: a role, a title, or the organisation."""
        if self._take_role(part):
            return
        if part.startswith("§") or part[0].isdigit():
            self.unknown.append(part)
            return
        bare = self.take_brackets(part)
        if not bare or self._take_presence(bare):
            return
        if (bare[0].islower() or _TITLE.fullmatch(bare)) and self.role_label is None:
            self.role_label = bare
        else:
            self.organisation.append(bare)

    def _take_role(self, text: str) -> bool:
        """Read a role, with what follows it, such as ``ersättare för``."""
        if self.role_label is not None:
            return False
        for pattern, role in _ROLE_TABLE:
            match = pattern.match(text)
            if match:
                self.role = role
                self.role_label = self._role_words(text, match.end())
                return True
        return False

    def _role_words(self, text: str, end_of_role: int) -> str:
        """Return the role as written, without notes on presence in brackets after it."""
        notes = [m for m in _BRACKETS.finditer(text, end_of_role) if not _PARTY.fullmatch(m[1])]
        for match in notes:
            self._take_bracket(match[1].strip())
        return without(text, *(match.span() for match in notes)).strip()

    def _take_presence(self, note: str) -> bool:
        """Read a note on how and when somebody took part; False when words are left over."""
        remote = _REMOTE.search(note)
        on_site = _ON_SITE.search(note)
        rest = without(note, *(m.span() for m in (remote, on_site) if m))
        intervals: list[ClockInterval] = []
        while times := find_times(rest):
            before = rest[: times.start_at]
            until = times.end is None and (
                _UNTIL.search(before) or _UNTIL.match(rest[times.start_at : times.end_at])
            )
            starts = None if until else times.start
            intervals.append(ClockInterval(start=starts, end=times.start if until else times.end))
            rest = without(rest, (times.start_at, times.end_at))
            rest = _FROM.sub("", _UNTIL.sub("", rest[: times.start_at])) + rest[times.start_at :]
        if _JOINTS.sub(" ", rest).strip() or not (remote or on_site or intervals):
            return False
        self.mode = PresenceMode.REMOTE if remote else self.mode
        self.intervals += intervals
        return True
