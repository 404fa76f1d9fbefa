"""A text is read between transactions, and what was changed meanwhile is not overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.usecases.acting import open_office
from workflow.ports import ChangedMeanwhile
from workflow.procedure.model import State
from workflow.usecases import edit_draft, submit


class WatchedReader:
    """A reader that notes which units are open while it reads, and can be interrupted."""

    def __init__(self, reader, open_units):
        self._reader = reader
        self._open_units = open_units
        self.seen = []
        self.meanwhile = lambda: None

    def read(self, text, *, today):
        self.seen.append(len(self._open_units))
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return self._reader.read(text, today=today)

    def __getattr__(self, name):
        return getattr(self._reader, name)


class WatchedUnit:
    """Says when it is open; otherwise the unit itself."""

    def __init__(self, unit, open_units):
        self._unit = unit
        self._open_units = open_units

    def __enter__(self):
        self._open_units.append(self)
        return self._unit.__enter__()

    def __exit__(self, *error):
        self._open_units.remove(self)
        return self._unit.__exit__(*error)


@pytest.fixture
def office():
    office = open_office()
    office.start()
    open_unit, units = office.services.open_unit, []
    office.services = replace(
        office.services,
        open_unit=lambda: WatchedUnit(open_unit(), units),
        reader=WatchedReader(office.services.reader, units),
    )
    return office


def save(office, text):
    helga = office.people["Helga"]
    lock = edit_draft.view_draft(office.services, helga, office.document_id).draft.lock
    edit_draft.save_text(office.services, helga, office.document_id, text=text, lock=lock)


def test_no_transaction_is_open_while_a_text_is_read(office):
    helga = office.people["Helga"]
    office.start()
    for act in (edit_draft.accept_finding, edit_draft.dismiss_finding):
        with pytest.raises(edit_draft.NoSuchFinding):
            act(office.services, helga, office.document_id, "unknown")
    office.submit()
    assert office.document().state is State.OPENING
    assert office.services.reader.seen == [0, 0, 0, 0, 0]


def test_a_text_changed_while_it_was_read_is_not_submitted(office):
    helga = office.people["Helga"]
    preview = edit_draft.make_preview(office.services, helga, office.document_id)
    view = edit_draft.view_draft(office.services, helga, office.document_id)
    office.services.reader.meanwhile = lambda: save(office, view.draft.text + "More.\n")
    before = office.document()
    with pytest.raises(ChangedMeanwhile):
        submit.submit(
            office.services,
            helga,
            office.document_id,
            shown_sha256=preview.pdf_sha256,
            authentication=office.by_password(),
        )
    assert office.document() == before
