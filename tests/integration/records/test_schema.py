"""The migrations make exactly the tables the program knows, once, however many start at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

import workflow
from tests.integration.records.world import execute, populate
from workflow.records import DatabaseRefused, SchemaUnknown, open_database
from workflow.records.tables import METADATA

UPGRADE = "import sys; from workflow.records import open_database; open_database(sys.argv[1]).upgrade()"


def test_the_migrations_make_the_tables_the_program_knows(empty_url: str) -> None:
    database = open_database(empty_url)
    database.upgrade()
    with database._engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    made, names = inspect(database._engine), database._engine.dialect.identifier_preparer
    for table in METADATA.sorted_tables:
        meant = {names.format_constraint(c) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert {check["name"] for check in made.get_check_constraints(table.name)} == meant
    database.close()


def test_upgrading_again_changes_nothing(empty_url: str) -> None:
    database = open_database(empty_url)
    database.upgrade()
    populate(database)
    database.upgrade()
    with database.unit_of_work() as unit:
        assert unit.documents.find("minutes") is not None
    database.close()


def test_processes_that_start_at_once_upgrade_once(empty_url: str) -> None:
    root = Path(workflow.__file__).parents[1]
    starting = [
        subprocess.Popen([sys.executable, "-c", UPGRADE, empty_url], cwd=root, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[1].decode() for process in starting]
    assert [process.returncode for process in starting] == [0, 0, 0], said
    database = open_database(empty_url)
    populate(database)
    database.close()


def test_tables_of_a_later_version_are_left_alone(empty_url: str) -> None:
    database = open_database(empty_url)
    database.upgrade()
    execute(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaUnknown):
        database.upgrade()
    database.close()


def test_a_database_without_tables_says_so_in_our_words(empty_url: str) -> None:
    database = open_database(empty_url)
    database.ping()
    with pytest.raises(DatabaseRefused), database.unit_of_work() as unit:
        unit.documents.find("minutes")
    database.close()
