"""Who and what stands in the database when a test of records begins, and how to make more of it."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import text

from workflow import audit
from workflow.ports import Account, Body, Job, Message, Organisation
from workflow.procedure.change import JobKind, MessageKind
from workflow.procedure.model import Document, Role
from workflow.procedure.policy import get_policy
from workflow.records.errors import errors_translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.audit import Entry
    from workflow.ports import UnitOfWork
    from workflow.procedure.model import State
    from workflow.records import Database

_T = TypeVar("_T")

NOW = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
BODY = Body(
    body_id="ks",
    organisation_id="södra",
    name="Kommunstyrelsen",
    short_name="KS",
    policy_name="municipal-board",
)
HELGA = Account(
    person_id="helga",
    organisation_id="södra",
    name="Helga Holm",
    email="Helga@Example.org",
    language="sv",
    roles=frozenset({Role.DRAFTER}),
    password="x",
)
RUT = replace(
    HELGA, person_id="rut", name="Rut Rask", email="rut@example.org", roles=frozenset({Role.REGISTRAR})
)
OTTO = replace(
    HELGA,
    person_id="otto",
    organisation_id="norra",
    name="Otto Obehörig",
    email="otto@example.org",
    roles=frozenset({Role.DRAFTER, Role.REGISTRAR}),
)


def populate(database: Database) -> None:
    """Store both organisations, a body, three people and the document ``minutes``."""
    unit: UnitOfWork
    with database.unit_of_work() as unit:
        unit.people.add_organisation(Organisation(organisation_id="södra", name="Södra samverkan"))
        unit.people.add_organisation(Organisation(organisation_id="norra", name="Norra samverkan"))
        unit.people.add_body(BODY)
        for account in (HELGA, RUT, OTTO):
            unit.people.add_account(account)
        unit.documents.add(a_document("minutes"))
        unit.commit()


def a_document(document_id: str, *, created_at: dt.datetime = NOW) -> Document:
    return Document(
        document_id=document_id,
        organisation_id="södra",
        organisation="Södra samverkan",
        body="Kommunstyrelsen",
        reference=f"reference of {document_id}",
        drafter_id="helga",
        drafter_name="Helga Holm",
        policy=get_policy("municipal-board"),
        created_at=created_at,
    )


def changed(document: Document, state: State | None = None) -> Document:
    """Return the document as a command would leave it."""
    return replace(document, lock=document.lock + 1, state=state or document.state)


def a_job(job_id: str = "job", *, due_at: dt.datetime = NOW, document_id: str = "minutes") -> Job:
    return Job(
        job_id=job_id,
        kind=JobKind.SEAL,
        document_id=document_id,
        version=1,
        subject="",
        created_at=NOW,
        due_at=due_at,
    )


def a_message(message_id: str = "message", *, created_at: dt.datetime = NOW) -> Message:
    return Message(
        message_id=message_id,
        kind=MessageKind.ARCHIVED,
        document_id="minutes",
        version=1,
        person_id="helga",
        facts={"by": "Åke Ärlig"},
        created_at=created_at,
    )


def an_entry(previous: Entry | None, *, facts: dict[str, object] | None = None) -> Entry:
    return audit.append(
        previous,
        document_id="minutes",
        version=1,
        at=NOW,
        actor=("helga", "Helga Holm"),
        happening=("Created", facts or {}),
    )


def in_a_unit(database: Database, act: Callable[[UnitOfWork], _T]) -> _T:
    """Do something in a unit of work of its own and commit."""
    with database.unit_of_work() as unit:
        result = act(unit)
        unit.commit()
    return result


def add_jobs(database: Database, *jobs: Job) -> None:
    """Store each job in a unit of its own."""
    for job in jobs:
        with database.unit_of_work() as unit:
            unit.jobs.add(job)
            unit.commit()


def execute(database: Database, statement: str) -> None:
    """Run SQL past the repositories, as somebody with a database shell would."""
    with errors_translated(), database._engine.begin() as connection:
        connection.execute(text(statement))


def at_once(*acts: Callable[[], _T]) -> list[_T | Exception]:
    """Do all of this at the same moment, each in a thread; return results and exceptions, in order."""
    results: list[_T | Exception] = [RuntimeError("never ran")] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], _T]) -> None:
        start.wait()
        try:
            results[number] = act()
        except Exception as error:  # noqa: BLE001 - handed to the test
            results[number] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
