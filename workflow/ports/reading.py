"""What the use cases need from reading: minutes out of a text, and findings about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from workflow.minutes import Minutes


class Certainty(StrEnum):
    """How sure a finding is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """Where in the text: lines counted from 1, and the words themselves."""

    line: int
    end_line: int
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace the characters from ``start`` up to ``end`` of the normalised text."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a text that a person should look at.

    ``finding_id`` stays the same while the passage does. ``message`` is an
    English sentence (the key of its translation) with ``facts`` as
    ``%(name)s``. ``edits`` are the proposed change, empty where there is none.
    A ``blocking`` finding must be settled before the minutes are submitted.
    """

    finding_id: str
    code: str
    place: TextPlace
    certainty: Certainty
    message: str
    facts: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    blocking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text was understood as."""

    minutes: Minutes
    findings: tuple[Finding, ...]


class Reader(Protocol):
    """Reads drafts that people already have."""

    def decoded(self, upload: bytes) -> str:
        """Return the text of an uploaded file.

        Raises:
            WorkflowError: empty, too large or not text; the leaf says which.
        """
        ...

    def normalised(self, text: str) -> str:
        """Return the text with one kind of line end; the places of findings count in it."""
        ...

    def read(self, text: str, *, today: dt.date) -> Reading:
        """Return the minutes in a normalised text, and findings.

        Raises:
            WorkflowError: the text cannot be minutes at all; the leaf says why.
        """
        ...

    def apply(self, text: str, edits: tuple[Edit, ...]) -> str:
        """Return the normalised text with a proposal's edits made."""
        ...
