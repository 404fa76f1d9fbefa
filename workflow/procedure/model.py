"""A document on its way through the procedure, as data that cannot change.

The words are those of docs/glossary.md: a *version* is frozen content, a
*revision* is one state of the PDF bytes, an *authorisation* is a signatory's
order to place their signature on the exact bytes they were shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from workflow.procedure.policy import AdjustmentPolicy


class State(StrEnum):
    """Where a document is. Names in -ing are owed by a worker."""

    DRAFT = "draft"
    OPENING = "opening"
    ADJUSTMENT = "adjustment"
    COUNTERSIGNATURE = "countersignature"
    SEALING = "sealing"
    ARCHIVING = "archiving"
    ARCHIVED = "archived"


class Role(StrEnum):
    """What a person does for a document."""

    DRAFTER = "drafter"
    ADJUSTER = "adjuster"
    CHAIR = "chair"
    REGISTRAR = "registrar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person who acts: an account of one organisation.

    ``roles`` are those held in the organisation (drafter, registrar); being
    adjuster or chair comes from each document's signatories.
    """

    person_id: str
    name: str
    organisation_id: str
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """How and when the actor was known at the act of authorising."""

    method: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """A signatory's order to sign exactly the bytes with this SHA-256."""

    shown_sha256: str
    authorised_at: dt.datetime
    authentication: Authentication


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person who must sign, in a role. ``signed_at`` is the token's genTime."""

    person_id: str
    name: str
    role: Role
    field_name: str
    authorisation: Authorisation | None = None
    signed_at: dt.datetime | None = None

    @property
    def has_signed(self) -> bool:
        """Whether the signature stands in the PDF."""
        return self.signed_at is not None

    @property
    def is_pending(self) -> bool:
        """Whether a worker owes the signature."""
        return self.authorisation is not None and self.signed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """What a signatory asked to have changed, and in which version."""

    person_id: str
    name: str
    version: int
    comment: str
    requested_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What the seal froze: the files a package is made of, by SHA-256.

    ``files`` maps package file names to blob digests; ``sealed_at`` is the
    archive timestamp's genTime.
    """

    sealed_at: dt.datetime
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One set of minutes on its way.

    ``lock`` is the compare-and-set counter: every saved change adds one.
    ``revisions`` are the PDF states of the current version, oldest first,
    beginning with the prepared PDF; each extends the one before it byte for
    byte. Digests are 64 lower-case hex digits. ``adjusted_at`` is the genTime
    of the last personal signature.
    """

    document_id: str
    organisation_id: str
    organisation: str
    body: str
    reference: str
    drafter_id: str
    drafter_name: str
    policy: AdjustmentPolicy
    created_at: dt.datetime
    state: State = State.DRAFT
    version: int = 1
    lock: int = 0
    content_sha256: str | None = None
    revisions: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    change_requests: tuple[ChangeRequest, ...] = ()
    adjusted_at: dt.datetime | None = None
    sealed: Sealed | None = None
    archived_at: dt.datetime | None = None
    package_sha256: str | None = None

    @property
    def pdf_sha256(self) -> str | None:
        """The current revision, or None before the first submission."""
        return self.revisions[-1] if self.revisions else None

    def find_signatory(self, person_id: str) -> Signatory | None:
        """Return this person's place among the signatories, or None."""
        return next((s for s in self.signatories if s.person_id == person_id), None)

    def signatories_in(self, role: Role) -> tuple[Signatory, ...]:
        """Return the signatories in a role, in panel order."""
        return tuple(s for s in self.signatories if s.role is role)
