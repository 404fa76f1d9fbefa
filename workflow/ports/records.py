"""What the use cases need from the database: one transaction over seven tables of record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from workflow.audit import Entry
    from workflow.ports.people import Body, People
    from workflow.procedure.change import JobKind, MessageKind
    from workflow.procedure.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the drafter is writing for the next version of a document.

    ``dismissed`` are ids of findings the drafter has set aside. ``lock`` is a
    compare-and-set counter of its own. ``preview`` is the prepared PDF last
    shown to the drafter and the content it was made of, or None.
    """

    document_id: str
    text: str
    dismissed: frozenset[str] = frozenset()
    changed_at: dt.datetime
    lock: int = 0
    preview: Preview | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One prepared PDF and the content it shows; both in the blobs, by SHA-256."""

    version: int
    content_sha256: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something a worker owes. Done jobs keep their row.

    ``version`` is the document's version; ``subject`` is the person whose
    signature (sign) or the message id (notify) it is about, else "".
    ``leased_until`` is None when nobody holds it. ``cause`` is the last failure.
    """

    job_id: str
    kind: JobKind
    document_id: str
    version: int
    subject: str
    created_at: dt.datetime
    due_at: dt.datetime
    attempt: int = 0
    owner: str | None = None
    leased_until: dt.datetime | None = None
    published_at: dt.datetime | None = None
    done_at: dt.datetime | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing told to one person. ``message_id`` is stable: the same fact has the same id."""

    message_id: str
    kind: MessageKind
    document_id: str
    version: int
    person_id: str
    facts: dict[str, str]
    created_at: dt.datetime
    sent_at: dt.datetime | None = None


class Documents(Protocol):
    """Documents, saved by compare-and-set."""

    def add(self, document: Document) -> None:
        """Store a new document (lock 0)."""
        ...

    def find(self, document_id: str) -> Document | None:
        """Return the document, or None."""
        ...

    def save(self, document: Document) -> None:
        """Store a changed document whose ``lock`` is one more than the stored one's.

        Raises:
            ChangedMeanwhile: somebody else saved first.
        """
        ...

    def of_organisation(self, organisation_id: str) -> tuple[Document, ...]:
        """Return every document of an organisation, newest first."""
        ...

    def of_person(self, person_id: str) -> tuple[Document, ...]:
        """Return the documents that a person drafted or is a signatory of, newest first."""
        ...

    def next_reference(self, body: Body, year: int) -> str:
        """Return the body's next unused reference of a year, such as ``KS 2026:3``."""
        ...


class Drafts(Protocol):
    """The drafters' working text."""

    def add(self, draft: Draft) -> None:
        """Store a new draft (lock 0)."""
        ...

    def get(self, document_id: str) -> Draft:
        """Return the draft of a document.

        Raises:
            NoSuchDocument: there is none.
        """
        ...

    def save(self, draft: Draft) -> None:
        """Store a changed draft whose ``lock`` is one more than the stored one's.

        Raises:
            ChangedMeanwhile: somebody else saved first.
        """
        ...


class Jobs(Protocol):
    """The queue of record."""

    def add(self, job: Job) -> None:
        """Store a job; it is published to the broker later."""
        ...

    def lease(self, job_id: str, *, owner: str, now: dt.datetime, until: dt.datetime) -> Job | None:
        """Take the job for a while; None when done, unknown, not due or held by another."""
        ...

    def renew(self, job_id: str, *, owner: str, until: dt.datetime) -> bool:
        """Hold the job longer; False when it is no longer this owner's."""
        ...

    def finish(self, job: Job, *, now: dt.datetime) -> None:
        """Mark a job as done; ``job`` is as ``lease`` returned it.

        Raises:
            LeaseLost: it is no longer held by ``job.owner``; the unit can keep nothing.
        """
        ...

    def postpone(self, job: Job, *, due_at: dt.datetime, cause: str) -> None:
        """Give a leased job back, to be tried again from ``due_at``, with the cause in words.

        Raises:
            LeaseLost: it is no longer held by ``job.owner``; the unit can keep nothing.
        """
        ...

    def publishable(self, *, now: dt.datetime, limit: int) -> tuple[Job, ...]:
        """Return due jobs that are unpublished, or published but without a live lease."""
        ...

    def mark_published(self, job_ids: Iterable[str], *, now: dt.datetime) -> None:
        """Record that the jobs were handed to the broker at ``now``."""
        ...

    def open_for(self, document_id: str) -> tuple[Job, ...]:
        """Return the jobs still owed for a document, oldest first."""
        ...


class Trail(Protocol):
    """The append-only audit entries."""

    def append(self, entry: Entry) -> None:
        """Store the next entry of a document's trail.

        Raises:
            ChangedMeanwhile: another entry already has that sequence number.
        """
        ...

    def last(self, document_id: str) -> Entry | None:
        """Return the newest entry of a document, or None."""
        ...

    def of(self, document_id: str) -> tuple[Entry, ...]:
        """Return a document's entries, oldest first."""
        ...


class Messages(Protocol):
    """What has been and is to be told to people."""

    def add(self, message: Message) -> bool:
        """Store a message; False (and nothing stored) when this fact is already there."""
        ...

    def find(self, message_id: str) -> Message | None: ...  # noqa: D102
    def mark_sent(self, message_id: str, *, now: dt.datetime) -> None: ...  # noqa: D102
    def to_person(self, person_id: str) -> tuple[Message, ...]:
        """Return a person's messages, newest first."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Everything is forgotten unless ``commit`` is called."""

    documents: Documents
    drafts: Drafts
    jobs: Jobs
    trail: Trail
    people: People
    messages: Messages

    def __enter__(self) -> Self: ...  # noqa: D105
    def __exit__(self, *_: object) -> None: ...  # noqa: D105
    def commit(self) -> None:
        """Keep everything done since the unit was entered, or raise ``ChangedMeanwhile``."""
        ...
