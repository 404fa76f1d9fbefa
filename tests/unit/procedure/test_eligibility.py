"""Who must sign follows from the minutes and the policy."""

from __future__ import annotations

import pytest

from tests import cast
from workflow.minutes import Attendee, AttendeeRole
from workflow.procedure.eligibility import signatories_for, verify_body
from workflow.procedure.refusals import (
    AdjusterNotPresent,
    BodyNamedOtherwise,
    ChairCannotAdjust,
    ChairMissing,
    DateMissing,
    DrafterCannotAdjust,
    DrafterCannotCountersign,
    DrafterNamedOtherwise,
    ItemsMissing,
    NoAccount,
    NoAdjusterElected,
    SameNameTwice,
    WrongNumberOfAdjusters,
)


def ask(minutes, policy="municipal-board", drafter=cast.HELGA, accounts_named=cast.accounts_named):
    return signatories_for(
        minutes,
        cast.policy(policy),
        body="Kommunstyrelsen",
        drafter=drafter,
        accounts_named=accounts_named,
    )


def changed(minutes=None, **fields):
    return (minutes or cast.minutes()).model_copy(update=fields)


def test_a_municipal_board_has_secretary_adjusters_and_chair():
    places = ask(cast.minutes(cast.CIA.name, cast.DIDRIK.name))
    assert [(p.name, p.role.value, p.field_name) for p in places] == [
        ("Helga Lindqvist", "drafter", "drafter"),
        ("Cia Wallgren", "adjuster", "adjuster-1"),
        ("Didrik Åström", "adjuster", "adjuster-2"),
        ("Camilla Brodin", "chair", "chair"),
    ]


def test_a_cooperation_body_has_no_chairs_signature():
    assert [p.role.value for p in ask(cast.minutes(), "cooperation")] == ["drafter", "adjuster"]
    assert [p.role.value for p in ask(cast.minutes(), "cooperation-chair")] == [
        "drafter",
        "adjuster",
        "chair",
    ]


def test_names_match_whatever_their_case_and_spacing():
    election = cast.minutes("cia  wallgren")
    assert ask(election, accounts_named=lambda name: cast.accounts_named(" ".join(name.split()).title()))


@pytest.mark.parametrize(
    ("minutes", "refusal"),
    [
        (changed(adjuster_election=None), NoAdjusterElected),
        (cast.minutes(cast.HELGA.name), DrafterCannotAdjust),
        (cast.minutes(cast.CAMILLA.name), ChairCannotAdjust),
        (cast.minutes("Sigge Frånvarande"), AdjusterNotPresent),
        (cast.minutes(cast.CIA.name, cast.DIDRIK.name, cast.CAMILLA.name), WrongNumberOfAdjusters),
        (cast.minutes(cast.CIA.name, cast.CIA.name), WrongNumberOfAdjusters),
        (changed(body="Valnämnden"), BodyNamedOtherwise),
        (changed(items=()), ItemsMissing),
        (changed(meeting=cast.minutes().meeting.model_copy(update={"date": None})), DateMissing),
        (changed(drafter="Någon Annan"), DrafterNamedOtherwise),
        (changed(attendees=cast.minutes().attendees[1:]), ChairMissing),
    ],
)
def test_minutes_that_cannot_be_adjusted_are_refused_with_the_reason(minutes, refusal):
    with pytest.raises(refusal) as caught:
        ask(minutes)
    assert "%(" not in str(caught.value)


def test_someone_who_must_sign_needs_an_account():
    guest = Attendee(name="Nils Nysson", role=AttendeeRole.MEMBER)
    minutes = changed(cast.minutes("Nils Nysson"), attendees=(*cast.minutes().attendees, guest))
    with pytest.raises(NoAccount, match="Nils Nysson"):
        ask(minutes)


def test_two_accounts_with_one_name_are_not_guessed_between():
    with pytest.raises(SameNameTwice):
        ask(cast.minutes(), accounts_named=lambda name: cast.accounts_named(name) * 2)


def test_the_drafters_other_account_is_still_the_drafter():
    with pytest.raises(DrafterCannotAdjust):
        ask(cast.minutes(), accounts_named=lambda _: [cast.HELGA])


@pytest.mark.parametrize(
    "named",
    [
        "Södertörnskommunernas ledningsgrupp",
        "Sodertornskommunernas ledningsgrupp",
        "S?dert?rnskommunernas  Ledningsgrupp",
        "Sdertrnskommunernas ledningsgrupp",
    ],
)
def test_a_body_whose_name_lost_its_letters_is_still_that_body(named):
    verify_body(changed(body=named), "Södertörnskommunernas ledningsgrupp")


@pytest.mark.parametrize("policy", ["municipal-board", "cooperation-chair"])
def test_a_drafter_who_chaired_cannot_countersign_their_own_minutes(policy):
    chairing = Attendee(name=cast.HELGA.name, role=AttendeeRole.CHAIR)
    minutes = changed(attendees=(chairing, *cast.minutes().attendees[1:3]))
    with pytest.raises(DrafterCannotCountersign, match="Helga Lindqvist"):
        ask(minutes, policy)
    assert ask(minutes, "cooperation")
