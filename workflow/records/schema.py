"""Brings the tables to this version of the program, by the migrations that are shipped with it."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text

from workflow.records.errors import SchemaUnknown

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_ADVISORY_LOCK = 0x4A757374657261
"""Whoever migrates a PostgreSQL database holds this lock ("Justera" in ASCII)."""

_PATIENCE = ("SET LOCAL lock_timeout = '10min'", "SET LOCAL statement_timeout = 0")
"""A migration may take its time, and so may waiting for another's."""


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all of them or none.

    Of several processes that start at once, one migrates while the others wait
    and then find nothing to do: SQLite's BEGIN IMMEDIATE, or PostgreSQL's
    advisory lock, is taken before the present revision is read.

    Raises:
        SchemaUnknown: the tables are of a later version than this program.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            for statement in _PATIENCE:
                connection.execute(text(statement))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        try:
            command.upgrade(alembic_config(connection), "head")
        except CommandError as error:
            raise SchemaUnknown from error


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for this connection; there is no alembic.ini."""
    config = Config(attributes={"connection": connection})
    folder = resources.files("workflow.records") / "migrations"
    # Alembic interpolates "%" in its options.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
