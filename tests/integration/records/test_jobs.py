"""The queue of record: who may have a job, and which jobs the relay is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from tests.integration.records.world import NOW, SECOND, a_job, add_jobs, at_once, changed, execute, in_a_unit
from workflow.ports import LeaseLost
from workflow.records import Database, DatabaseRefused, open_database

if TYPE_CHECKING:
    import datetime as dt

    from workflow.ports import Job, UnitOfWork

UNTIL = NOW + 15 * SECOND


@pytest.fixture(autouse=True)
def _owed(database: Database) -> None:
    add_jobs(database, a_job())


def lease(database: Database, owner: str = "worker", *, now: dt.datetime = NOW) -> Job | None:
    until = now + 15 * SECOND
    return in_a_unit(database, lambda unit: unit.jobs.lease("job", owner=owner, now=now, until=until))


def leased(database: Database, owner: str = "worker", *, now: dt.datetime = NOW) -> Job:
    job = lease(database, owner, now=now)
    assert job is not None
    return job


def done(database: Database) -> Job:
    job = leased(database)
    in_a_unit(database, lambda unit: unit.jobs.finish(job, now=NOW))
    return job


def publishable(database: Database, *, now: dt.datetime = NOW, limit: int = 10) -> list[str]:
    with database.unit_of_work() as unit:
        return [job.job_id for job in unit.jobs.publishable(now=now, limit=limit)]


def publish(database: Database, *job_ids: str, now: dt.datetime = NOW) -> None:
    in_a_unit(database, lambda unit: unit.jobs.mark_published(job_ids, now=now))


def test_a_lease_names_its_owner_and_counts_the_attempt(database: Database) -> None:
    leased = replace(a_job(), owner="worker", leased_until=UNTIL, attempt=1)
    assert lease(database) == leased
    with database.unit_of_work() as unit:
        assert unit.jobs.open_for("minutes") == (leased,)


def test_of_many_owners_at_once_exactly_one_gets_the_job(database: Database) -> None:
    owners = [f"worker {number}" for number in range(4)]
    leases = at_once(*[lambda owner=owner: lease(database, owner) for owner in owners])
    (job,) = [leased for leased in leases if leased is not None]
    assert not isinstance(job, Exception)
    assert job.attempt == 1


def test_a_live_lease_refuses_everybody(database: Database) -> None:
    lease(database)
    assert lease(database, "another", now=UNTIL - SECOND) is None
    assert lease(database, "worker", now=UNTIL - SECOND) is None


def test_an_expired_lease_can_be_taken(database: Database) -> None:
    lease(database)
    job = lease(database, "another", now=UNTIL)
    assert job is not None
    assert (job.owner, job.attempt) == ("another", 2)


def test_a_job_not_due_done_or_unknown_is_not_leased(database: Database) -> None:
    assert lease(database, now=NOW - SECOND) is None
    done(database)
    assert lease(database) is None
    with database.unit_of_work() as unit:
        assert unit.jobs.lease("unknown", owner="worker", now=NOW, until=UNTIL) is None


def test_only_the_owner_renews(database: Database) -> None:
    lease(database)
    with database.unit_of_work() as unit:
        assert not unit.jobs.renew("job", owner="another", until=UNTIL + SECOND)
        assert unit.jobs.renew("job", owner="worker", until=UNTIL + SECOND)
        (held,) = unit.jobs.open_for("minutes")
        assert held.leased_until == UNTIL + SECOND
        unit.jobs.finish(held, now=NOW)
        assert not unit.jobs.renew("job", owner="worker", until=UNTIL + SECOND)


def test_a_lease_that_ran_out_is_good_until_another_takes_the_job(database: Database) -> None:
    job = leased(database)
    in_a_unit(database, lambda unit: unit.jobs.finish(job, now=UNTIL + SECOND))
    with database.unit_of_work() as unit:
        assert unit.jobs.open_for("minutes") == ()


@pytest.mark.parametrize("act", ["finish", "postpone"])
def test_who_lost_the_lease_writes_nothing_and_leaves_the_successors_alone(
    database: Database, act: str
) -> None:
    lost = leased(database)
    successors = leased(database, "another", now=UNTIL)
    with database.unit_of_work() as unit:
        document = unit.documents.find("minutes")
        assert document is not None
        unit.documents.save(changed(document))
        with pytest.raises(LeaseLost):
            let_go(unit, lost, act)
        with pytest.raises(LeaseLost):
            unit.commit()
    with database.unit_of_work() as unit:
        assert unit.documents.find("minutes") == document
        assert unit.jobs.open_for("minutes") == (successors,)


@pytest.mark.parametrize("act", ["finish", "postpone"])
def test_a_job_that_nobody_holds_is_nobodys_to_let_go(database: Database, act: str) -> None:
    with pytest.raises(LeaseLost):
        in_a_unit(database, lambda unit: let_go(unit, a_job(), act))


def let_go(unit: UnitOfWork, job: Job, act: str) -> None:
    if act == "finish":
        unit.jobs.finish(job, now=UNTIL)
    else:
        unit.jobs.postpone(job, due_at=UNTIL, cause="no answer")


def test_a_done_job_keeps_its_row_and_its_time(database: Database) -> None:
    job = done(database)
    for too_late in (
        lambda unit: unit.jobs.finish(job, now=UNTIL),
        lambda unit: unit.jobs.postpone(job, due_at=UNTIL, cause="too late"),
    ):
        with pytest.raises(LeaseLost):
            in_a_unit(database, too_late)
    with database.unit_of_work() as unit:
        assert unit.jobs.open_for("minutes") == ()
    with pytest.raises(DatabaseRefused, match="jobs_stay_done"):
        execute(database, "UPDATE jobs SET done_at = NULL")


def test_a_postponed_job_comes_back_when_due(database: Database) -> None:
    publish(database, "job")
    held = leased(database)
    later = NOW + 3 * SECOND
    in_a_unit(database, lambda unit: unit.jobs.postpone(held, due_at=later, cause="no answer"))
    assert publishable(database, now=later - SECOND) == []
    assert publishable(database, now=later) == ["job"]
    job = lease(database, now=later)
    assert job is not None
    assert (job.cause, job.attempt, job.published_at) == ("no answer", 2, None)


def test_a_new_job_is_published_once(database: Database) -> None:
    assert publishable(database) == ["job"]
    publish(database, "job")
    assert publishable(database, now=NOW + 5 * SECOND) == []


def test_a_job_published_in_vain_is_published_again(database: Database) -> None:
    publish(database, "job")
    assert publishable(database, now=NOW + 6 * SECOND) == ["job"]


def test_a_job_under_way_is_not_published_until_its_lease_runs_out(database: Database) -> None:
    publish(database, "job")
    lease(database)
    assert publishable(database, now=UNTIL - SECOND) == []
    assert publishable(database, now=UNTIL) == ["job"]


def test_done_jobs_and_those_not_due_are_not_published(database: Database) -> None:
    add_jobs(database, a_job("later", due_at=NOW + SECOND))
    done(database)
    assert publishable(database) == []


def test_new_jobs_go_before_those_published_in_vain(database: Database) -> None:
    publish(database, "job", now=NOW - 60 * SECOND)
    add_jobs(database, a_job("new 2", due_at=NOW), a_job("new 1", due_at=NOW - SECOND))
    assert publishable(database) == ["new 1", "new 2", "job"]
    assert publishable(database, limit=2) == ["new 1", "new 2"]
    assert publishable(database, limit=1) == ["new 1"]


def test_any_number_of_relays_share_the_jobs(database: Database) -> None:
    add_jobs(database, *(a_job(f"job {number}") for number in range(40)))

    def relay() -> list[str]:
        published = []
        for _ in range(10):
            with database.unit_of_work() as unit:
                ids = [job.job_id for job in unit.jobs.publishable(now=NOW, limit=5)]
                unit.jobs.mark_published(ids, now=NOW)
                unit.commit()
            published += ids
        return published

    by_relay = at_once(relay, relay, relay)
    published = [job_id for ids in by_relay if isinstance(ids, list) for job_id in ids]
    assert len(published) == len(set(published)) == 41


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_relay_passes_over_what_another_holds_without_waiting(database: Database, url: str) -> None:
    add_jobs(database, a_job("another", due_at=NOW))
    second = open_database(url, busy_timeout_s=0.2)
    with database.unit_of_work() as unit:
        (held,) = unit.jobs.publishable(now=NOW, limit=1)
        assert {held.job_id, *publishable(second)} == {"job", "another"}
        assert len(publishable(second)) == 1
    assert len(publishable(second)) == 2
    second.close()


def test_the_oldest_job_of_a_document_comes_first(database: Database) -> None:
    older = replace(a_job("older"), created_at=NOW - SECOND)
    add_jobs(database, older)
    with database.unit_of_work() as unit:
        assert unit.jobs.open_for("minutes") == (older, a_job())
        assert unit.jobs.open_for("unknown") == ()


def test_the_poll_never_walks_through_done_jobs(database: Database) -> None:
    _add_done_jobs(database, 20_000)
    polled: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        polled.append((statement, values))

    engine = database._engine
    event.listen(engine, "before_cursor_execute", note)
    publishable(database)
    event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    selects = [(statement, values) for statement, values in polled if statement.startswith("SELECT")]
    assert len(selects) == 2
    for statement, values in selects:
        with engine.begin() as connection:
            rows = connection.exec_driver_sql(explain + statement.replace(" SKIP LOCKED", ""), values).all()
        plan = "\n".join(str(row) for row in rows)
        assert "ix_jobs_unpublished" in plan or "ix_jobs_published" in plan, plan


def _add_done_jobs(database: Database, count: int) -> None:
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"  # noqa: S608
    columns = (
        "job_id, kind, document_id, version, subject, created_at, due_at, attempt, published_at, done_at"
    )
    values = "'done ' || i, kind, document_id, 1, '', created_at, due_at, 1, created_at, created_at"
    insert = f"INSERT INTO jobs ({columns}) {numbers} SELECT {values} FROM n, jobs WHERE job_id = 'job'"  # noqa: S608
    execute(database, insert)
    execute(database, "ANALYZE jobs")
