"""Signatories sign what they were shown, once, with their own password."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.installed import DRAFT, PASSWORD, work_until_idle
from tests.web.browser import BOARD_DRAFT, Browser, draft, submitted
from workflow.ports import TimestampUnavailable
from workflow.procedure.policy import AdjusterOrder
from workflow.usecases import jobs

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast


@pytest.fixture
def address(app: Flask, services: FakeServices, cast: Cast) -> str:
    return submitted(services, Browser(app).log_in(cast.helga), cast)


@pytest.fixture
def cia(app: Flask, cast: Cast, address: str) -> Browser:
    return Browser(app).log_in(cast.cia).open(address)


def fields(browser: Browser, shown_sha256: str, password: str = PASSWORD) -> dict[str, object]:
    return {"csrf_token": browser.token, "shown_sha256": shown_sha256, "password": password}


def test_a_wrong_password_changes_nothing(cia: Browser, services: FakeServices) -> None:
    before = services.database.tables
    cia.submit("sign", password="wrong")
    assert (cia.status, cia.refusal) == (403, "WrongPassword")
    assert services.database.tables == before
    assert cia.sees("//form[@data-form='sign']")


def test_wrong_passwords_at_signing_are_limited(cia: Browser, address: str) -> None:
    for _ in range(10):
        cia.submit("sign", password="wrong")
        assert cia.status == 403
    shown = cia.shown_sha256
    cia.submit("sign", password=PASSWORD)
    assert cia.status == 429
    assert shown == cia.open(address).shown_sha256


def test_the_limit_holds_over_submitting_and_signing_alike(app: Flask, cast: Cast, cia: Browser) -> None:
    for _ in range(10):
        cia.submit("sign", password="wrong")
    helga = Browser(app).log_in(cast.helga)
    draft(helga)
    assert helga.status == 200


def test_signing_twice_orders_one_signature(cia: Browser, address: str, services: FakeServices) -> None:
    shown = cia.shown_sha256
    cia.submit("sign", password=PASSWORD)
    assert cia.sees("//*[@data-signatory='adjuster'][@data-stage='pending']")
    cia.post(f"{address}/sign", fields(cia, shown))
    assert (cia.status, cia.refusal) == (409, "SignatureUnderWay")
    work_until_idle(services)
    cia.open(address).post(f"{address}/sign", fields(cia, shown))
    assert cia.status == 409
    assert len([order for order in services.signer.orders if order.role == "adjuster"]) == 1


def test_bytes_that_were_replaced_meanwhile_are_not_signed(
    app: Flask, cast: Cast, cia: Browser, address: str, services: FakeServices
) -> None:
    shown = cia.shown_sha256
    Browser(app).log_in(cast.cia).open(address).submit("request-changes", comment="Byt ut en punkt.")
    helga = Browser(app).log_in(cast.helga).open(f"{address}/draft")
    helga.submit("draft-text", text=DRAFT + "Other words.\n")
    helga.submit("preview")
    helga.submit("submit", password=PASSWORD)
    work_until_idle(services)
    cia.post(f"{address}/sign", fields(cia, shown))
    assert (cia.status, cia.refusal) == (409, "ShownIsNotCurrent")
    assert cia.shown_sha256 != shown, "the refused page shows, and would sign, the new document"


def test_a_sign_form_that_does_not_say_what_was_shown_is_refused(cia: Browser, address: str) -> None:
    for shown in ("", "x" * 64, "0" * 63):
        cia.post(f"{address}/sign", fields(cia, shown))
        assert cia.status == 422
    cia.post(f"{address}/sign", fields(cia, "0" * 64))
    assert (cia.status, cia.refusal) == (409, "ShownIsNotCurrent")


def test_only_signatories_whose_turn_it_is_see_the_sign_form(
    app: Flask, cast: Cast, address: str, services: FakeServices
) -> None:
    before = services.database.tables.documents
    for actor, status in ((cast.helga, 403), (cast.didrik, 404), (cast.rut, 403), (cast.otto, 404)):
        browser = Browser(app).log_in(actor).open(address)
        assert not browser.sees("//form[@data-form='sign']")
        shown = next(iter(before.values())).pdf_sha256 or ""
        browser.open("/").post(f"{address}/sign", fields(browser, shown))
        assert browser.status == status
    assert services.database.tables.documents == before


def test_an_adjuster_further_down_the_order_waits_for_their_turn(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    helga = Browser(app).log_in(cast.helga)
    both = BOARD_DRAFT.replace("Adjusters: Cia Cedergren", "Adjusters: Cia Cedergren; Didrik Dahl")
    address = draft(helga, both, cast.board_id)
    tables = services.database.tables
    one = tables.documents[address.split("/")[-1]]
    in_order = replace(one.policy, adjuster_order=AdjusterOrder.IN_ORDER)
    tables.documents[one.document_id] = replace(one, policy=in_order)
    helga.submit("preview")
    helga.submit("submit", password=PASSWORD)
    work_until_idle(services)
    didrik = Browser(app).log_in(cast.didrik).open(address)
    assert not didrik.sees("//form[@data-form='sign']")
    assert "Cia Cedergren" in didrik.all("//*[@data-ahead]")[0].text_content()
    assert didrik.sees("//form[@data-form='request-changes']")
    Browser(app).log_in(cast.cia).open(address).submit("sign", password=PASSWORD)
    work_until_idle(services)
    didrik.open(address)
    assert didrik.sees("//form[@data-form='sign']")
    assert not didrik.sees("//*[@data-ahead]")


def test_a_request_without_words_is_refused(cia: Browser) -> None:
    cia.submit("request-changes", comment="  ")
    assert (cia.status, cia.refusal) == (422, "CommentMissing")


def test_a_comment_that_is_too_long_stays_on_the_page(cia: Browser) -> None:
    cia.submit("request-changes", comment="Fel. " * 2000)
    assert (cia.status, cia.refusal) == (422, "CommentTooLong")
    assert "5000" in cia.alert
    written = cia.all("//textarea[@name='comment']")[0]
    assert written.text_content().strip() == ("Fel. " * 2000).strip()
    assert written.get("maxlength") == "5000"


def test_a_refused_comment_stays_on_the_page(app: Flask, services: FakeServices, cast: Cast) -> None:
    helga = Browser(app).log_in(cast.helga)
    address = submitted(services, helga, cast, board=True)
    Browser(app).log_in(cast.cia).open(address).submit("sign", password=PASSWORD)
    work_until_idle(services)
    camilla = Browser(app).log_in(cast.camilla).open(address)
    camilla.post(f"{address}/request-changes", {"csrf_token": camilla.token, "comment": "Paragraf 2 är fel."})
    assert (camilla.status, camilla.refusal) == (409, "VoidVersionNeeded")
    assert "Paragraf 2" in camilla.all("//textarea[@name='comment']")[0].text_content()


def test_a_failed_step_is_shown_with_its_cause_until_it_succeeds(
    cia: Browser, address: str, services: FakeServices
) -> None:
    cia.submit("sign", password=PASSWORD)
    error = TimestampUnavailable(reason="HTTP status 503")
    services.signer.failure = error
    with services.open_unit() as unit:
        (owed,) = unit.jobs.publishable(now=services.clock.now(), limit=1)
    taken = jobs.take(services, owed.job_id, owner="the test")
    assert taken is not None
    jobs.give_back(services, taken, error)
    cia.open(address)
    (row,) = cia.all("//*[@data-job='sign']")
    assert row.get("data-cause") == str(error)
    assert "ingen giltig tidsstämpel (HTTP status 503)" in row.text_content()
    assert cia.sees("//meta[@http-equiv='refresh']")
    services.signer.failure = None
    services.clock.advance(60)
    work_until_idle(services)
    assert not cia.open(address).sees("//*[@data-job]")


def test_the_page_is_not_reloaded_under_somebody_who_may_be_writing(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    helga = Browser(app).log_in(cast.helga)
    helga.open("/documents/new")
    both = BOARD_DRAFT.replace("Adjusters: Cia Cedergren", "Adjusters: Cia Cedergren; Didrik Dahl")
    helga.submit("new-document", text=both, body_id=cast.board_id)
    address = helga.path.removesuffix("/draft")
    helga.submit("preview")
    helga.submit("submit", password=PASSWORD)
    work_until_idle(services)
    Browser(app).log_in(cast.cia).open(address).submit("sign", password=PASSWORD)
    didrik = Browser(app).log_in(cast.didrik).open(address)
    assert didrik.sees("//*[@data-job='sign']")
    assert not didrik.sees("//meta[@http-equiv='refresh']")


def test_ordered_signed_and_adjusted_are_named_apart(
    cia: Browser, address: str, services: FakeServices
) -> None:
    cia.submit("sign", password=PASSWORD)
    services.clock.advance(90)
    work_until_idle(services)
    words = cia.open(address).page.text_content()
    assert "Underskrift begärd: 6 maj 2026 11:00:00" in words.replace("\n", " ")
    assert "Undertecknat, enligt tidsstämpeln: 6 maj 2026 11:01:30" in words
    assert "Justerat, enligt den sista underskriftens tid: 6 maj 2026 11:01:30" in words
