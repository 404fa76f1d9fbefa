"""What a unit of work promises, on both databases."""

from __future__ import annotations

import multiprocessing
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.integration.records.world import (
    HELGA,
    a_document,
    a_job,
    add_jobs,
    an_entry,
    at_once,
    changed,
    in_a_unit,
)
from workflow.ports import ChangedMeanwhile, EmailTaken
from workflow.records import Database, OutsideUnitOfWork, UnitOfWorkNested

if TYPE_CHECKING:
    from workflow.ports import UnitOfWork


def test_everything_is_forgotten_unless_committed(database: Database) -> None:
    with database.unit_of_work() as unit:
        unit.documents.add(a_document("other"))
        unit.jobs.add(a_job())
        unit.trail.append(an_entry(None))
    with database.unit_of_work() as unit:
        assert unit.documents.find("other") is None
        assert unit.jobs.open_for("minutes") == ()
        assert unit.trail.of("minutes") == ()


def test_an_exception_forgets_everything(database: Database) -> None:
    with pytest.raises(KeyError), database.unit_of_work() as unit:  # noqa: PT012
        unit.documents.add(a_document("other"))
        raise KeyError
    with database.unit_of_work() as unit:
        assert unit.documents.find("other") is None


def test_what_is_committed_is_there_for_the_next_unit(database: Database) -> None:
    in_a_unit(database, lambda unit: unit.documents.add(a_document("other")))
    with database.unit_of_work() as unit:
        assert unit.documents.find("other") == a_document("other")


def test_what_follows_a_commit_needs_its_own(database: Database) -> None:
    with database.unit_of_work() as unit:
        unit.documents.add(a_document("first"))
        unit.commit()
        unit.documents.add(a_document("second"))
    with database.unit_of_work() as unit:
        assert unit.documents.find("first") is not None
        assert unit.documents.find("second") is None


def test_the_slower_writer_is_refused(database: Database) -> None:
    for _ in range(5):
        with database.unit_of_work() as unit:
            read = unit.documents.find("minutes")
        assert read is not None

        def save(document: object = changed(read)) -> None:
            in_a_unit(database, lambda unit: unit.documents.save(document))  # type: ignore[arg-type]

        outcomes = at_once(save, save)
        assert [type(outcome) for outcome in outcomes if outcome is not None] == [ChangedMeanwhile]


def test_of_two_open_units_one_saves(database: Database) -> None:
    def decide() -> None:
        with database.unit_of_work() as unit:
            document = unit.documents.find("minutes")
            assert document is not None
            unit.documents.save(changed(document))
            unit.trail.append(an_entry(unit.trail.last("minutes")))
            unit.commit()

    outcomes = at_once(*[decide] * 4)
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert all(isinstance(outcome, ChangedMeanwhile) for outcome in refused)
    with database.unit_of_work() as unit:
        document = unit.documents.find("minutes")
        assert document is not None
        assert document.lock == len(unit.trail.of("minutes")) == 4 - len(refused) >= 1


def test_the_half_that_worked_cannot_be_committed(database: Database) -> None:
    def half(unit: UnitOfWork) -> None:
        unit.jobs.add(a_job())
        document = unit.documents.find("minutes")
        assert document is not None
        with pytest.raises(ChangedMeanwhile):
            unit.documents.save(document)

    with database.unit_of_work() as unit:
        half(unit)
        with pytest.raises(ChangedMeanwhile):
            unit.commit()
    with database.unit_of_work() as unit:
        assert unit.jobs.open_for("minutes") == ()


def test_a_taken_address_leaves_the_unit_usable(database: Database) -> None:
    with database.unit_of_work() as unit:
        unit.jobs.add(a_job())
        with pytest.raises(EmailTaken, match=r"HELGA@example\.org"):
            unit.people.add_account(replace(HELGA, person_id="another", email="HELGA@example.org"))
        unit.commit()
    with database.unit_of_work() as unit:
        assert unit.jobs.open_for("minutes") == (a_job(),)
        assert unit.people.find_account("another") is None


def test_a_unit_inside_a_unit_is_refused(database: Database) -> None:
    with database.unit_of_work() as unit:
        with pytest.raises(UnitOfWorkNested):
            database.unit_of_work().__enter__()
        with pytest.raises(UnitOfWorkNested):
            unit.__enter__()
        assert unit.documents.find("minutes") is not None
    with database.unit_of_work() as unit:
        assert unit.documents.find("minutes") is not None


def test_nothing_is_read_outside_a_unit(database: Database) -> None:
    unit = database.unit_of_work()
    with pytest.raises(OutsideUnitOfWork):
        unit.documents.find("minutes")
    with unit:
        unit.documents.find("minutes")
    with pytest.raises(OutsideUnitOfWork):
        unit.documents.find("minutes")
    with pytest.raises(OutsideUnitOfWork):
        unit.commit()


def test_four_threads_make_a_hundred_transactions_each(database: Database) -> None:
    def work() -> None:
        name = threading.current_thread().name
        add_jobs(database, *(a_job(f"{name} {number}") for number in range(100)))

    assert at_once(*[work] * 4) == [None] * 4
    with database.unit_of_work() as unit:
        assert len(unit.jobs.open_for("minutes")) == 400


def test_parent_and_child_use_the_database_after_a_fork(database: Database) -> None:
    with database.unit_of_work() as unit:
        assert unit.documents.find("minutes") is not None
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=_add_jobs, args=(database, f"child {number}")) for number in range(2)]
    for child in children:
        child.start()
    _add_jobs(database, "parent")
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0]
    with database.unit_of_work() as unit:
        assert len(unit.jobs.open_for("minutes")) == 30


def _add_jobs(database: Database, name: str) -> None:
    add_jobs(database, *(a_job(f"{name} {number}") for number in range(10)))
