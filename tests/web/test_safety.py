"""Forged forms, headers, unforeseen failures and settings that must not be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import make_services
from tests.installed import DRAFT, PASSWORD
from tests.web.browser import Browser, archived, draft, submitted
from web.app import create_app
from web.security import OPEN
from workflow.settings import Settings, WrongSettings

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast
    from workflow.ports import TypesettingOrder


def test_every_form_without_its_token_is_refused(app: Flask, services: FakeServices, cast: Cast) -> None:
    helga = Browser(app).log_in(cast.helga)
    address = submitted(services, helga, cast)
    before = services.database.tables
    views = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(views) >= 10
    for rule in views:
        path = rule.rule.replace("<document_id>", address.rpartition("/")[2]).replace("<finding_id>", "x")
        helga.post(path, {"text": DRAFT, "lock": "0", "password": PASSWORD, "comment": "x"})
        assert helga.status == 400, path
        helga.post(path, {"csrf_token": "forged", "text": DRAFT})
        assert helga.status == 400, path
    assert services.database.tables == before


def test_a_token_of_another_browser_is_refused(app: Flask, cast: Cast) -> None:
    otto, helga = Browser(app).log_in(cast.otto), Browser(app).log_in(cast.helga)
    address = draft(helga)
    helga.post(f"{address}/draft", {"csrf_token": otto.token, "text": "forged", "lock": "0"})
    assert helga.status == 400
    assert "forged" in helga.all("//textarea[@id='written']")[0].text_content()


def test_the_token_changes_at_log_in(app: Flask, cast: Cast) -> None:
    browser = Browser(app).open("/log-in")
    before = browser.token
    browser.log_in(cast.helga, from_here=True)
    browser.post("/log-out", {"csrf_token": before})
    assert browser.status == 400


def test_only_the_log_in_and_the_language_are_open(app: Flask) -> None:
    assert {"account.show_log_in", "account.log_in", "account.choose_language", "health.healthz"} == OPEN
    assert set(app.view_functions) >= OPEN


def test_every_answer_carries_the_safety_headers(app: Flask, services: FakeServices, cast: Cast) -> None:
    address = archived(services, app, Browser(app).log_in(cast.helga), cast)
    rut = Browser(app).log_in(cast.rut)
    for path in ("/", "/healthz", address, f"{address}/minutes.pdf", "/nowhere", "/static/justera.css"):
        headers = rut.open(path).answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_private_pages_are_kept_by_nobody(app: Flask, services: FakeServices, cast: Cast) -> None:
    address = archived(services, app, Browser(app).log_in(cast.helga), cast)
    rut = Browser(app).log_in(cast.rut)
    for path in ("/", address, f"{address}/minutes.pdf", f"{address}/package.zip", f"{address}/history"):
        assert rut.open(path).answer.headers["Cache-Control"] == "no-store"


def test_pages_hold_nothing_that_the_policy_forbids(app: Flask, services: FakeServices, cast: Cast) -> None:
    address = archived(services, app, Browser(app).log_in(cast.helga), cast)
    rut = Browser(app).log_in(cast.rut)
    for path in ("/", address, "/register", f"{address}/history", "/messages"):
        page = rut.open(path)
        assert not page.sees("//script[not(@src)] | //style | //*[@style] | //*[@onclick]")
        sources = page.all("//script/@src | //link/@href | //img/@src")
        assert all(str(source).startswith(("/", "data:")) for source in sources)


def test_what_people_write_is_never_markup(app: Flask, cast: Cast) -> None:
    helga = Browser(app).log_in(cast.helga)
    draft(helga, DRAFT.replace("Budget", "<script>alert(1)</script>"))
    helga.submit("preview")
    assert not helga.sees("//script[not(@src)]")


def test_a_service_that_fails_is_a_page_and_loses_no_text(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    services.blobs.content.clear()
    cia = Browser(app).log_in(cast.cia)
    cia.post(f"{address}/request-changes", {"csrf_token": cia.token, "comment": " "})
    assert (cia.status, cia.refusal) == (503, "BlobMissing")
    assert cia.sees("//html[@lang='sv']")


def test_an_unforeseen_error_is_a_page_that_tells_nothing_and_keeps_the_text(
    cast: Cast, services: FakeServices
) -> None:
    class Broken:
        def prepare(self, order: TypesettingOrder) -> bytes:  # noqa: ARG002
            raise RuntimeError("secret detail")

    settings = Settings(session_secret="s" * 40, public_url="https://justera.example")
    helga = Browser(create_app(replace(services, typesetter=Broken()), settings)).log_in(cast.helga)
    draft(helga)
    helga.submit("preview", text=DRAFT + "precious\n", lock="0")
    assert helga.status == 500
    assert "secret" not in helga.page.text_content()
    assert "precious" in helga.all("//textarea[@id='written']")[0].text_content()


def test_addresses_that_do_not_exist_are_pages(app: Flask, cast: Cast) -> None:
    helga = Browser(app).log_in(cast.helga)
    assert helga.open("/nowhere").status == 404
    assert helga.open("/log-out").status == 405
    assert helga.alert


@pytest.mark.parametrize("secret", ["", "short"])
def test_no_pages_without_a_secret_of_their_own(secret: str) -> None:
    with pytest.raises(WrongSettings):
        create_app(make_services(), Settings(session_secret=secret))
