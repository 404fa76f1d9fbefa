"""Everybody is told whose turn it is, what the service owes and what was done with what they sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.installed import PASSWORD, work_until_idle
from tests.web.browser import BOARD_DRAFT, Browser, archived, draft, submitted
from tests.web.conftest import SETTINGS
from web.app import create_app

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast


def test_the_one_whose_turn_it_is_is_told_so_at_the_top(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia)
    assert cia.sees("//li[@data-document]//*[@data-todo]")
    assert cia.open(address).sees("//*[@data-your-turn]//a[@href='#sign']")
    assert not Browser(app).log_in(cast.helga).open(address).sees("//*[@data-your-turn]")


def test_who_asks_for_changes_gets_a_receipt(app: Flask, services: FakeServices, cast: Cast) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open(address).submit("request-changes", comment="Byt ordning.")
    assert cia.sees("//*[@role='status'][contains(., 'skickad')]")


def test_changes_are_not_offered_when_somebody_has_ordered_their_signature(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    helga = Browser(app).log_in(cast.helga)
    both = BOARD_DRAFT.replace("Adjusters: Cia Cedergren", "Adjusters: Cia Cedergren; Didrik Dahl")
    address = draft(helga, both, cast.board_id)
    helga.submit("preview")
    helga.submit("submit", password=PASSWORD)
    work_until_idle(services)
    Browser(app).log_in(cast.cia).open(address).submit("sign", password=PASSWORD)
    didrik = Browser(app).log_in(cast.didrik).open(address)
    assert not didrik.sees("//form[@data-form='request-changes']")
    (said,) = didrik.all("//*[@data-no-changes]")
    assert "Cia Cedergren" in said.text_content()
    assert "Helga Holm" in said.text_content()


def test_a_step_the_service_does_not_get_to_is_named_with_its_time(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    helga = Browser(app).log_in(cast.helga)
    draft(helga)
    helga.submit("preview")
    helga.submit("submit", password=PASSWORD)
    assert helga.sees("//meta[@http-equiv='refresh'][starts-with(@content, '1;')]")
    assert not helga.sees("//*[@data-late]")
    services.clock.advance(11)
    helga.open(helga.path)
    assert helga.sees("//*[@data-job='open']//*[@data-late]")
    assert helga.sees("//meta[@http-equiv='refresh'][starts-with(@content, '5;')]")


def test_the_registrars_desk_shows_what_was_archived_last(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = archived(services, app, Browser(app).log_in(cast.helga), cast)
    rut = Browser(app).log_in(cast.rut)
    assert rut.sees(f"//li[@data-document]//a[@href='{address}']")
    assert rut.sees("//main//a[@href='/register']")
    didrik = Browser(app).log_in(cast.didrik)
    assert not didrik.sees("//li[@data-document]")
    assert not Browser(app).log_in(cast.otto).sees("//li[@data-document]")


@pytest.mark.parametrize(
    ("smtp_url", "said"),
    [("", "e-post är inte inställd"), ("smtp://mail.example:25", "även skickat med e-post")],
)
def test_messages_claim_no_mail_that_was_not_sent(
    services: FakeServices, cast: Cast, smtp_url: str, said: str
) -> None:
    app = create_app(services, SETTINGS.model_copy(update={"smtp_url": smtp_url}))
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open("/messages")
    assert said in cia.page.text_content()
    assert cia.sees(f"//p//a[@href='{address}'][contains(., 'https://justera.example/documents/')]")
    assert "The group decides" not in cia.page.text_content()
