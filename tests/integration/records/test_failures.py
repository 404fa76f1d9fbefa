"""Whatever befalls the database, the rest of the product hears of it in our own words."""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests.integration.records.world import a_document, a_job, execute, in_a_unit
from workflow.errors import ServiceError
from workflow.ports import ChangedMeanwhile
from workflow.records import (
    Database,
    DatabaseBusy,
    DatabaseFull,
    DatabaseRefused,
    DatabaseUnavailable,
    DatabaseUrlUnusable,
    open_database,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://root:secret@host/db", "sqlite://", "sqlite:///:memory:", "sqlite3:///x"]
)
def test_only_an_sqlite_file_or_postgresql_will_do(url: str) -> None:
    with pytest.raises(DatabaseUrlUnusable) as refused:
        open_database(url)
    assert "secret" not in str(refused.value)


def test_postgresql_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    database = open_database(f"postgres://someone:secret@/justera?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable) as refused:
        database.ping()
    assert "secret" not in str(refused.value)
    with pytest.raises(DatabaseUnavailable), database.unit_of_work():
        pass
    with pytest.raises(DatabaseUnavailable):
        database.upgrade()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    file.write_bytes(b"these are not the records you are looking for" * 100)
    with pytest.raises(DatabaseUnavailable):
        open_database(f"sqlite:///{file}").ping()
    with pytest.raises(DatabaseUnavailable):
        open_database(f"sqlite:///{tmp_path}/missing/records.db")


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/records.db")
    database.upgrade()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    database.close()


def test_a_database_that_answers_is_pinged(database: Database) -> None:
    database.ping()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_lost_connection_forgets_the_unit_and_the_next_one_works(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable), database.unit_of_work() as unit:  # noqa: PT012
        unit.jobs.add(a_job())
        execute(
            database,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()",
        )
        unit.commit()
    assert in_a_unit(database, lambda unit: unit.jobs.open_for("minutes")) == ()
    assert database._engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_full_disk_forgets_the_unit(database: Database) -> None:
    if database._engine.dialect.name == "postgresql":
        with pytest.raises(DatabaseFull):
            execute(database, "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$")
        return

    def leave_no_room(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    event.listen(database._engine, "begin", leave_no_room)
    with pytest.raises(DatabaseFull), database.unit_of_work() as unit:
        unit.documents.add(replace(a_document("long"), drafter_name="x" * 1_000_000))
    event.remove(database._engine, "begin", leave_no_room)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("sqlstate", "error"),
    [
        ("40001", DatabaseBusy),
        ("40P01", DatabaseBusy),
        ("57014", DatabaseBusy),
        ("57P01", DatabaseUnavailable),
        ("53300", DatabaseUnavailable),
        ("23505", ChangedMeanwhile),
        ("23503", DatabaseRefused),
        ("42P01", DatabaseRefused),
    ],
)
def test_what_postgresql_says_is_told_apart(
    database: Database, sqlstate: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        execute(database, f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END $$")


def test_waiting_for_a_lock_ends(database: Database, url: str) -> None:
    impatient = open_database(url, busy_timeout_s=0.1)
    with database.unit_of_work() as unit:
        minutes = unit.documents.find("minutes")
        assert minutes is not None
        later = replace(minutes, lock=1)
        unit.documents.save(later)
        with pytest.raises(DatabaseBusy):
            in_a_unit(impatient, lambda unit: unit.documents.save(later))
        unit.commit()
    with pytest.raises(ChangedMeanwhile):
        in_a_unit(impatient, lambda unit: unit.documents.save(later))
    impatient.close()


def test_a_crowd_of_units_is_told_to_come_back(url: str) -> None:
    database = open_database(url, busy_timeout_s=0.1)
    connections = [database._engine.connect() for _ in range(15)]
    with pytest.raises(DatabaseBusy), database.unit_of_work():
        pass
    for connection in connections:
        connection.close()
    with database.unit_of_work() as unit:
        assert unit.people.organisations() == ()
    database.close()


def test_text_that_cannot_be_stored_is_refused(database: Database) -> None:
    with pytest.raises(DatabaseRefused):
        in_a_unit(database, lambda unit: unit.documents.add(replace(a_document("x"), body="\ud800")))


def test_errors_never_repeat_what_was_to_be_stored(database: Database) -> None:
    secret = replace(a_document("secret name"), organisation_id="secret organisation")
    with pytest.raises(ServiceError) as refused:
        in_a_unit(database, lambda unit: unit.documents.add(secret))
    assert "secret" not in str(refused.value)
    assert "secret" not in str(refused.value.__cause__).partition("DETAIL")[0]
