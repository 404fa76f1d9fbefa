"""Alembic's entry: runs the migrations on the connection it is given."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from workflow.records.columns import Instant
from workflow.records.tables import METADATA


def _render_item(kind: str, item: Any, _autogenerate: object) -> str | Literal[False]:
    """Write a type of ours as what it is in the database: a migration never imports the program."""
    if kind == "type" and isinstance(item, Instant):
        return 'sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")'
    return False


_connection = context.config.attributes["connection"]
context.configure(
    connection=_connection,
    target_metadata=METADATA,
    render_as_batch=_connection.dialect.name == "sqlite",
    render_item=_render_item,
)
context.run_migrations()
