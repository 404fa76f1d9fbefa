"""What people and workers may ask of a document. Imperative; plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from workflow.procedure.access import Action

if TYPE_CHECKING:
    import datetime as dt

    from workflow.procedure.model import Authentication, Sealed, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """The drafter freezes the text as a version and orders their own signature on its PDF.

    ``signatories`` come from ``eligibility.signatories_for``.
    """

    action: ClassVar[Action] = Action.SUBMIT
    content_sha256: str
    prepared_sha256: str
    signatories: tuple[Signatory, ...]
    authentication: Authentication


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChanges:
    """A signatory sends the text back to the drafter."""

    action: ClassVar[Action] = Action.REQUEST_CHANGES
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A signatory orders their signature on the bytes they were shown."""

    action: ClassVar[Action] = Action.SIGN
    shown_sha256: str
    authentication: Authentication


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A worker lets a submitted version in to adjustment.

    ``pdf_sha256`` and ``signed_at`` are None where the policy has no drafter's signature.
    """

    action: ClassVar[Action] = Action.WORK
    pdf_sha256: str | None
    signed_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSignature:
    """A worker has placed one authorised signature; ``pdf_sha256`` is the new revision."""

    action: ClassVar[Action] = Action.WORK
    person_id: str
    pdf_sha256: str
    signed_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A worker has sealed the PDF and frozen what the package is made of."""

    action: ClassVar[Action] = Action.WORK
    pdf_sha256: str
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A worker has written the package and read it back."""

    action: ClassVar[Action] = Action.WORK
    package_sha256: str


Command: TypeAlias = Submit | RequestChanges | Sign | Open | PlaceSignature | Seal | Archive
