"""The drafter's page: nothing written is lost, and only what was shown is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.installed import DRAFT, PASSWORD
from tests.web.browser import Browser, draft, submitted

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast


@pytest.fixture
def helga(app: Flask, cast: Cast) -> Browser:
    return Browser(app).log_in(cast.helga)


def text_shown(browser: Browser) -> str:
    (area,) = browser.all("//form[@data-form='draft-text']//textarea[@name='text']")
    return str(area.text_content()).strip()


def test_a_finding_is_accepted_into_the_text(helga: Browser) -> None:
    draft(helga, DRAFT + "kommunstyrlsen\n")
    assert helga.sees("//*[@data-finding][@data-code='misspelt']")
    helga.submit("accept-finding")
    assert text_shown(helga).endswith("kommunstyrelsen")
    assert not helga.sees("//*[@data-finding]")


def test_a_proposal_is_shown_in_the_words_around_it(helga: Browser) -> None:
    draft(helga, DRAFT + "Till kommunstyrlsen den 3 maj\n")
    (change,) = helga.all("//*[@data-finding]//li")
    assert change.text_content() == "Till kommunstyrlsenkommunstyrelsen den 3 maj"
    assert helga.sees("//del[text()='kommunstyrlsen']")
    assert helga.sees("//ins[text()='kommunstyrelsen']")


def test_a_finding_is_set_aside_and_the_text_stands(helga: Browser) -> None:
    draft(helga, DRAFT + "kommunstyrlsen\n")
    helga.submit("dismiss-finding")
    assert text_shown(helga).endswith("kommunstyrlsen")
    assert not helga.sees("//*[@data-finding]")


def test_a_finding_that_is_gone_is_refused(helga: Browser) -> None:
    address = draft(helga, DRAFT + "kommunstyrlsen\n")
    stale = str(helga.all("//form[@data-form='accept-finding']/@action")[0])
    helga.submit("draft-text", text=DRAFT)
    helga.post(stale, {"csrf_token": helga.token})
    assert (helga.status, helga.refusal) == (409, "NoSuchFinding")
    assert helga.open(f"{address}/draft").status == 200


def test_a_blocking_finding_keeps_the_preview_from_being_made(helga: Browser) -> None:
    draft(helga, DRAFT + "Who?? said so\n")
    helga.submit("preview")
    assert (helga.status, helga.refusal) == (422, "FindingsOpen")
    assert not helga.sees("//*[@data-blocking]//form[@data-form='dismiss-finding']")
    helga.submit("draft-text", text=DRAFT + "She said so\n")
    helga.submit("preview")
    assert helga.sees("//form[@data-form='submit']")


def test_the_slower_of_two_windows_keeps_its_text_on_the_page(app: Flask, cast: Cast) -> None:
    first, second = Browser(app).log_in(cast.helga), Browser(app).log_in(cast.helga)
    address = draft(first)
    second.open(f"{address}/draft")
    first.submit("draft-text", text=DRAFT + "first\n")
    second.submit("draft-text", text=DRAFT + "second\n")
    assert (second.status, second.refusal) == (409, "ChangedMeanwhile")
    assert text_shown(second).endswith("second")
    assert second.sees("//pre[contains(., 'first')]")
    second.submit("draft-text", text=DRAFT + "both\n")
    assert text_shown(first.open(f"{address}/draft")).endswith("both")


def test_text_that_comes_along_with_another_button_is_saved_first(helga: Browser) -> None:
    address = draft(helga, DRAFT + "kommunstyrlsen\n")
    lock = str(helga.all("//input[@name='lock']/@value")[0])
    helga.submit("accept-finding", text=DRAFT + "kommunstyrlsen\nnew\n", lock=lock)
    assert text_shown(helga.open(f"{address}/draft")).endswith("kommunstyrelsen\nnew")
    helga.submit("preview", text=DRAFT + "later\n", lock="0")
    assert (helga.status, helga.refusal) == (409, "ChangedMeanwhile")
    assert text_shown(helga).endswith("later")


def test_a_form_without_its_lock_keeps_the_text_on_the_page(helga: Browser) -> None:
    draft(helga)
    helga.submit("draft-text", text=DRAFT + "mine\n", lock="")
    assert helga.status == 422
    assert text_shown(helga).endswith("mine")


def test_the_submit_form_names_the_preview_whose_pages_are_shown(helga: Browser) -> None:
    draft(helga)
    helga.submit("preview")
    assert all(f"/{helga.shown_sha256}/" in str(src) for src in helga.all("//main//img/@src"))


def test_a_preview_of_an_older_text_is_not_submitted(helga: Browser, services: FakeServices) -> None:
    address = draft(helga)
    helga.submit("preview")
    shown = helga.shown_sha256
    helga.submit("draft-text", text=DRAFT + "more\n")
    assert not helga.sees("//form[@data-form='submit']")
    fields: dict[str, object] = {"csrf_token": helga.token, "password": PASSWORD, "shown_sha256": shown}
    helga.post(f"{address}/submit", fields)
    assert (helga.status, helga.refusal) == (409, "PreviewIsNotCurrent")
    assert not services.database.tables.jobs


def test_a_wrong_password_submits_nothing(helga: Browser, services: FakeServices) -> None:
    address = draft(helga)
    helga.submit("preview")
    before = services.database.tables
    helga.submit("submit", password="wrong")
    assert (helga.status, helga.refusal) == (403, "WrongPassword")
    assert services.database.tables == before
    helga.submit("submit", password=PASSWORD)
    assert helga.path == address


def test_submitting_twice_says_where_the_document_is(helga: Browser) -> None:
    address = draft(helga)
    helga.submit("preview")
    fields: dict[str, object] = {
        "csrf_token": helga.token,
        "password": PASSWORD,
        "shown_sha256": helga.shown_sha256,
    }
    helga.post(f"{address}/submit", fields)
    assert helga.state == "opening"
    helga.post(f"{address}/submit", fields)
    assert (helga.status, helga.refusal) == (409, "NotNow")


def test_text_saved_too_late_says_so_and_is_shown_to_be_copied(helga: Browser) -> None:
    address = draft(helga)
    helga.submit("preview")
    token = helga.token
    helga.submit("submit", password=PASSWORD)
    helga.post(f"{address}/draft", {"csrf_token": token, "text": DRAFT + "late\n", "lock": "1"})
    assert (helga.status, helga.refusal) == (409, "NotNow")
    assert "late" in helga.all("//textarea[@id='written']")[0].text_content()


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        (DRAFT.replace("Adjusters: Cia Cedergren\n", ""), "NoAdjusterElected"),
        (DRAFT.replace("Present: Cia Cedergren; ", "Present: "), "AdjusterNotPresent"),
        (DRAFT.replace("Adjusters: Cia Cedergren", "Adjusters: Helga Holm"), "DrafterCannotAdjust"),
        (DRAFT.replace("Cia Cedergren", "Cia Utan Konto"), "NoAccount"),
        (DRAFT.replace(" 2026-05-04", ""), "DateMissing"),
        (DRAFT.replace("Drafter: Helga Holm", "Drafter: Didrik Dahl"), "DrafterNamedOtherwise"),
    ],
    ids=lambda value: value if value.isalpha() else "",
)
def test_minutes_that_cannot_be_adjusted_are_not_previewed(
    helga: Browser, cast: Cast, written: str, refusal: str
) -> None:
    address = draft(helga, written, body_id=cast.body_id)
    helga.submit("preview")
    assert (helga.status, helga.refusal) == (422, refusal)
    assert text_shown(helga) == written.strip()
    assert helga.open(f"{address}/draft").state == "draft"


def test_after_requested_changes_the_drafter_sees_the_comment(
    app: Flask, services: FakeServices, cast: Cast, helga: Browser
) -> None:
    address = submitted(services, helga, cast)
    Browser(app).log_in(cast.cia).open(address).submit("request-changes", comment="Skriv <b>mer</b>.")
    helga.open(address)
    assert helga.path == f"{address}/draft"
    assert helga.sees("//*[@data-change-request='1'][contains(., 'Skriv <b>mer</b>.')]")


def test_a_text_sent_after_the_session_ended_is_shown_to_be_copied(
    services: FakeServices, helga: Browser
) -> None:
    draft(helga)
    services.clock.advance(11 * 3600)
    helga.submit("draft-text", text=DRAFT + "long work\n")
    assert (helga.status, helga.refusal) == (403, "LoggedOut")
    assert "long work" in helga.all("//textarea[@id='written']")[0].text_content()


def test_text_written_after_the_preview_is_saved_and_not_submitted_past(
    helga: Browser, services: FakeServices
) -> None:
    address = draft(helga)
    helga.submit("preview")
    lock = str(helga.all("//input[@name='lock']/@value")[0])
    helga.submit("submit", password=PASSWORD, text=DRAFT + "afterthought\n", lock=lock)
    assert (helga.status, helga.refusal) == (409, "PreviewIsNotCurrent")
    assert text_shown(helga.open(f"{address}/draft")).endswith("afterthought")
    assert not services.database.tables.jobs


def test_text_of_another_window_is_not_submitted_past_either(helga: Browser, services: FakeServices) -> None:
    draft(helga)
    helga.submit("preview")
    helga.submit("submit", password=PASSWORD, text=DRAFT + "afterthought\n", lock="0")
    assert (helga.status, helga.refusal) == (409, "ChangedMeanwhile")
    assert text_shown(helga).endswith("afterthought")
    assert helga.sees("//form[@data-unsaved]")
    assert not services.database.tables.jobs


def test_the_text_as_the_browser_sends_it_is_the_one_that_was_previewed(helga: Browser) -> None:
    draft(helga)
    helga.submit("preview")
    lock = str(helga.all("//input[@name='lock']/@value")[0])
    helga.submit("submit", password=PASSWORD, text=DRAFT.replace("\n", "\r\n"), lock=lock)
    assert (helga.status, helga.state) == (200, "opening")


def test_an_empty_text_is_refused_and_the_saved_one_kept(helga: Browser) -> None:
    address = draft(helga)
    helga.submit("draft-text", text=" \r\n")
    assert (helga.status, helga.refusal) == (422, "EmptyText")
    assert text_shown(helga.open(f"{address}/draft")) == DRAFT.strip()


def test_a_refused_preview_of_saved_text_does_not_call_it_unsaved(helga: Browser) -> None:
    draft(helga, "Just words.\n")
    lock = str(helga.all("//input[@name='lock']/@value")[0])
    helga.submit("preview", text="Just words.\r\n", lock=lock)
    assert not helga.sees("//form[@data-unsaved]")
    assert len(helga.all("//*[@data-refusal]")) == 1


def test_what_is_in_the_way_of_submitting_is_said_before_the_preview(helga: Browser) -> None:
    draft(helga, DRAFT.replace("Adjusters: Cia Cedergren", "Adjusters: Helga Holm"))
    assert helga.status == 200
    assert helga.sees("//*[@data-obstacle='DrafterCannotAdjust'][contains(., 'Helga Holm')]")


def test_a_missing_password_is_said_at_the_top_with_a_way_to_the_field(helga: Browser) -> None:
    draft(helga)
    helga.submit("preview")
    helga.submit("submit", password="")
    assert helga.status == 422
    assert helga.sees("//main/*[@role='alert']/a[@href='#password']")
    assert helga.sees("//input[@id='password'][@autofocus]")
