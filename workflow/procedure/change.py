"""What a decided command leads to: the new document, what happened, what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflow.procedure.model import Document


class JobKind(StrEnum):
    """What a worker can owe."""

    OPEN = "open"
    SIGN = "sign"
    SEAL = "seal"
    ARCHIVE = "archive"
    NOTIFY = "notify"


class MessageKind(StrEnum):
    """What a person is told, once per fact."""

    ADJUSTMENT_ASKED = "adjustment_asked"
    COUNTERSIGNATURE_ASKED = "countersignature_asked"
    CHANGES_REQUESTED = "changes_requested"
    ARCHIVED = "archived"


class Act(StrEnum):
    """What happened, as audit entries name it. Past tense."""

    CREATED = "Created"
    SUBMITTED = "Submitted"
    OPENED = "Opened"
    CHANGES_REQUESTED = "ChangesRequested"
    SIGNATURE_AUTHORISED = "SignatureAuthorised"
    SIGNATURE_PLACED = "SignaturePlaced"
    ADJUSTED = "Adjusted"
    SEALED = "Sealed"
    ARCHIVED = "Archived"
    STEP_FAILED = "StepFailed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened; ``facts`` are JSON values."""

    act: Act
    facts: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOwed:
    """Tell one person one thing. ``person_id`` is an account."""

    kind: MessageKind
    person_id: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The document after a command, and what follows from it."""

    document: Document
    happenings: tuple[Happening, ...]
    jobs: tuple[JobKind, ...] = ()
    messages: tuple[MessageOwed, ...] = ()
