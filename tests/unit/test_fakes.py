"""The stand-ins carry a document the whole way, and refuse what their ports refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import make_services
from tests.installed import DRAFT, PASSWORD, assemble, work_until_idle
from workflow.ports import ChangedMeanwhile, Outcome
from workflow.procedure.model import State
from workflow.usecases import retrieve
from workflow.usecases.create_document import create_document
from workflow.usecases.edit_draft import make_preview
from workflow.usecases.log_in import authenticate
from workflow.usecases.sign import sign
from workflow.usecases.submit import submit
from workflow.usecases.verify_package import verify_package


def test_the_fakes_carry_a_document_from_draft_to_a_valid_package() -> None:
    services = make_services()
    cast = assemble(services)
    document_id = create_document(services, cast.helga, body_id=cast.body_id, text=DRAFT)
    preview = make_preview(services, cast.helga, document_id)
    known = authenticate(services, cast.helga, password=PASSWORD)
    submit(services, cast.helga, document_id, shown_sha256=preview.pdf_sha256, authentication=known)
    work_until_idle(services)
    shown = retrieve.view(services, cast.cia, document_id).document.pdf_sha256
    assert shown is not None
    known = authenticate(services, cast.cia, password=PASSWORD)
    sign(services, cast.cia, document_id, shown_sha256=shown, authentication=known)
    work_until_idle(services)
    document, package = retrieve.package(services, cast.rut, document_id)
    assert document.state is State.ARCHIVED
    assert verify_package(package, validator=services.validator).outcome is Outcome.PASSED
    assert len(services.mailer.sent) == 3


def test_the_slower_of_two_units_is_refused_at_commit() -> None:
    services = make_services()
    cast = assemble(services)
    document_id = create_document(services, cast.helga, body_id=cast.body_id, text=DRAFT)
    with services.open_unit() as slower, services.open_unit() as faster:
        for unit in (slower, faster):
            draft = unit.drafts.get(document_id)
            unit.drafts.save(replace(draft, lock=draft.lock + 1))
        faster.commit()
        with pytest.raises(ChangedMeanwhile):
            slower.commit()


def test_what_is_not_committed_is_forgotten() -> None:
    services = make_services()
    cast = assemble(services)
    document_id = create_document(services, cast.helga, body_id=cast.body_id, text=DRAFT)
    with services.open_unit() as unit:
        draft = unit.drafts.get(document_id)
        unit.drafts.save(replace(draft, text="other", lock=draft.lock + 1))
    with services.open_unit() as unit:
        assert unit.drafts.get(document_id).text == DRAFT
