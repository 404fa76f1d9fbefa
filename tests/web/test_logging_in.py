"""Who gets in, who is sent to the log-in and back, and how often a password may be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.browser import Browser
from workflow.usecases.log_in import SESSION_LIFETIME

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast


def test_a_logged_out_person_is_sent_to_the_log_in_and_back(client: Browser, cast: Cast) -> None:
    client.open("/messages")
    assert client.path == "/log-in"
    client.log_in(cast.helga, from_here=True)
    assert client.path == "/messages"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "/log-in\nevil",
        "/no/such/page",
        "",
    ],
)
def test_the_log_in_leads_only_to_pages_of_our_own(client: Browser, cast: Cast, target: str) -> None:
    client.open("/log-in")
    client.log_in(cast.helga, from_here=True, next=target)
    assert client.status == 200
    assert client.path == "/"
    assert client.answer.request.host == "justera.example"


def test_an_unknown_address_and_a_wrong_password_are_told_alike(client: Browser, cast: Cast) -> None:
    del cast
    client.open("/log-in").submit("log-in", email="helga@example.org", password="wrong")
    wrong = (client.status, client.refusal, client.alert)
    client.open("/log-in").submit("log-in", email="nobody@example.org", password="wrong")
    assert (client.status, client.refusal, client.alert) == wrong
    assert wrong[0] == 403


def test_the_address_stays_in_the_form_and_the_password_does_not(client: Browser) -> None:
    client.open("/log-in").submit("log-in", email="helga@example.org", password="wrong")
    assert client.sees("//input[@name='email'][@value='helga@example.org']")
    assert not client.sees("//input[@name='password'][@value!='']")


def test_empty_fields_are_told_at_the_fields(client: Browser) -> None:
    client.open("/log-in").submit("log-in")
    assert client.status == 422
    assert client.sees("//input[@name='email'][@aria-invalid='true'][@aria-describedby='email-error']")


def test_wrong_log_ins_are_limited_for_each_account(client: Browser, cast: Cast) -> None:
    for _ in range(10):
        client.open("/log-in").submit("log-in", email="helga@example.org", password="wrong")
        assert client.status == 403
    client.open("/log-in").submit("log-in", email=" HELGA@example.org", password="wrong")
    assert client.status == 429
    assert client.open("/log-in").log_in(cast.cia).path == "/"


def test_right_log_ins_are_not_counted(app: Flask, cast: Cast) -> None:
    for _ in range(12):
        assert Browser(app).log_in(cast.helga).path == "/"


def test_a_session_ends_at_log_out_everywhere_it_was_copied_to(app: Flask, cast: Cast) -> None:
    client = Browser(app).log_in(cast.helga)
    copied = client.client.get_cookie("justera_session", "justera.example")
    assert copied is not None
    client.submit("log-out")
    thief = Browser(app)
    thief.client.set_cookie("justera_session", copied.value, domain="justera.example")
    assert thief.open("/").path == "/log-in"


def test_a_session_ends_by_itself(app: Flask, services: FakeServices, cast: Cast) -> None:
    client = Browser(app).log_in(cast.helga)
    services.clock.advance(SESSION_LIFETIME.total_seconds() + 1)
    assert client.open("/").path == "/log-in"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, cast: Cast) -> None:
    client = Browser(app).log_in(cast.helga)
    cookie = client.client.get_cookie("justera_session", "justera.example")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Lax", True)
    assert len(cookie.value) == 43


def test_an_unknown_token_opens_nothing(client: Browser, cast: Cast) -> None:
    del cast
    client.client.set_cookie("justera_session", "x" * 43, domain="justera.example")
    assert client.open("/").path == "/log-in"


def test_the_language_is_the_accounts_unless_chosen(app: Flask, cast: Cast) -> None:
    client = Browser(app).log_in(cast.helga)
    assert client.sees("//html[@lang='sv']")
    client.submit_button("language", "en")
    assert client.sees("//html[@lang='en']")
    assert client.sees("//h1[text()='My desk']")
    client.submit_button("language", "xx")
    assert client.sees("//html[@lang='en']")
