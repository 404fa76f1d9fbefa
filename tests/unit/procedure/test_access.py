"""One access table."""

from __future__ import annotations

import pytest

from tests import cast
from workflow.procedure.access import ACCESS, Action, may, verify_may, verify_may_now
from workflow.procedure.model import State
from workflow.procedure.refusals import NoSuchDocument, NotForYou, NotNow


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", list(State))
def test_another_organisation_may_nothing(state, action):
    document = cast.in_state(state)
    assert not may(cast.OTTO, action, document)
    with pytest.raises(NoSuchDocument):
        verify_may(cast.OTTO, action, document)


@pytest.mark.parametrize("state", [State.DRAFT, State.OPENING])
def test_signatories_read_nothing_before_the_version_is_open(state):
    document = cast.in_state(state)
    assert not any(may(actor, Action.READ, document) for actor in (cast.CIA, cast.CAMILLA, cast.RUT))


def test_working_material_is_for_the_circle_only():
    document = cast.in_adjustment()
    assert may(cast.HELGA, Action.READ, document)
    assert may(cast.CIA, Action.READ, document)
    assert not may(cast.DIDRIK, Action.VIEW, document)
    assert not may(cast.RUT, Action.READ, document)


def test_someone_who_may_see_but_not_act_is_told_so():
    with pytest.raises(NotForYou):
        verify_may(cast.RUT, Action.SIGN, cast.in_adjustment())


def test_a_wrong_moment_is_told_from_a_wrong_person():
    with pytest.raises(NotNow):
        verify_may_now(cast.HELGA, Action.EDIT, cast.in_adjustment())
    with pytest.raises(NotForYou):
        verify_may_now(cast.CIA, Action.EDIT, cast.in_adjustment())
    with pytest.raises(NoSuchDocument):
        verify_may_now(cast.OTTO, Action.EDIT, cast.in_adjustment())
    assert verify_may_now(cast.HELGA, Action.EDIT, cast.draft()) is None


def test_the_registrar_retrieves_what_is_archived():
    assert may(cast.RUT, Action.RETRIEVE, cast.in_state(State.ARCHIVED))
    assert not may(cast.RUT, Action.RETRIEVE, cast.in_state(State.ARCHIVING))


def test_every_action_stands_in_the_table():
    assert set(ACCESS) == set(Action)
