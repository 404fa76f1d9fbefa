"""The one table: what leads where, and everything it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from workflow.errors import WorkflowError
from workflow.procedure.change import Act, JobKind, MessageKind
from workflow.procedure.commands import (
    Archive,
    Command,
    Open,
    PlaceSignature,
    RequestChanges,
    Seal,
    Sign,
    Submit,
)
from workflow.procedure.effects import LONGEST_COMMENT
from workflow.procedure.model import Role, Sealed, State
from workflow.procedure.policy import AdjusterOrder
from workflow.procedure.refusals import (
    AlreadySigned,
    AnotherTurn,
    CommentMissing,
    CommentTooLong,
    NoSuchDocument,
    NotForYou,
    NotNow,
    ShownIsNotCurrent,
    SignatureUnderWay,
    VoidVersionNeeded,
)
from workflow.procedure.table import TABLE, decide

SIGN = Sign(shown_sha256=cast.digest(1), authentication=cast.BY_PASSWORD)
COMMANDS: dict[type[Command], tuple[Command, object]] = {
    Submit: (
        Submit(
            content_sha256=cast.CONTENT,
            prepared_sha256=cast.PREPARED,
            signatories=(),
            authentication=cast.BY_PASSWORD,
        ),
        cast.HELGA,
    ),
    RequestChanges: (RequestChanges(comment="Stavfel i § 22."), cast.CIA),
    Sign: (SIGN, cast.CIA),
    Open: (Open(pdf_sha256=cast.digest(1), signed_at=cast.NOW), cast.SERVICE),
    PlaceSignature: (
        PlaceSignature(person_id="cia", pdf_sha256=cast.digest(2), signed_at=cast.NOW),
        cast.SERVICE,
    ),
    Seal: (Seal(pdf_sha256=cast.digest(3), sealed=Sealed(sealed_at=cast.NOW)), cast.SERVICE),
    Archive: (Archive(package_sha256=cast.digest(4)), cast.SERVICE),
}
REFUSED = [(state, kind) for state in State for kind in COMMANDS if kind not in TABLE[state]]


def carry(document, command, actor=cast.SERVICE):
    return decide(document, command, actor=actor, now=cast.NOW)


@pytest.mark.parametrize(("state", "kind"), REFUSED)
def test_what_is_not_in_the_table_is_refused_and_changes_nothing(state, kind):
    command, actor = COMMANDS[kind]
    document = cast.in_state(state)
    before = repr(document)
    with pytest.raises(WorkflowError) as refusal:
        carry(document, command, actor)
    assert isinstance(refusal.value, NotNow | NotForYou | NoSuchDocument)
    assert str(refusal.value)
    assert repr(document) == before


@pytest.mark.parametrize("actor", cast.EVERYONE)
@pytest.mark.parametrize("kind", [Open, PlaceSignature, Seal, Archive])
@pytest.mark.parametrize("state", list(State))
def test_nobody_but_the_service_does_a_workers_part(state, kind, actor):
    with pytest.raises((NotForYou, NoSuchDocument)):
        carry(cast.in_state(state), COMMANDS[kind][0], actor)


@pytest.mark.parametrize("kind", [Submit, RequestChanges, Sign])
@pytest.mark.parametrize("state", list(State))
def test_another_organisation_is_answered_as_if_there_were_no_document(state, kind):
    with pytest.raises(NoSuchDocument):
        carry(cast.in_state(state), COMMANDS[kind][0], cast.OTTO)


@pytest.mark.parametrize(
    ("kind", "actor"),
    [
        (Submit, cast.CIA),
        (Submit, cast.CAMILLA),
        (Sign, cast.HELGA),
        (Sign, cast.RUT),
        (RequestChanges, cast.HELGA),
        (RequestChanges, cast.RUT),
    ],
)
def test_only_the_person_in_the_role_may_act(kind, actor):
    state = State.DRAFT if kind is Submit else State.ADJUSTMENT
    with pytest.raises((NotForYou, NoSuchDocument)):
        carry(
            replace(cast.in_state(state), signatories=cast.in_adjustment().signatories),
            COMMANDS[kind][0],
            actor,
        )


def test_the_chair_cannot_sign_before_the_adjusters():
    with pytest.raises(NotNow):
        carry(cast.in_adjustment(), SIGN, cast.CAMILLA)


def test_submitting_freezes_the_version_and_orders_the_drafters_signature():
    signatories = cast.submitted().signatories
    command = Submit(
        content_sha256=cast.CONTENT,
        prepared_sha256=cast.PREPARED,
        signatories=tuple(replace(s, authorisation=None) for s in signatories),
        authentication=cast.BY_PASSWORD,
    )
    change = carry(cast.draft(), command, cast.HELGA)
    drafter = change.document.signatories_in(Role.DRAFTER)[0]
    assert change.document.state is State.OPENING
    assert change.document.lock == 1
    assert change.document.revisions == (cast.PREPARED,)
    assert drafter.authorisation is not None
    assert drafter.authorisation.shown_sha256 == cast.PREPARED
    assert change.jobs == (JobKind.OPEN,)
    assert [h.act for h in change.happenings] == [Act.SUBMITTED]


def test_opening_hands_over_to_the_adjusters():
    change = carry(cast.submitted("municipal-board", cast.CIA.name, cast.DIDRIK.name), COMMANDS[Open][0])
    assert change.document.state is State.ADJUSTMENT
    assert change.document.signatories_in(Role.DRAFTER)[0].has_signed
    assert [(m.kind, m.person_id) for m in change.messages] == [
        (MessageKind.ADJUSTMENT_ASKED, "cia"),
        (MessageKind.ADJUSTMENT_ASKED, "didrik"),
    ]


def test_a_change_request_returns_the_text_as_the_next_version():
    change = carry(cast.in_adjustment(), RequestChanges(comment=" Stavfel i § 22. "), cast.CIA)
    document = change.document
    assert (document.state, document.version, document.revisions) == (State.DRAFT, 2, ())
    assert not any(s.has_signed or s.authorisation for s in document.signatories)
    assert document.change_requests[0].comment == "Stavfel i § 22."
    assert [(m.kind, m.person_id) for m in change.messages] == [(MessageKind.CHANGES_REQUESTED, "helga")]


@pytest.mark.parametrize("comment", ["", "  \n "])
def test_a_change_request_says_what_to_change(comment):
    with pytest.raises(CommentMissing):
        carry(cast.in_adjustment(), RequestChanges(comment=comment), cast.CIA)


def test_a_change_request_is_no_longer_than_the_trail_should_keep():
    line = "x" * 99
    longest = "\r\n".join([line] * (LONGEST_COMMENT // 100)) + "x"
    assert carry(cast.in_adjustment(), RequestChanges(comment=longest), cast.CIA)
    with pytest.raises(CommentTooLong, match="5001 characters; at most 5000"):
        carry(cast.in_adjustment(), RequestChanges(comment=longest + "x"), cast.CIA)


def test_changes_after_an_adjusters_signature_need_a_void_version():
    authorised = carry(
        cast.in_adjustment("municipal-board", cast.CIA.name, cast.DIDRIK.name), SIGN, cast.CIA
    ).document
    with pytest.raises(VoidVersionNeeded, match="Cia Wallgren has already signed"):
        carry(authorised, RequestChanges(comment="Ändra."), cast.DIDRIK)


def test_the_chair_cannot_send_back_what_adjusters_have_signed():
    with pytest.raises(VoidVersionNeeded):
        carry(cast.in_countersignature(), RequestChanges(comment="Ändra."), cast.CAMILLA)


def test_authorising_names_what_was_shown_and_owes_a_signature():
    change = carry(cast.in_adjustment(), SIGN, cast.CIA)
    cia = change.document.find_signatory("cia")
    assert cia.is_pending
    assert cia.authorisation.shown_sha256 == cast.digest(1)
    assert change.document.state is State.ADJUSTMENT
    assert change.jobs == (JobKind.SIGN,)


def test_the_prepared_pdf_may_be_what_was_shown_because_our_signatures_extend_it():
    shown_before = Sign(shown_sha256=cast.PREPARED, authentication=cast.BY_PASSWORD)
    assert carry(cast.in_adjustment(), shown_before, cast.CIA).jobs == (JobKind.SIGN,)


def test_signing_something_else_than_what_stands_there_is_refused():
    with pytest.raises(ShownIsNotCurrent):
        carry(
            cast.in_adjustment(),
            Sign(shown_sha256="f" * 64, authentication=cast.BY_PASSWORD),
            cast.CIA,
        )


def test_nobody_signs_twice():
    pending = carry(cast.in_adjustment(), SIGN, cast.CIA).document
    with pytest.raises(SignatureUnderWay):
        carry(pending, SIGN, cast.CIA)
    two = cast.in_adjustment("municipal-board", cast.CIA.name, cast.DIDRIK.name)
    placed = carry(carry(two, SIGN, cast.CIA).document, COMMANDS[PlaceSignature][0]).document
    with pytest.raises(AlreadySigned):
        carry(placed, SIGN, cast.CIA)


def test_a_signature_nobody_ordered_is_not_accepted():
    with pytest.raises(NotNow):
        carry(cast.in_adjustment(), COMMANDS[PlaceSignature][0])


def test_parallel_adjusters_both_sign_before_the_chair_is_asked():
    document = cast.in_adjustment("municipal-board", cast.CIA.name, cast.DIDRIK.name)
    document = carry(document, SIGN, cast.DIDRIK).document
    document = carry(document, SIGN, cast.CIA).document
    first = carry(document, PlaceSignature(person_id="didrik", pdf_sha256=cast.digest(2), signed_at=cast.NOW))
    assert first.document.state is State.ADJUSTMENT
    assert first.messages == ()
    last = carry(
        first.document, PlaceSignature(person_id="cia", pdf_sha256=cast.digest(3), signed_at=cast.NOW)
    )
    assert last.document.state is State.COUNTERSIGNATURE
    assert [(m.kind, m.person_id) for m in last.messages] == [(MessageKind.COUNTERSIGNATURE_ASKED, "camilla")]


def test_adjusters_sign_in_order_where_the_policy_says_so():
    document = cast.in_adjustment("municipal-board", cast.CIA.name, cast.DIDRIK.name)
    document = replace(document, policy=replace(document.policy, adjuster_order=AdjusterOrder.IN_ORDER))
    with pytest.raises(AnotherTurn, match="Cia Wallgren signs before you"):
        carry(document, SIGN, cast.DIDRIK)
    pending = carry(document, SIGN, cast.CIA).document
    placed = carry(pending, COMMANDS[PlaceSignature][0])
    assert [m.person_id for m in placed.messages] == ["didrik"]
    assert carry(placed.document, SIGN, cast.DIDRIK).jobs == (JobKind.SIGN,)


def test_the_last_signature_makes_the_minutes_adjusted_at_its_own_time():
    pending = carry(cast.in_countersignature(), SIGN, cast.CAMILLA).document
    at = cast.NOW.replace(hour=11)
    change = carry(pending, PlaceSignature(person_id="camilla", pdf_sha256=cast.digest(3), signed_at=at))
    assert change.document.state is State.SEALING
    assert change.document.adjusted_at == at
    assert [h.act for h in change.happenings] == [Act.SIGNATURE_PLACED, Act.ADJUSTED]
    assert change.jobs == (JobKind.SEAL,)


def test_without_a_chairs_countersignature_the_adjuster_is_the_last():
    pending = carry(cast.in_adjustment("cooperation"), SIGN, cast.CIA).document
    assert carry(pending, COMMANDS[PlaceSignature][0]).document.state is State.SEALING


def test_everyone_who_took_part_is_told_once_when_archived():
    change = carry(cast.in_state(State.ARCHIVING), COMMANDS[Archive][0])
    assert sorted(m.person_id for m in change.messages) == ["camilla", "cia", "helga"]
    assert change.document.package_sha256 == cast.digest(4)


def test_the_archived_state_is_the_end():
    assert TABLE[State.ARCHIVED] == {}
    assert set(TABLE) == set(State)
