"""The queue of record: each job a row, held by whoever has its lease.

Every act below is one UPDATE whose WHERE says when it is allowed, so that of
any number of workers and relays that try at once, one succeeds.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from workflow.ports.errors import LeaseLost
from workflow.ports.records import Job
from workflow.records.tables import JOBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, RowMapping

    from workflow.records.transaction import Transaction

PUBLISHED_AGAIN_AFTER = dt.timedelta(seconds=5)
"""How long a published job may go without a lease before it is published again."""

_OWED = JOBS.c.done_at.is_(None)


class DatabaseJobs:
    """The table of jobs."""

    def __init__(self, transaction: Transaction) -> None:
        """Speak through this transaction."""
        self._transaction = transaction

    def add(self, job: Job) -> None:
        """Store a job; it is published to the broker later.

        Raises:
            ChangedMeanwhile: its id is taken.
        """
        row = {column.name: getattr(job, column.name) for column in JOBS.columns}
        self._transaction.run(self._transaction.insert(JOBS).values(row))

    def lease(self, job_id: str, *, owner: str, now: dt.datetime, until: dt.datetime) -> Job | None:
        """Take the job for a while; None when done, unknown, not due or held.

        A live lease stands against everybody, its own holder included.
        """
        free = _OWED & (JOBS.c.due_at <= now) & _unleased(now)
        taken = {"owner": owner, "leased_until": until, "attempt": JOBS.c.attempt + 1}
        statement = update(JOBS).where(JOBS.c.job_id == job_id, free).values(taken)
        row = self._transaction.first(statement.returning(JOBS))
        return None if row is None else _job(row)

    def renew(self, job_id: str, *, owner: str, until: dt.datetime) -> bool:
        """Hold the job longer; False when it is no longer this owner's.

        A lease that has run out can still be renewed, until another takes the job.
        """
        held = (JOBS.c.job_id == job_id) & (JOBS.c.owner == owner) & _OWED
        statement = update(JOBS).where(held).values(leased_until=until)
        return self._transaction.first(statement.returning(JOBS.c.job_id)) is not None

    def finish(self, job: Job, *, now: dt.datetime) -> None:
        """Mark a leased job as done.

        As with ``renew``, a lease that has run out is good until another takes the job.

        Raises:
            LeaseLost: it is done, or not this owner's.
        """
        done = {"done_at": now, "owner": None, "leased_until": None}
        self._let_go(job, done)

    def postpone(self, job: Job, *, due_at: dt.datetime, cause: str) -> None:
        """Give a leased job back, to be published and tried again from ``due_at``.

        Raises:
            LeaseLost: it is done, or not this owner's.
        """
        later = {
            "due_at": due_at,
            "cause": cause,
            "owner": None,
            "leased_until": None,
            "published_at": None,
        }
        self._let_go(job, later)

    def publishable(self, *, now: dt.datetime, limit: int) -> tuple[Job, ...]:
        """Return due jobs never published, then those published in vain; each longest waiting first.

        On PostgreSQL the rows stay locked until the unit ends, and rows another relay has
        locked are passed over; on SQLite one unit runs at a time.
        """
        new = self._claim(JOBS.c.published_at.is_(None), JOBS.c.due_at, now=now, limit=limit)
        room = limit - len(new)
        if room <= 0:
            return new
        in_vain = (JOBS.c.published_at < now - PUBLISHED_AGAIN_AFTER) & _unleased(now)
        return new + self._claim(in_vain, JOBS.c.published_at, now=now, limit=room)

    def mark_published(self, job_ids: Iterable[str], *, now: dt.datetime) -> None:
        """Record that the jobs were handed to the broker at ``now``."""
        ids = list(job_ids)
        if ids:
            self._transaction.run(update(JOBS).where(JOBS.c.job_id.in_(ids), _OWED).values(published_at=now))

    def open_for(self, document_id: str) -> tuple[Job, ...]:
        """Return the jobs still owed for a document, oldest first."""
        owed = select(JOBS).where(JOBS.c.document_id == document_id, _OWED)
        rows = self._transaction.rows(owed.order_by(JOBS.c.created_at, JOBS.c.job_id))
        return tuple(_job(row) for row in rows)

    def _let_go(self, job: Job, values: Mapping[str, object]) -> None:
        # A job without an owner is nobody's to let go; = NULL would be read as IS NULL.
        held = (JOBS.c.owner == job.owner) & JOBS.c.owner.is_not(None) & _OWED
        statement = update(JOBS).where(JOBS.c.job_id == job.job_id, held).values(values)
        self._transaction.compare_and_set(statement, otherwise=LeaseLost)

    def _claim(
        self, condition: ColumnElement[bool], order: ColumnElement[Any], *, now: dt.datetime, limit: int
    ) -> tuple[Job, ...]:
        due = select(JOBS).where(_OWED, JOBS.c.due_at <= now, condition)
        claimed = due.order_by(order, JOBS.c.job_id).limit(limit).with_for_update(skip_locked=True)
        return tuple(_job(row) for row in self._transaction.rows(claimed))


def _unleased(now: dt.datetime) -> ColumnElement[bool]:
    return JOBS.c.leased_until.is_(None) | (JOBS.c.leased_until <= now)


def _job(row: RowMapping) -> Job:
    return Job(**row)
