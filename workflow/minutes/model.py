"""The minutes of one meeting, as data that cannot change.

Everything is optional that real minutes leave out; what a policy demands is
checked by ``workflow.procedure``, not here. Texts are kept as the body wrote
them, in reading order, so that nothing a person wrote is lost between the
draft and the typeset page. Lists are tuples.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=200_000)]
"""Words a person wrote; line breaks inside are not meaningful."""

Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=400)]
"""A short text on one line."""


class _Part(BaseModel):
    """A part of minutes: frozen, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MinutesKind(StrEnum):
    """What the body calls its record of a meeting."""

    MINUTES = "minutes"
    """Protokoll: a formal record of decisions."""
    NOTES = "notes"
    """Minnesanteckningar: notes of a meeting without a formal body."""


class AttendeeRole(StrEnum):
    """In which capacity a person took part in the meeting."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    STAFF = "staff"
    GUEST = "guest"
    UNSTATED = "unstated"
    """The minutes list the person without saying in which capacity."""


class PresenceMode(StrEnum):
    """How a person took part."""

    ON_SITE = "on_site"
    """In the room; also where the minutes say nothing else."""
    REMOTE = "remote"


class ClockInterval(_Part):
    """A part of the meeting, by local wall-clock time."""

    start: dt.time | None = None
    end: dt.time | None = None


class Attendee(_Part):
    """A person who was present."""

    name: Name
    organisation: Name | None = None
    party: Name | None = None
    role: AttendeeRole = AttendeeRole.UNSTATED
    role_label: Name | None = None
    """The role in the body's own word, such as ``ordförande``."""
    mode: PresenceMode = PresenceMode.ON_SITE
    intervals: tuple[ClockInterval, ...] = ()
    """Empty: no times are given, so nothing says other than the whole meeting."""
    group: Name | None = None
    """The heading the body lists the person under, such as ``Beslutande``; None when there's one list."""


class Absentee(_Part):
    """A person who was expected and recorded as absent."""

    name: Name
    organisation: Name | None = None
    party: Name | None = None
    role: AttendeeRole = AttendeeRole.UNSTATED
    role_label: Name | None = None


class Meeting(_Part):
    """When and where the meeting was held; times are local wall-clock times."""

    date: dt.date | None = None
    """None only in a draft whose date is not complete yet."""
    start: dt.time | None = None
    end: dt.time | None = None
    place: Name | None = None


class Paragraph(_Part):
    """Running text."""

    type: Literal["paragraph"] = "paragraph"
    text: Text


class Bullets(_Part):
    """A list of points, in order."""

    type: Literal["bullets"] = "bullets"
    points: tuple[Text, ...] = Field(min_length=1)


class Decision(_Part):
    """What the body decided, in the words of the minutes."""

    type: Literal["decision"] = "decision"
    text: Text
    """The whole sentence, or what leads in to the points."""
    points: tuple[Text, ...] = ()
    """The clauses, where the decision has several ("att …", numbered points)."""
    decider: Name | None = None
    """Who decided, as written ("Ledningsgruppen"); None when not said."""


class Assignment(_Part):
    """A task that the meeting gave to somebody (an action point)."""

    type: Literal["assignment"] = "assignment"
    text: Text
    """The whole sentence as written."""
    assignee: Name
    due: Name | None = None
    """When, as written ("nästa ledningsgruppsmöte", "den 3 maj")."""


Block: TypeAlias = Annotated[Paragraph | Bullets | Decision | Assignment, Field(discriminator="type")]
"""The smallest thing that stands on its own in an item."""


class SectionKind(StrEnum):
    """What a part of an item is for, whatever heading the body gives it."""

    TEXT = "text"
    """Text without a heading of its own, or with one not listed here."""
    SUMMARY = "summary"
    BACKGROUND = "background"
    BASIS = "basis"
    """What the decision rests on (Beslutsunderlag)."""
    PROPOSAL = "proposal"
    MOTIONS = "motions"
    PROCEDURE = "procedure"
    """How the proposals were put (Beslutsgång)."""
    DISCUSSION = "discussion"
    DECISION = "decision"
    RESERVATION = "reservation"
    NOTE = "note"
    """A statement recorded at somebody's request (Protokollsanteckning)."""
    DISPATCH = "dispatch"
    """To whom the decision is sent (Beslutet skickas till)."""


class Section(_Part):
    """A typed part of an item with the body's own heading."""

    kind: SectionKind = SectionKind.TEXT
    heading: Name | None = None
    blocks: tuple[Block, ...] = ()


class SubItem(_Part):
    """An unnumbered part of an item with a title of its own."""

    title: Name
    sections: tuple[Section, ...] = ()


class Item(_Part):
    """One item of the agenda."""

    label: Annotated[str, Field(max_length=40)]
    """As the body writes it: ``7.``, ``§ 117``, ``KST 24``; empty if unnumbered."""
    title: Name
    diary_numbers: tuple[Name, ...] = ()
    sections: tuple[Section, ...] = ()
    sub_items: tuple[SubItem, ...] = ()

    def all_sections(self) -> Iterator[Section]:
        """Own sections first, then those of the sub-items, in reading order."""
        yield from self.sections
        for sub_item in self.sub_items:
            yield from sub_item.sections

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision in the item, in reading order."""
        return tuple(b for s in self.all_sections() for b in s.blocks if isinstance(b, Decision))

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every task given in the item, in reading order."""
        return tuple(b for s in self.all_sections() for b in s.blocks if isinstance(b, Assignment))


class AdjusterElection(_Part):
    """Who was elected to adjust these minutes, and in which item."""

    item_label: Annotated[str, Field(max_length=40)]
    adjusters: tuple[Name, ...] = Field(min_length=1)
    """Names as in the attendance list."""


class NextMeeting(_Part):
    """When and where the body meets next."""

    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    place: Name | None = None
    note: Name | None = None


class Minutes(_Part):
    """The minutes of one meeting.

    The text of the election and of the next meeting also stands in the items
    it was written in; ``adjuster_election`` and ``next_meeting`` are what it
    means. ``closing`` is kept here only.
    """

    format: Literal["justera-minutes/1"] = "justera-minutes/1"
    language: Literal["sv", "en"]
    kind: MinutesKind
    organisation: Name | None = None
    body: Name
    meeting: Meeting
    attendees: tuple[Attendee, ...] = ()
    absentees: tuple[Absentee, ...] = ()
    items: tuple[Item, ...] = ()
    drafter: Name | None = None
    """Who wrote the minutes, as named in them."""
    adjuster_election: AdjusterElection | None = None
    countersigner: Name | None = None
    """The chair, where the minutes leave a line for the chair's signature."""
    next_meeting: NextMeeting | None = None
    closing: Text | None = None

    @property
    def chair(self) -> Attendee | None:
        """The attendee who led the meeting, or None when not recorded."""
        return next((a for a in self.attendees if a.role is AttendeeRole.CHAIR), None)

    def find_attendee(self, name: str) -> Attendee | None:
        """Return who was present under exactly this name, apart from case and spacing."""
        wanted = fold_name(name)
        return next((a for a in self.attendees if fold_name(a.name) == wanted), None)


def fold_name(name: str) -> str:
    """Return a name without case and with single spaces, for comparing only."""
    return " ".join(name.split()).casefold()
