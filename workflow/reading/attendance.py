"""Lists of people at the top of minutes -> attendees and absentees."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.minutes import Absentee, Attendee, AttendeeRole
from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, Edit, FindingLog, place_of
from workflow.reading.name_cut import Evidence, NameCut
from workflow.reading.names import PARTICLES, is_name, is_name_word
from workflow.reading.normalising import Line, Passage
from workflow.reading.presence import PersonText, parse_person, split_outside_brackets
from workflow.reading.terms import GROUP_ROLES, NOBODY, ORGANISATION_WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST_PERSON = 300
_LONGEST_NAME_WORDS = 12
_FILLED_LINE = 45


@dataclass(slots=True)
class Group:
    """The lines under one label of the list, such as ``Närvarande``."""

    kind: str
    heading: str | None = None
    """The label as written."""
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """One person as written, with the lines they stand on."""

    group: Group
    person: PersonText
    lines: tuple[Line, ...]
    words_at: int | None
    """Offset of the words of the name in the normalised text, where they stand on one line."""


@dataclass(frozen=True, slots=True)
class People:
    """Who was there and who was not."""

    attendees: tuple[Attendee, ...]
    absentees: tuple[Absentee, ...]
    strangers: tuple[Line, ...]
    """Lines that are no people."""


def read_people(groups: Iterable[Group], mentioned: frozenset[str], log: FindingLog) -> People:
    """Read all lists together, since one row shows how the next is to be split.

    ``mentioned`` holds the full names that the items mention.
    """
    groups = tuple(groups)
    has_headings = bool({group.kind for group in groups} - {"present", "absent"})
    rows: list[_Row] = []
    strangers: list[Line] = []
    for group in groups:
        for row in _rows(group):
            if _is_person(row.person):
                rows.append(row)
            else:
                strangers += row.lines
    evidence = Evidence.of([row.person for row in rows], mentioned)
    attendees: list[Attendee] = []
    absentees: list[Absentee] = []
    for row in rows:
        attendee = _attendee(row, evidence, log)
        if row.group.kind == "absent":
            absentees.append(_absentee(attendee))
        else:
            heading = row.group.heading if has_headings else None
            attendees.append(attendee.model_copy(update={"group": heading}))
    return People(tuple(attendees), tuple(absentees), tuple(strangers))


def _rows(group: Group) -> list[_Row]:
    """Split the lines under a label into persons."""
    passages = _logical_lines(group.lines)
    if _is_running(passages):
        whole = Passage(tuple(line for passage in passages for line in passage.lines))
        return [_Row(group, person, whole.lines, None) for person in _running(whole.text)]
    rows: list[_Row] = []
    for passage in passages:
        text = passage.text.lstrip("-•*–· \t")
        if NOBODY.fullmatch(text) or NOBODY.fullmatch(passage.text):
            continue
        words_at = passage.lines[0].end - len(text) if len(passage.lines) == 1 else None
        rows.append(_Row(group, parse_person(text), passage.lines, words_at))
    return rows


def _logical_lines(lines: Sequence[Line]) -> list[Passage]:
    """Join a line to the one before where that is plainly not at its end."""
    joined: list[list[Line]] = []
    open_brackets = 0
    for line in lines:
        goes_on = joined and (open_brackets > 0 or line.text.startswith("("))
        if goes_on:
            joined[-1].append(line)
        else:
            joined.append([line])
            open_brackets = 0
        open_brackets += line.text.count("(") - line.text.count(")")
    return [Passage(tuple(group)) for group in joined]


def _is_running(passages: Sequence[Passage]) -> bool:
    """Tell whether the people stand one after another with commas between."""
    if any(p.text.endswith((",", ";", " och", " and")) or "; " in p.text for p in passages[:-1]):
        return True
    if not passages:
        return False
    longest = max(len(p.text) for p in passages)
    filled = longest >= _FILLED_LINE and all(4 * len(p.text) >= 3 * longest for p in passages[:-1])
    needed = 2 if filled or len(passages) == 1 else 3
    return max(_person_count(p.text) for p in passages) >= needed


def _person_count(text: str) -> int:
    """Count the parts of a line that can only be people."""
    parts = _parts(text)
    return sum(
        is_name(re.sub(r"\([^()]*\)", "", part)) and not ORGANISATION_WORD.search(part) for part in parts
    )


def _parts(text: str) -> list[str]:
    """Split at commas, semicolons and the last ``och``, outside brackets."""
    return split_outside_brackets(text, r"\s*[,;]\s*|\s+(?:och|samt|and|&)\s+(?=[^\W\d_a-zåäö])")


def _running(text: str) -> list[PersonText]:
    """Put the parts of a running list together to persons."""
    found: list[list[str]] = []
    for part in _parts(text.rstrip(".")):
        name = re.sub(r"\([^()]*\)", "", part).strip()
        begins_person = is_name(name, most_words=_LONGEST_NAME_WORDS) and not _is_organisation(name)
        if begins_person or not found:
            found.append([part])
        else:
            found[-1].append(part)
    return [parse_person(", ".join(parts)) for parts in found if not NOBODY.fullmatch(parts[0])]


def _is_organisation(name: str) -> bool:
    """Tell whether the words name an organisation and no person before it."""
    match = ORGANISATION_WORD.search(name)
    return match is not None and len(name[: match.start()].split()) < 2  # noqa: PLR2004


def _is_person(person: PersonText) -> bool:
    """Tell whether a row can be a person: a capital first, few words, no sentence."""
    words = person.words
    if not words or len(" ".join(words)) > _LONGEST_PERSON or len(words) > _LONGEST_NAME_WORDS:
        return False
    if words[-1].endswith((".", "!", "?", ":")) and len(words[-1]) > 3:  # noqa: PLR2004
        return False
    return is_name_word(words[0]) and (len(words) == 1 or words[1] in PARTICLES or is_name_word(words[1]))


def _attendee(row: _Row, evidence: Evidence, log: FindingLog) -> Attendee:
    """Make the attendee and tell what is not sure."""
    person = row.person
    cut = evidence.cut(person)
    role = person.role
    if role is AttendeeRole.UNSTATED:
        role = GROUP_ROLES.get(row.group.kind, AttendeeRole.UNSTATED)
    if cut.doubtful:
        _tell_doubt(row, cut, log)
    for note in person.unknown_notes:
        facts = {"name": cut.name, "note": note}
        log.add(FindingCode.ATTENDEE_NOTE_UNKNOWN, place_of(row.lines), Certainty.POSSIBLE, facts=facts)
    return Attendee(
        name=cut.name,
        organisation=cut.organisation,
        party=person.party,
        role=role,
        role_label=person.role_label,
        mode=person.mode,
        intervals=person.intervals,
    )


def _tell_doubt(row: _Row, cut: NameCut, log: FindingLog) -> None:
    """Propose a comma between name and organisation."""
    edits = []
    if row.words_at is not None and cut.organisation:
        at = row.words_at + len(cut.name)
        edits.append(Edit(start=at, end=at, replacement=","))
    facts = {"name": cut.name, "organisation": cut.organisation or "?"}
    log.add(FindingCode.ATTENDEE_UNCLEAR, place_of(row.lines), Certainty.POSSIBLE, edits=edits, facts=facts)


def _absentee(attendee: Attendee) -> Absentee:
    """Keep of a person what is kept of one who was not there."""
    return Absentee(
        name=attendee.name,
        organisation=attendee.organisation,
        party=attendee.party,
        role=attendee.role,
        role_label=attendee.role_label,
    )
