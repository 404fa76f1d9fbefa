"""The database: the only place that knows SQLAlchemy. SQLite on one machine, PostgreSQL for many."""

from workflow.records.database import Database, open_database
from workflow.records.errors import (
    DatabaseBusy,
    DatabaseFull,
    DatabaseRefused,
    DatabaseUnavailable,
    DatabaseUrlUnusable,
    OrganisationMissing,
    OutsideUnitOfWork,
    RecordUnreadable,
    SchemaUnknown,
    TimeWithoutZone,
    UnitOfWorkNested,
)

__all__ = [
    "Database",
    "DatabaseBusy",
    "DatabaseFull",
    "DatabaseRefused",
    "DatabaseUnavailable",
    "DatabaseUrlUnusable",
    "OrganisationMissing",
    "OutsideUnitOfWork",
    "RecordUnreadable",
    "SchemaUnknown",
    "TimeWithoutZone",
    "UnitOfWorkNested",
    "open_database",
]
