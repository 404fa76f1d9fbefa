"""An in-memory database that keeps every promise of the UnitOfWork port.

Tables are dictionaries. A unit works on copies and remembers what it did;
``commit`` does it again on what is there by then, so that a compare-and-set
fails exactly when somebody else was faster. Threads may share a database.
"""

from __future__ import annotations

import threading
from copy import copy
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Self

from workflow.minutes.model import fold_name
from workflow.ports import ChangedMeanwhile, EmailTaken
from workflow.procedure.refusals import NoSuchDocument

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from workflow.audit import Entry
    from workflow.ports import (
        Account,
        Body,
        Documents,
        Draft,
        Drafts,
        Job,
        Jobs,
        Message,
        Messages,
        Organisation,
        People,
        Session,
        Trail,
    )
    from workflow.procedure.model import Document, Role


@dataclass
class Tables:
    """Everything that is stored, by primary key."""

    documents: dict[str, Document] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    trail: dict[tuple[str, int], Entry] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)

    def copied(self) -> Tables:
        return Tables(**{table.name: copy(getattr(self, table.name)) for table in fields(self)})


class FakeDatabase:
    """The shared state. ``open_unit`` is what the services need."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.lock = threading.Lock()

    def open_unit(self) -> FakeUnit:
        return FakeUnit(self)

    def keep(self, tables: Tables) -> None:
        """Make a unit's changes everybody's: the one durable write of a transaction."""
        self.tables = tables


class FakeUnit:
    """One transaction: everything is forgotten unless ``commit`` is called."""

    def __init__(self, database: FakeDatabase) -> None:
        self._database = database
        self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._begin()

    def commit(self) -> None:
        with self._database.lock:
            tables = self._database.tables.copied()
            for write in self._writes:
                write(tables)
            self._database.keep(tables)
        self._begin()

    def do(self, write: Callable[[Tables], None]) -> None:
        """Make a change here now, and in the database at commit."""
        write(self.tables)
        self._writes.append(write)

    def _begin(self) -> None:
        with self._database.lock:
            self.tables = self._database.tables.copied()
        self._writes: list[Callable[[Tables], None]] = []
        self.documents: Documents = FakeDocuments(self)
        self.drafts: Drafts = FakeDrafts(self)
        self.jobs: Jobs = FakeJobs(self)
        self.trail: Trail = FakeTrail(self)
        self.people: People = FakePeople(self)
        self.messages: Messages = FakeMessages(self)


class _Repository:
    def __init__(self, unit: FakeUnit) -> None:
        self._unit = unit

    @property
    def _tables(self) -> Tables:
        return self._unit.tables


class FakeDocuments(_Repository):
    def add(self, document: Document) -> None:
        def write(tables: Tables) -> None:
            taken = {(d.organisation_id, d.reference) for d in tables.documents.values()}
            if (
                document.document_id in tables.documents
                or (document.organisation_id, document.reference) in taken
            ):
                raise ChangedMeanwhile
            tables.documents[document.document_id] = document

        self._unit.do(write)

    def find(self, document_id: str) -> Document | None:
        return self._tables.documents.get(document_id)

    def save(self, document: Document) -> None:
        def write(tables: Tables) -> None:
            stored = tables.documents.get(document.document_id)
            if stored is None or stored.lock + 1 != document.lock:
                raise ChangedMeanwhile
            tables.documents[document.document_id] = document

        self._unit.do(write)

    def of_organisation(self, organisation_id: str) -> tuple[Document, ...]:
        return self._newest_first(lambda d: d.organisation_id == organisation_id)

    def of_person(self, person_id: str) -> tuple[Document, ...]:
        return self._newest_first(
            lambda d: d.drafter_id == person_id or d.find_signatory(person_id) is not None
        )

    def next_reference(self, body: Body, year: int) -> str:
        start = f"{body.short_name} {year}:"
        used = [
            int(d.reference.removeprefix(start))
            for d in self._tables.documents.values()
            if d.organisation_id == body.organisation_id and d.reference.startswith(start)
        ]
        return f"{start}{max(used, default=0) + 1}"

    def _newest_first(self, wanted: Callable[[Document], bool]) -> tuple[Document, ...]:
        newest_first = reversed(list(self._tables.documents.values()))
        return tuple(sorted(filter(wanted, newest_first), key=lambda d: d.created_at, reverse=True))


class FakeDrafts(_Repository):
    def add(self, draft: Draft) -> None:
        def write(tables: Tables) -> None:
            if draft.document_id in tables.drafts:
                raise ChangedMeanwhile
            tables.drafts[draft.document_id] = draft

        self._unit.do(write)

    def get(self, document_id: str) -> Draft:
        try:
            return self._tables.drafts[document_id]
        except KeyError:
            raise NoSuchDocument from None

    def save(self, draft: Draft) -> None:
        def write(tables: Tables) -> None:
            stored = tables.drafts.get(draft.document_id)
            if stored is None or stored.lock + 1 != draft.lock:
                raise ChangedMeanwhile
            tables.drafts[draft.document_id] = draft

        self._unit.do(write)


class FakeJobs(_Repository):
    def add(self, job: Job) -> None:
        def write(tables: Tables) -> None:
            if job.job_id in tables.jobs:
                raise ChangedMeanwhile
            tables.jobs[job.job_id] = job

        self._unit.do(write)

    def lease(self, job_id: str, *, owner: str, now: dt.datetime, until: dt.datetime) -> Job | None:
        if not self._is_free(self._tables.jobs.get(job_id), now):
            return None

        def write(tables: Tables) -> None:
            job = tables.jobs[job_id]
            if not self._is_free(job, now):
                raise ChangedMeanwhile
            tables.jobs[job_id] = replace(job, owner=owner, leased_until=until, attempt=job.attempt + 1)

        self._unit.do(write)
        return self._tables.jobs[job_id]

    def renew(self, job_id: str, *, owner: str, until: dt.datetime) -> bool:
        job = self._tables.jobs.get(job_id)
        if job is None or job.owner != owner or job.done_at is not None or job.leased_until is None:
            return False
        self._change(job_id, leased_until=until)
        return True

    def finish(self, job_id: str, *, now: dt.datetime) -> None:
        self._change(job_id, done_at=now, owner=None, leased_until=None)

    def postpone(self, job_id: str, *, due_at: dt.datetime, cause: str) -> None:
        self._change(job_id, due_at=due_at, cause=cause, owner=None, leased_until=None, published_at=None)

    def publishable(self, *, now: dt.datetime, limit: int) -> tuple[Job, ...]:
        due = [job for job in self._tables.jobs.values() if self._is_free(job, now)]
        return tuple(sorted(due, key=lambda job: job.due_at)[:limit])

    def mark_published(self, job_ids: Iterable[str], *, now: dt.datetime) -> None:
        for job_id in job_ids:
            self._change(job_id, published_at=now)

    def open_for(self, document_id: str) -> tuple[Job, ...]:
        return tuple(
            j for j in self._tables.jobs.values() if j.document_id == document_id and j.done_at is None
        )

    def _change(self, job_id: str, **changes: object) -> None:
        def write(tables: Tables) -> None:
            if job_id in tables.jobs:
                tables.jobs[job_id] = replace(tables.jobs[job_id], **changes)  # type: ignore[arg-type]

        self._unit.do(write)

    @staticmethod
    def _is_free(job: Job | None, now: dt.datetime) -> bool:
        if job is None or job.done_at is not None or job.due_at > now:
            return False
        return job.leased_until is None or job.leased_until <= now


class FakeTrail(_Repository):
    def append(self, entry: Entry) -> None:
        def write(tables: Tables) -> None:
            if (entry.document_id, entry.sequence) in tables.trail:
                raise ChangedMeanwhile
            tables.trail[entry.document_id, entry.sequence] = entry

        self._unit.do(write)

    def last(self, document_id: str) -> Entry | None:
        entries = self.of(document_id)
        return entries[-1] if entries else None

    def of(self, document_id: str) -> tuple[Entry, ...]:
        entries = (e for e in self._tables.trail.values() if e.document_id == document_id)
        return tuple(sorted(entries, key=lambda e: e.sequence))


class FakePeople(_Repository):
    def add_organisation(self, organisation: Organisation) -> None:
        self._unit.do(
            lambda tables: tables.organisations.update({organisation.organisation_id: organisation})
        )

    def add_body(self, body: Body) -> None:
        self._unit.do(lambda tables: tables.bodies.update({body.body_id: body}))

    def add_account(self, account: Account) -> None:
        def write(tables: Tables) -> None:
            if any(fold_name(a.email) == fold_name(account.email) for a in tables.accounts.values()):
                raise EmailTaken(email=account.email)
            tables.accounts[account.person_id] = account

        self._unit.do(write)

    def get_organisation(self, organisation_id: str) -> Organisation:
        return self._tables.organisations[organisation_id]

    def organisations(self) -> tuple[Organisation, ...]:
        return tuple(self._tables.organisations.values())

    def bodies(self, organisation_id: str) -> tuple[Body, ...]:
        return tuple(b for b in self._tables.bodies.values() if b.organisation_id == organisation_id)

    def find_body(self, body_id: str) -> Body | None:
        return self._tables.bodies.get(body_id)

    def find_account(self, person_id: str) -> Account | None:
        return self._tables.accounts.get(person_id)

    def find_by_email(self, email: str) -> Account | None:
        wanted = fold_name(email)
        return next((a for a in self._tables.accounts.values() if fold_name(a.email) == wanted), None)

    def named(self, organisation_id: str, name: str) -> tuple[Account, ...]:
        return self._accounts(organisation_id, lambda a: fold_name(a.name) == fold_name(name))

    def with_role(self, organisation_id: str, role: Role) -> tuple[Account, ...]:
        return self._accounts(organisation_id, lambda a: role in a.roles)

    def add_session(self, session: Session) -> None:
        self._unit.do(lambda tables: tables.sessions.update({session.token_sha256: session}))

    def find_session(self, token_sha256: str) -> Session | None:
        return self._tables.sessions.get(token_sha256)

    def end_session(self, token_sha256: str) -> None:
        def write(tables: Tables) -> None:
            tables.sessions.pop(token_sha256, None)

        self._unit.do(write)

    def _accounts(self, organisation_id: str, wanted: Callable[[Account], bool]) -> tuple[Account, ...]:
        own = (a for a in self._tables.accounts.values() if a.organisation_id == organisation_id)
        return tuple(filter(wanted, own))


class FakeMessages(_Repository):
    def add(self, message: Message) -> bool:
        if message.message_id in self._tables.messages:
            return False

        def write(tables: Tables) -> None:
            if message.message_id in tables.messages:
                raise ChangedMeanwhile
            tables.messages[message.message_id] = message

        self._unit.do(write)
        return True

    def find(self, message_id: str) -> Message | None:
        return self._tables.messages.get(message_id)

    def mark_sent(self, message_id: str, *, now: dt.datetime) -> None:
        def write(tables: Tables) -> None:
            tables.messages[message_id] = replace(tables.messages[message_id], sent_at=now)

        self._unit.do(write)

    def to_person(self, person_id: str) -> tuple[Message, ...]:
        last_first = [m for m in self._tables.messages.values() if m.person_id == person_id][::-1]
        return tuple(sorted(last_first, key=lambda m: m.created_at, reverse=True))
