"""The whole procedure through the pages, each person at their own browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.installed import PASSWORD, Cast, work_until_idle
from tests.web.browser import Browser, submitted

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices


def test_a_document_goes_from_draft_to_archive_through_forms(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    helga = Browser(app).log_in(cast.helga)
    address = submitted(services, helga, cast, board=True)
    for signatory in (cast.cia, cast.camilla):
        browser = Browser(app).log_in(signatory)
        assert browser.sees(f"//li[@data-document]//a[@href='{address}']")
        browser.open(address).submit("sign", password=PASSWORD)
        assert browser.sees("//*[@data-job='sign']")
        assert browser.sees("//meta[@http-equiv='refresh']")
        work_until_idle(services)
    rut = Browser(app).log_in(cast.rut).open(address)
    assert rut.state == "archived"
    assert not rut.sees("//meta[@http-equiv='refresh']")
    for kind in ("pdf", "package"):
        link = rut.all(f"//a[@data-download='{kind}']")[0].get("href")
        assert rut.open(str(link)).answer.data


def test_the_sign_form_names_the_very_revision_whose_pages_are_shown(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open(address)
    pictures = [str(image.get("src")) for image in cia.all("//main//img")]
    assert len(pictures) == 2
    assert all(f"/{cia.shown_sha256}/" in picture for picture in pictures)
    assert cia.sees(f"//code[text()='{cia.shown_sha256}']")
    assert cia.open(pictures[0]).answer.mimetype == "image/png"
    assert "private" in cia.answer.headers["Cache-Control"]
