"""A small honest reader of drafts.

A draft for ``FakeReader`` looks like this::

    Ledningsgruppen 2026-05-04
    Present: Cia Cedergren; Didrik Dahl; Camilla Brodin, chair
    Adjusters: Cia Cedergren; Didrik Dahl
    Drafter: Helga Holm
    1. Opening
    The meeting is opened.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from workflow.errors import WorkflowError
from workflow.minutes import (
    AdjusterElection,
    Attendee,
    AttendeeRole,
    Item,
    Meeting,
    Minutes,
    MinutesKind,
    Paragraph,
    Section,
)
from workflow.ports import Certainty, Edit, Finding, Reading, TextPlace


class NoItemsFound(WorkflowError):
    """No agenda item was found."""


class NotATextFile(WorkflowError):
    """The file is not text."""


class EmptyFile(WorkflowError):
    """The file is empty."""


class FakeReader:
    """Reads the format above. "kommunstyrlsen" is a finding with a proposal, "??" one that blocks."""

    def decoded(self, upload: bytes) -> str:
        try:
            text = upload.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NotATextFile from error
        if not text.strip():
            raise EmptyFile
        return text

    def normalised(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def read(self, text: str, *, today: dt.date) -> Reading:
        lines = text.split("\n")
        items = _items(lines)
        if not items:
            raise NoItemsFound
        adjusters = tuple(_listed(lines, "Adjusters:"))
        minutes = Minutes(
            language="sv",
            kind=MinutesKind.NOTES,
            body=re.sub(r"\s*\d{4}-\d\d-\d\d.*", "", lines[0]) or "?",
            meeting=Meeting(date=_date(lines[0], today)),
            attendees=tuple(_attendee(name) for name in _listed(lines, "Present:")),
            items=items,
            drafter=next(iter(_listed(lines, "Drafter:")), None),
            adjuster_election=AdjusterElection(item_label="1.", adjusters=adjusters) if adjusters else None,
        )
        return Reading(minutes=minutes, findings=tuple(_findings(text)))

    def apply(self, text: str, edits: tuple[Edit, ...]) -> str:
        for edit in sorted(edits, key=lambda e: e.start, reverse=True):
            text = text[: edit.start] + edit.replacement + text[edit.end :]
        return text


def _listed(lines: list[str], label: str) -> list[str]:
    for line in lines:
        if line.startswith(label):
            return [part.strip() for part in line.removeprefix(label).split(";") if part.strip()]
    return []


def _date(line: str, today: dt.date) -> dt.date | None:
    found = re.search(r"\d{4}-\d\d-\d\d", line)
    return min(dt.date.fromisoformat(found.group()), today) if found else None


def _attendee(text: str) -> Attendee:
    name, _, role = text.partition(", ")
    return Attendee(name=name, role=AttendeeRole.CHAIR if role == "chair" else AttendeeRole.MEMBER)


def _items(lines: list[str]) -> tuple[Item, ...]:
    found: list[tuple[str, str, list[str]]] = []
    for line in lines:
        if numbered := re.fullmatch(r"(\d+\.) (.+)", line):
            found.append((numbered[1], numbered[2], []))
        elif found and line.strip():
            found[-1][2].append(line)
    return tuple(
        Item(
            label=label,
            title=title,
            sections=(Section(blocks=tuple(Paragraph(text=line) for line in text)),) if text else (),
        )
        for label, title, text in found
    )


def _findings(text: str) -> list[Finding]:
    found: list[Finding] = []
    for place in re.finditer(r"kommunstyrlsen|\?\?", text):
        proposal = "kommunstyrelsen" if place.group() != "??" else None
        line = text.count("\n", 0, place.start()) + 1
        edits = (Edit(start=place.start(), end=place.end(), replacement=proposal),) if proposal else ()
        found.append(
            Finding(
                finding_id=hashlib.sha256(f"{place.group()}{len(found)}".encode()).hexdigest()[:12],
                code="misspelt" if proposal else "unclear",
                place=TextPlace(line=line, end_line=line, excerpt=place.group()),
                certainty=Certainty.LIKELY,
                message="%(word)s seems to be misspelt." if proposal else "%(word)s must be made clear.",
                facts={"word": place.group()},
                edits=edits,
                blocking=proposal is None,
            )
        )
    return found
