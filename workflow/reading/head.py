"""Everything above the first item: title, time, place, people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.reading.attendance import Group
from workflow.reading.codes import FindingCode
from workflow.reading.dates import WrittenDate, find_date
from workflow.reading.findings import Certainty, FindingLog, place_of
from workflow.reading.labels import LabelledLine, read_label
from workflow.reading.meeting_time import MeetingTime, is_only_joints, place_words
from workflow.reading.names import starts_small
from workflow.reading.normalising import Line
from workflow.reading.signature_block import may_be_signatures
from workflow.reading.terms import PEOPLE_LABELS, misread
from workflow.reading.title_block import TitleBlock, read_title

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_PLACE = 400
_HELD_AT = misread(
    r"(?P<title>.{1,200}?)\s+(?:was\s+)?(?:held|hållet|hölls)\s+(?:at|in|i|på)\s+(?P<place>.{1,200})"
)
_COLUMN = re.compile(r"\S+(?: {1,2}\S+)*")
_PEOPLE_IN_ONE_LINE = frozenset({"chair", "secretary", "adjusters"})


@dataclass(slots=True)
class Head:
    """What the top of the minutes says."""

    title: TitleBlock = field(default_factory=TitleBlock)
    time: MeetingTime = field(default_factory=MeetingTime)
    place: str | None = None
    organisation: str | None = None
    groups: list[Group] = field(default_factory=list)
    role_groups: list[tuple[str, Group]] = field(default_factory=list)
    """Chair and secretary named by a label of their own, with that label."""
    adjusters: Group | None = None
    signatures: list[Line] = field(default_factory=list)
    """The signature block, where it stands at the top."""


def read_head(lines: Sequence[Line], log: FindingLog) -> Head:
    """Read the lines above the first item; a line that fits nowhere becomes a finding."""
    reader = _HeadReader(log)
    for line in lines:
        reader.take(line)
    reader.head.title = read_title(reader.title_lines)
    for line in reader.head.title.leftover:
        reader.leave_out(line)
    return reader.head


def _columns(line: Line) -> list[Line]:
    """Return the parts of a line that wide gaps keep apart."""
    return [Line(line.number, line.start + m.start(), m.group()) for m in _COLUMN.finditer(line.text)]


def _heading(label: str) -> str:
    """Return a label as a heading: small letters but for the first."""
    return label[0].upper() + (label[1:].lower() if label.isupper() else label[1:])


class _HeadReader:
    """Takes the lines of the head in turn."""

    def __init__(self, log: FindingLog) -> None:
        """Nothing is known yet."""
        self.head = Head()
        self.title_lines: list[Line] = []
        self._log = log
        self._seen_label = False
        self._waiting: LabelledLine | None = None
        self._list: Group | None = None
        self._above_blank = False
        self._signing = False

    def take(self, line: Line) -> None:
        """Read one line; at the top its columns one by one."""
        if not line.text:
            self._above_blank = True
            if not self._seen_label:
                self.title_lines.append(line)
            return
        for column in _columns(line) if self._waiting or not self._seen_label else (line,):
            self._take_words(column)
        self._above_blank = False

    def _take_words(self, line: Line) -> None:
        """Read one line, or one column of it."""
        if self._signing and may_be_signatures(line.text):
            self.head.signatures.append(line)
            return
        self._signing = False
        labelled = read_label(line)
        if labelled:
            self._seen_label = True
            self._take_labelled(labelled, line)
        elif self._waiting:
            self._take_value(self._waiting, line)
        elif not self._seen_label:
            self._take_title_line(line)
        elif self._list is not None:
            self._list.lines.append(line)
        elif not self._goes_on_with_place(line):
            self._take_loose(line)

    def leave_out(self, line: Line, code: FindingCode = FindingCode.HEAD_LINE_UNKNOWN) -> None:
        """Tell of a line that has no place in the minutes."""
        self._log.add(code, place_of([line]), Certainty.POSSIBLE, facts={"text": line.text})

    def _take_labelled(self, labelled: LabelledLine, line: Line) -> None:
        """Begin what the label introduces."""
        self._waiting = None
        if labelled.meaning in PEOPLE_LABELS or labelled.meaning == "adjusters":
            self._begin_people(labelled)
            return
        self._list = None
        if labelled.meaning == "signatures":
            self._signing = True
        elif labelled.meaning == "agenda":
            self.leave_out(line, FindingCode.AGENDA_LIST)
        elif labelled.value.text:
            self._take_value(labelled, labelled.value)
        else:
            self._waiting = labelled

    def _begin_people(self, labelled: LabelledLine) -> None:
        """Begin a list of people; a chair named on one line does not end the list it stands in."""
        group = Group(
            labelled.meaning, _heading(labelled.label), [labelled.value] if labelled.value.text else []
        )
        if labelled.meaning == "adjusters":
            self.head.adjusters = group
        elif labelled.meaning in _PEOPLE_IN_ONE_LINE:
            self.head.role_groups.append((labelled.label, group))
        else:
            self.head.groups.append(group)
        if labelled.meaning not in _PEOPLE_IN_ONE_LINE or not labelled.value.text:
            self._list = group

    def _take_value(self, labelled: LabelledLine, value: Line) -> None:
        """Read the value of a label about time, place or organisation."""
        self._waiting = None
        if labelled.meaning == "organisation" and len(value.text) <= _LONGEST_PLACE:
            self.head.organisation = value.text
        elif labelled.meaning == "place" and self.head.place is None and len(value.text) <= _LONGEST_PLACE:
            self.head.place = value.text
        elif labelled.meaning in ("time", "time_place"):
            self._take_time(labelled.meaning, value)
        else:
            self.leave_out(value)

    def _take_time(self, meaning: str, value: Line) -> None:
        """Read day, times and, where they share a line, the place."""
        rest = self.head.time.take(value)
        if is_only_joints(rest):
            return
        place = place_words(rest)
        if meaning == "time_place" and self.head.place is None and 0 < len(place) <= _LONGEST_PLACE:
            self.head.place = place
        else:
            self.leave_out(value)

    def _take_title_line(self, line: Line) -> None:
        """Keep a line of the title, or read the day where the line is nothing else."""
        written = find_date(line.text)
        if written and is_only_joints(line.text[: written.start]) and self._is_time_only(line):
            return
        if (
            written
            and written.date
            and self.head.time.written is None
            and self._ends_with_time(written, line)
        ):
            self.head.time.take(line)
            line = self._without_place(Line(line.number, line.start, place_words(line.text[: written.start])))
        self.title_lines.append(line)

    def _ends_with_time(self, written: WrittenDate, line: Line) -> bool:
        """Tell whether nothing but clock times follows the day."""
        after = Line(line.number, line.start, line.text[written.end :])
        return is_only_joints(MeetingTime().take(after))

    def _without_place(self, line: Line) -> Line:
        """Take the place from a title such as ``Minutes of the council held at the village hall``."""
        match = _HELD_AT.fullmatch(line.text)
        if not match or self.head.place is not None:
            return line
        self.head.place = match["place"]
        return Line(line.number, line.start, match["title"])

    def _take_loose(self, line: Line) -> None:
        """Read a line without a label below one: a time, or nothing known."""
        if not self._is_time_only(line):
            self.leave_out(line)

    def _is_time_only(self, line: Line) -> bool:
        """Take day and times from a line that says nothing else; otherwise take nothing."""
        trial = MeetingTime()
        if not is_only_joints(trial.take(line)) or (trial.written is None and trial.start is None):
            return False
        known = self.head.time
        if (trial.written and known.written) or (trial.start and known.start):
            return False
        if trial.written:
            known.written, known.line = trial.written, trial.line
        if trial.start:
            known.start, known.end = trial.start, trial.end
        return True

    def _goes_on_with_place(self, line: Line) -> bool:
        """Add a line to the place where it plainly goes on with it."""
        place = self.head.place
        if place is None or self._above_blank or not (place.endswith(",") or starts_small(line.text)):
            return False
        if len(place) + 1 + len(line.text) > _LONGEST_PLACE:
            return False
        self.head.place = f"{place} {line.text}"
        return True
