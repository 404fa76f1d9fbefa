"""Who reaches which page, and how an outsider is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.installed import PASSWORD, work_until_idle
from tests.web.browser import Browser, archived, draft, submitted

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast

PAGES = ("", "/draft", "/history", "/minutes.pdf", "/package.zip")
FORMS = (
    "/draft",
    "/preview",
    "/submit",
    "/sign",
    "/request-changes",
    "/findings/x/accept",
    "/findings/x/dismiss",
)


def test_another_organisations_document_is_answered_as_a_missing_one(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = archived(services, app, Browser(app).log_in(cast.helga), cast)
    otto = Browser(app).log_in(cast.otto)
    missing = f"/documents/{'0' * 32}"
    for page in PAGES:
        otto.open(address + page)
        assert otto.status == 404
        answered = otto.answer.data
        otto.open(missing + page)
        assert otto.answer.data.replace(missing.encode(), address.encode()) == answered
    for form in FORMS:
        otto.open("/")
        fields: dict[str, object] = {"csrf_token": otto.token, "text": "x", "lock": "0", "comment": "x"}
        fields |= {"password": "wrong", "shown_sha256": "0" * 64}
        assert otto.post(address + form, fields).status == 404, form


def test_page_pictures_and_revisions_are_for_readers_only(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open(address)
    picture = str(cia.all("//main//img/@src")[0])
    revision = str(cia.all("//a[@data-download='pdf']/@href")[0])
    for path in (picture, revision):
        assert cia.open(path).status == 200
        assert Browser(app).log_in(cast.otto).open(path).status == 404
        assert Browser(app).log_in(cast.rut).open(path).status == 403
        assert Browser(app).open(path).path == "/log-in"


def test_pages_outside_the_document_do_not_exist(app: Flask, services: FakeServices, cast: Cast) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open(address)
    shown = cia.shown_sha256
    for page in ("0", "3", "99999999999"):
        assert cia.open(f"{address}/pages/{shown}/{page}.png").status == 404
    other = next(iter(services.blobs.content))
    assert other != shown
    assert cia.open(f"{address}/revisions/{'0' * 64}.pdf").status == 404


def test_the_registrar_neither_sees_nor_reads_a_draft(app: Flask, cast: Cast) -> None:
    address = draft(Browser(app).log_in(cast.helga))
    rut = Browser(app).log_in(cast.rut)
    assert not rut.open("/register").sees("//tr[@data-document]")
    for page in PAGES:
        assert rut.open(address + page).status == 404


def test_the_registrar_sees_but_does_not_read_what_is_being_adjusted(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    rut = Browser(app).log_in(cast.rut).open(address)
    assert rut.state == "adjustment"
    assert not rut.sees("//main//img")
    assert "godkänner" not in rut.page.text_content()
    assert rut.open(f"{address}/minutes.pdf").status == 403
    assert rut.open("/register").sees("//tr[@data-document-state='adjustment']")


def test_an_adjuster_of_an_earlier_version_does_not_read_the_draft(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open(address)
    cia.submit("request-changes", comment="Ändra.")
    assert cia.state == "draft"
    assert not cia.sees("//main//img")
    assert cia.open(f"{address}/minutes.pdf").status == 403


def test_the_history_is_for_those_who_may_read(app: Flask, services: FakeServices, cast: Cast) -> None:
    helga = Browser(app).log_in(cast.helga)
    address = submitted(services, helga, cast)
    cia = Browser(app).log_in(cast.cia)
    assert cia.open(f"{address}/history").status == 200
    rut = Browser(app).log_in(cast.rut).open(address)
    assert not rut.sees("//a[contains(@href, '/history')]")
    assert rut.open(f"{address}/history").status == 403
    assert not rut.open("/register").sees("//a[contains(@href, '/history')]")
    cia.open(address).submit("request-changes", comment="Det hemliga stycket.")
    assert "hemliga" not in cia.page.text_content()
    assert cia.open(f"{address}/history").status == 403
    assert "hemliga" in helga.open(f"{address}/history").page.text_content()


def test_a_registrar_does_not_read_earlier_requests_for_changes(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    helga = Browser(app).log_in(cast.helga)
    address = submitted(services, helga, cast)
    Browser(app).log_in(cast.cia).open(address).submit("request-changes", comment="Det hemliga stycket.")
    helga.open(f"{address}/draft").submit("preview")
    helga.submit("submit", password=PASSWORD)
    work_until_idle(services)
    rut = Browser(app).log_in(cast.rut).open(address)
    assert (rut.state, "hemliga" in rut.page.text_content()) == ("adjustment", False)


def test_the_register_is_the_registrars(app: Flask, cast: Cast) -> None:
    for actor in (cast.helga, cast.cia, cast.camilla):
        browser = Browser(app).log_in(actor)
        assert not browser.sees("//a[@href='/register']")
        assert browser.open("/register").status == 404
    assert Browser(app).log_in(cast.rut).open("/register").status == 200


def test_every_page_is_reachable_for_those_it_is_for(app: Flask, services: FakeServices, cast: Cast) -> None:
    address = archived(services, app, Browser(app).log_in(cast.helga), cast)
    for actor in (cast.helga, cast.cia, cast.rut):
        browser = Browser(app).log_in(actor)
        for page in ("/", "/messages", address, f"{address}/history", f"{address}/minutes.pdf"):
            assert browser.open(page).status == 200, (actor.name, page)
        assert browser.open(f"{address}/package.zip").answer.mimetype == "application/zip"
        assert browser.open(f"{address}/minutes.pdf").answer.data.startswith(b"%PDF-")


def test_messages_say_what_the_mail_says(app: Flask, services: FakeServices, cast: Cast) -> None:
    submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open("/messages")
    (_, subject, body) = next(iter(services.mailer.sent.values()))
    said = cia.page.text_content()
    assert subject in said
    assert body.strip() in said


@pytest.mark.parametrize(
    "path", ["/", "/messages", "/register", "/documents/new", "/documents/x/package.zip"]
)
def test_no_page_is_shown_without_log_in(client: Browser, path: str) -> None:
    assert client.open(path).path == "/log-in"


def test_the_health_page_answers_without_log_in(client: Browser) -> None:
    assert client.open("/healthz").answer.text == "ok"
