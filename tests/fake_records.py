"""An in-memory database that keeps every promise of the UnitOfWork port.

Tables are dictionaries. A unit works on copies and remembers what it did;
``commit`` does it again on what is there by then, so that a compare-and-set
fails exactly when somebody else was faster. Threads may share a database.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from tests.fake_people import FakeMessages, FakePeople
from tests.fake_tables import Repository, Tables
from workflow.ports import ChangedMeanwhile, LeaseLost
from workflow.procedure.refusals import NoSuchDocument

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from workflow.audit import Entry
    from workflow.ports import (
        Body,
        Documents,
        Draft,
        Drafts,
        Job,
        Jobs,
        Messages,
        People,
        Trail,
    )
    from workflow.procedure.model import Document


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


class FakeDocuments(Repository):
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


class FakeDrafts(Repository):
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


class FakeJobs(Repository):
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

    def finish(self, job: Job, *, now: dt.datetime) -> None:
        self._let_go(job, done_at=now)

    def postpone(self, job: Job, *, due_at: dt.datetime, cause: str) -> None:
        self._let_go(job, due_at=due_at, cause=cause, published_at=None)

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

    def _let_go(self, job: Job, **changes: object) -> None:
        def write(tables: Tables) -> None:
            stored = tables.jobs.get(job.job_id)
            if stored is None or stored.owner is None or stored.owner != job.owner:
                raise LeaseLost
            tables.jobs[job.job_id] = replace(stored, owner=None, leased_until=None, **changes)  # type: ignore[arg-type]

        self._unit.do(write)

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


class FakeTrail(Repository):
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
