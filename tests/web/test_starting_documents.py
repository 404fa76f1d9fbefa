"""What may become a document, and what is kept when it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.installed import DRAFT
from tests.web.browser import OWN_BODY, Browser, draft

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast


@pytest.fixture
def helga(app: Flask, cast: Cast) -> Browser:
    return Browser(app).log_in(cast.helga)


def test_a_pasted_text_becomes_a_draft(helga: Browser) -> None:
    address = draft(helga)
    assert helga.path == f"{address}/draft"
    assert helga.all("//textarea[@name='text']")[0].text_content().strip() == DRAFT.strip()


def test_a_text_file_becomes_a_draft(helga: Browser) -> None:
    helga.upload(b"\xef\xbb\xbf" + DRAFT.encode())
    assert helga.state == "draft"
    assert helga.all("//textarea[@name='text']")[0].text_content().strip() == DRAFT.strip()


def test_an_empty_file_is_refused(helga: Browser, services: FakeServices) -> None:
    helga.upload(b"")
    assert (helga.status, helga.refusal) == (422, "EmptyFile")
    assert not services.database.tables.documents


def test_a_binary_file_is_refused(helga: Browser, services: FakeServices) -> None:
    helga.upload(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    assert (helga.status, helga.refusal) == (422, "NotATextFile")
    assert not services.database.tables.documents


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(
    helga: Browser, services: FakeServices
) -> None:
    helga.upload_raw("/documents/new", b"1. Long\n" * (50 * 1024 * 1024 // 8))
    assert helga.status == 413
    assert "4 MB" in helga.alert
    assert not services.database.tables.documents


def test_a_long_text_below_the_limit_is_received(helga: Browser) -> None:
    draft(helga, DRAFT + ("x" * 100_000 + "\n") * 20)
    assert helga.state == "draft"


def test_nothing_at_all_is_refused(helga: Browser) -> None:
    helga.open("/documents/new")
    helga.submit("new-document", text=" \n ", body_id=helga.body_named(OWN_BODY))
    assert (helga.status, helga.refusal) == (422, "NothingToRead")


def test_text_and_file_together_are_refused_and_the_text_kept(helga: Browser) -> None:
    helga.upload(b"1. Other", text="1. Mine")
    assert (helga.status, helga.refusal) == (422, "TextOrFile")
    assert helga.all("//textarea[@name='text']")[0].text_content().strip() == "1. Mine"


def test_a_text_without_items_is_kept_and_the_page_says_why(helga: Browser) -> None:
    draft(helga, "Just words.")
    assert helga.refusal == "NoItemsFound"
    assert helga.all("//textarea[@name='text']")[0].text_content().strip() == "Just words."
    helga.submit("preview")
    assert (helga.status, helga.refusal) == (422, "NoItemsFound")
    assert not helga.sees("//form[@data-form='submit']")


def test_only_bodies_of_the_own_organisation_are_offered_and_accepted(helga: Browser, cast: Cast) -> None:
    helga.open("/documents/new")
    offered = {str(value) for value in helga.all("//select[@name='body_id']/option/@value")}
    assert offered == {"", cast.body_id, cast.board_id}
    helga.submit("new-document", text=DRAFT, body_id=cast.others_body_id)
    assert helga.status == 422


def test_only_drafters_start_documents(app: Flask, cast: Cast, services: FakeServices) -> None:
    rut = Browser(app).log_in(cast.rut)
    assert not rut.sees("//a[@href='/documents/new']")
    assert rut.open("/documents/new").status == 403
    rut.open("/").post("/documents/new", {"body_id": cast.body_id, "text": DRAFT, "csrf_token": rut.token})
    assert rut.status == 403
    assert not services.database.tables.documents


def test_no_body_is_chosen_for_the_drafter(helga: Browser, services: FakeServices) -> None:
    helga.open("/documents/new").submit("new-document", text=DRAFT)
    assert (helga.status, helga.alert) == (422, "Välj ett organ.")
    assert not services.database.tables.documents


def test_minutes_of_another_body_are_not_started(helga: Browser, cast: Cast, services: FakeServices) -> None:
    helga.upload(DRAFT.encode(), body_id=cast.board_id)
    assert (helga.status, helga.refusal) == (422, "BodyNamedOtherwise")
    assert "Ledningsgruppen" in helga.alert
    assert "Kommunstyrelsen" in helga.alert
    assert helga.all("//textarea[@name='text']")[0].text_content().strip() == DRAFT.strip()
    assert not services.database.tables.documents


def test_a_draft_renamed_to_another_body_is_not_previewed(helga: Browser) -> None:
    draft(helga)
    helga.submit("draft-text", text=DRAFT.replace("Ledningsgruppen", "Valnämnden"))
    helga.submit("preview")
    assert (helga.status, helga.refusal) == (422, "BodyNamedOtherwise")
