"""People named at the top: the lists, and chair and secretary under labels of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.minutes import Attendee, AttendeeRole
from workflow.reading.attendance import People, read_people
from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, FindingLog, place_of

if TYPE_CHECKING:
    from workflow.reading.head import Head


def gather_people(head: Head, mentioned: frozenset[str], log: FindingLog) -> People:
    """Read all people of the head; a line among them that is no person becomes a finding."""
    people = read_people(head.groups, mentioned, log)
    attendees = list(people.attendees)
    strangers = list(people.strangers)
    for label, group in head.role_groups:
        named = read_people([group], mentioned, log)
        strangers += named.strangers
        for person in named.attendees:
            alone = {"role_label": person.role_label or label, "group": None}
            _join(attendees, person.model_copy(update=alone))
    for line in strangers:
        facts = {"text": line.text}
        log.add(FindingCode.HEAD_LINE_UNKNOWN, place_of([line]), Certainty.POSSIBLE, facts=facts)
    return People(tuple(attendees), people.absentees, ())


def _join(attendees: list[Attendee], person: Attendee) -> None:
    """Add a person named by role, or give the role to the same name in the list."""
    for place, known in enumerate(attendees):
        if known.name.casefold() == person.name.casefold():
            if known.role in (AttendeeRole.UNSTATED, AttendeeRole.MEMBER):
                update = {"role": person.role, "role_label": person.role_label}
                attendees[place] = known.model_copy(update=update)
            return
    attendees.append(person)
