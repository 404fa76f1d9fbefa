"""The tables of the in-memory database, and what its repositories share."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.audit import Entry
    from workflow.ports import Account, Body, Draft, Job, Message, Organisation, Session
    from workflow.procedure.model import Document


@dataclass
class Tables:
    """Everything that is stored, by primary key."""

    documents: dict[str, Document] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    trail: dict[tuple[str, int], Entry] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)

    def copied(self) -> Tables:
        return Tables(**{table.name: copy(getattr(self, table.name)) for table in fields(self)})


class Unit(Protocol):
    """What a repository needs of the transaction it belongs to."""

    tables: Tables

    def do(self, write: Callable[[Tables], None]) -> None:
        """Make a change here now, and in the database at commit."""
        ...


class Repository:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    @property
    def _tables(self) -> Tables:
        return self._unit.tables
