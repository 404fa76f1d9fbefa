"""The use cases run on both databases as they do on the stand-ins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import make_services
from workflow.audit import check_chain
from workflow.procedure.model import Actor, Role, State
from workflow.records import open_database
from workflow.usecases import retrieve
from workflow.usecases.create_document import create_document
from workflow.usecases.edit_draft import make_preview
from workflow.usecases.jobs import perform, take
from workflow.usecases.log_in import authenticate
from workflow.usecases.set_up import add_account, add_body, add_organisation
from workflow.usecases.sign import sign
from workflow.usecases.submit import submit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.records import Database
    from workflow.usecases.services import Services, WorkerServices

PASSWORD = "a long password for tests"
DRAFT = """\
Ledningsgruppen 2026-05-04
Present: Cia Cedergren; Helga Holm; Camilla Brodin, chair
Adjusters: Cia Cedergren
Drafter: Helga Holm
1. Opening
Camilla Brodin opens the meeting.
"""


@pytest.fixture
def unpopulated(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


def test_a_document_goes_from_draft_to_archived(unpopulated: Database) -> None:
    services = replace(make_services(), open_unit=unpopulated.unit_of_work)
    organisation_id = add_organisation(services, name="Södra samverkan")
    body_id = add_body(
        services,
        organisation_id=organisation_id,
        name="Ledningsgruppen",
        short_name="LG",
        policy_name="cooperation",
    )
    helga = _person(services, organisation_id, "Helga Holm", Role.DRAFTER)
    cia = _person(services, organisation_id, "Cia Cedergren")
    rut = _person(services, organisation_id, "Rut Rask", Role.REGISTRAR)
    document_id = create_document(services, helga, body_id=body_id, text=DRAFT)
    preview = make_preview(services, helga, document_id)
    known = authenticate(services, helga, password=PASSWORD)
    submit(services, helga, document_id, shown_sha256=preview.pdf_sha256, authentication=known)
    _work_until_idle(services)
    shown = retrieve.view(services, cia, document_id).document.pdf_sha256
    assert shown is not None
    known = authenticate(services, cia, password=PASSWORD)
    sign(services, cia, document_id, shown_sha256=shown, authentication=known)
    _work_until_idle(services)
    document, _package = retrieve.package(services, rut, document_id)
    assert document.state is State.ARCHIVED
    with unpopulated.unit_of_work() as unit:
        check_chain(unit.trail.of(document_id))
        assert unit.jobs.open_for(document_id) == ()
        assert unit.documents.of_person(cia.person_id) == (document,)


def _person(services: Services, organisation_id: str, name: str, *roles: Role) -> Actor:
    person_id = add_account(
        services,
        organisation_id=organisation_id,
        name=name,
        email=f"{name.split(maxsplit=1)[0]}@example.org",
        password=PASSWORD,
        roles=frozenset(roles),
    )
    with services.open_unit() as unit:
        account = unit.people.find_account(person_id)
    assert account is not None
    return account.actor


def _work_until_idle(services: WorkerServices) -> None:
    while True:
        now = services.clock.now()
        with services.open_unit() as unit:
            due = unit.jobs.publishable(now=now, limit=100)
        if not due:
            return
        for job in due:
            taken = take(services, job.job_id, owner="worker")
            assert taken is not None
            perform(services, taken)
