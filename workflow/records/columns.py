"""Column types that mean the same on both databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, Enum, Text
from sqlalchemy.types import TypeDecorator

from workflow.records.errors import TimeWithoutZone

if TYPE_CHECKING:
    from enum import StrEnum

    from sqlalchemy.engine import Dialect
    from sqlalchemy.types import TypeEngine


class Instant(TypeDecorator[dt.datetime]):
    """An instant, aware, UTC.

    SQLite has no such type: there it is ISO 8601 text of one length, so that the
    order of the text is the order of time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type the database really has."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Return what the database stores.

        Raises:
            TimeWithoutZone: the value is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise TimeWithoutZone
        in_utc = value.astimezone(dt.UTC)
        return in_utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Return what was stored, in UTC."""
        if value is None:
            return None
        return dt.datetime.fromisoformat(value) if dialect.name == "sqlite" else value.astimezone(dt.UTC)


def word_of(words: type[StrEnum], *, checked_as: str | None = None) -> Enum:
    """Return a text column type holding the values of ``words``.

    With ``checked_as``, the database refuses any other word by a constraint of
    that name; a new word then needs a migration.
    """
    return Enum(
        words,
        native_enum=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        create_constraint=checked_as is not None,
        name=checked_as,
    )
