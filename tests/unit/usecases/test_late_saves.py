"""A drafter who is late is told that the moment has passed, not that they have no right."""

from __future__ import annotations

import pytest

from tests.fakes import make_services
from tests.installed import DRAFT, PASSWORD, assemble
from workflow.procedure.refusals import NoSuchDocument, NotForYou, NotNow
from workflow.usecases.create_document import create_document
from workflow.usecases.edit_draft import make_preview, save_text
from workflow.usecases.log_in import authenticate
from workflow.usecases.submit import submit


def test_a_save_after_submission_is_refused_as_too_late() -> None:
    services = make_services()
    cast = assemble(services)
    document_id = create_document(services, cast.helga, body_id=cast.body_id, text=DRAFT)
    preview = make_preview(services, cast.helga, document_id)
    known = authenticate(services, cast.helga, password=PASSWORD)
    submit(services, cast.helga, document_id, shown_sha256=preview.pdf_sha256, authentication=known)
    with pytest.raises(NotNow):
        save_text(services, cast.helga, document_id, text="Late.", lock=1)
    with pytest.raises(NotForYou):
        save_text(services, cast.cia, document_id, text="Not hers.", lock=1)
    with pytest.raises(NoSuchDocument):
        save_text(services, cast.otto, document_id, text="Not his.", lock=1)
