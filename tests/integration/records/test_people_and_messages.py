"""Accounts are found whatever the case, sessions end, and a fact is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.records.world import (
    BODY,
    HELGA,
    NOW,
    OTTO,
    RUT,
    SECOND,
    a_message,
    at_once,
    in_a_unit,
)
from workflow.ports import ChangedMeanwhile, Draft, EmailTaken, Organisation, Preview, Session
from workflow.procedure.model import Role
from workflow.procedure.refusals import NoSuchDocument
from workflow.records import Database, DatabaseRefused, OrganisationMissing

ASA = replace(HELGA, person_id="åsa", name="Åsa  ÖBERG", email="ÅSA@example.org", roles=frozenset())


def test_an_address_is_found_whatever_its_case(database: Database) -> None:
    in_a_unit(database, lambda unit: unit.people.add_account(ASA))
    with database.unit_of_work() as unit:
        assert unit.people.find_by_email("hELGA@EXAMPLE.org") == HELGA
        assert unit.people.find_by_email("åsa@example.org") == ASA
        assert unit.people.find_by_email("nobody@example.org") is None
        assert unit.people.find_account("åsa") == ASA
        assert unit.people.find_account("nobody") is None


def test_of_two_accounts_with_one_address_one_is_made(database: Database) -> None:
    def register(person_id: str) -> None:
        account = replace(ASA, person_id=person_id)
        in_a_unit(database, lambda unit: unit.people.add_account(account))

    outcomes = at_once(*[lambda name=name: register(name) for name in ("one", "two", "three")])
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [EmailTaken] * 2


def test_a_name_is_found_apart_from_case_and_spacing(database: Database) -> None:
    in_a_unit(database, lambda unit: unit.people.add_account(ASA))
    with database.unit_of_work() as unit:
        assert unit.people.named("södra", " åsa öberg ") == (ASA,)
        assert unit.people.named("norra", "Åsa Öberg") == ()
        assert unit.people.named("södra", "Åsa") == ()


def test_those_with_a_role_are_of_one_organisation(database: Database) -> None:
    with database.unit_of_work() as unit:
        assert unit.people.with_role("södra", Role.DRAFTER) == (HELGA,)
        assert unit.people.with_role("södra", Role.REGISTRAR) == (RUT,)
        assert unit.people.with_role("norra", Role.REGISTRAR) == (OTTO,)
        assert unit.people.with_role("södra", Role.CHAIR) == ()


def test_an_organisation_has_its_bodies(database: Database) -> None:
    with database.unit_of_work() as unit:
        found = unit.people.get_organisation("södra")
        assert found == Organisation(organisation_id="södra", name="Södra samverkan")
        assert {each.organisation_id for each in unit.people.organisations()} == {"södra", "norra"}
        assert unit.people.bodies("södra") == (BODY,)
        assert unit.people.bodies("norra") == ()
        assert unit.people.find_body("ks") == BODY
        assert unit.people.find_body("unknown") is None
        with pytest.raises(OrganisationMissing, match="västra"):
            unit.people.get_organisation("västra")


def test_nobody_belongs_to_an_organisation_that_is_not_there(database: Database) -> None:
    with pytest.raises(DatabaseRefused):
        in_a_unit(database, lambda unit: unit.people.add_account(replace(ASA, organisation_id="västra")))


def test_an_ended_session_is_gone(database: Database) -> None:
    session = Session(token_sha256="a" * 64, person_id="helga", authenticated_at=NOW, expires_at=NOW + SECOND)
    in_a_unit(database, lambda unit: unit.people.add_session(session))
    with database.unit_of_work() as unit:
        assert unit.people.find_session("a" * 64) == session
        unit.people.end_session("a" * 64)
        assert unit.people.find_session("a" * 64) is None
        unit.people.end_session("a" * 64)


def test_a_fact_is_told_once(database: Database) -> None:
    with database.unit_of_work() as unit:
        assert unit.messages.add(a_message())
        assert not unit.messages.add(replace(a_message(), facts={"by": "another"}))
        unit.commit()
    with database.unit_of_work() as unit:
        assert not unit.messages.add(a_message())
        assert unit.messages.find("message") == a_message()
        assert unit.messages.find("unknown") is None


def test_of_two_tellers_at_once_one_tells(database: Database) -> None:
    tellers = [lambda: in_a_unit(database, lambda unit: unit.messages.add(a_message()))] * 3
    told = at_once(*tellers)
    assert sorted(told, key=str) == [False, False, True]


def test_the_first_sending_stands(database: Database) -> None:
    in_a_unit(database, lambda unit: unit.messages.add(a_message()))
    for sent_at in (NOW, NOW + SECOND):
        in_a_unit(database, lambda unit, at=sent_at: unit.messages.mark_sent("message", now=at))  # type: ignore[misc]
    with database.unit_of_work() as unit:
        assert unit.messages.find("message") == replace(a_message(), sent_at=NOW)


def test_a_persons_newest_message_comes_first(database: Database) -> None:
    newer = a_message("newer", created_at=NOW + SECOND)
    with database.unit_of_work() as unit:
        unit.messages.add(newer)
        unit.messages.add(a_message())
        assert unit.messages.to_person("helga") == (newer, a_message())
        assert unit.messages.to_person("otto") == ()


def test_a_draft_comes_back_whole_and_counts_up(database: Database) -> None:
    draft = Draft(
        document_id="minutes",
        text="§ 1\r\nMötet öppnas 🖋",
        dismissed=frozenset({"b", "a"}),
        changed_at=NOW,
        preview=Preview(version=1, content_sha256="c" * 64, pdf_sha256="d" * 64),
    )
    in_a_unit(database, lambda unit: unit.drafts.add(draft))
    later = replace(draft, text="", dismissed=frozenset(), preview=None, lock=1)
    with database.unit_of_work() as unit:
        assert unit.drafts.get("minutes") == draft
        unit.drafts.save(later)
        unit.commit()
    with database.unit_of_work() as unit:
        assert unit.drafts.get("minutes") == later
        with pytest.raises(ChangedMeanwhile):
            unit.drafts.save(later)
    with pytest.raises(ChangedMeanwhile):
        in_a_unit(database, lambda unit: unit.drafts.add(draft))
    with pytest.raises(NoSuchDocument), database.unit_of_work() as unit:
        unit.drafts.get("unknown")
