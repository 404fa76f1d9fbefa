"""The main pages are Swedish to the last word, and every form field has its label."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tests.installed import DRAFT, PASSWORD
from tests.web.browser import Browser, archived, submitted
from workflow.language import get_language
from workflow.language.speaking import msgids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast


def pages(app: Flask, services: FakeServices, cast: Cast) -> Iterator[tuple[str, Browser]]:
    yield "log-in", Browser(app).open("/log-in")
    helga = Browser(app).log_in(cast.helga)
    yield "new", helga.open("/documents/new")
    helga.submit("new-document", text=DRAFT + "kommunstyrlsen ??\n", body_id=cast.body_id)
    yield "draft", helga
    yield "refused draft", helga.submit("preview")
    address = submitted(services, helga, cast)
    yield "desk", helga.open("/")
    cia = Browser(app).log_in(cast.cia).open(address)
    yield "to sign", cia
    yield "pending", cia.submit("sign", password=PASSWORD)
    address = archived(services, app, helga, cast)
    rut = Browser(app).log_in(cast.rut)
    for path in ("/register", address, f"{address}/history", "/nowhere"):
        yield path, rut.open(path)
    yield "messages", cia.open("/messages")


def spoken(browser: Browser) -> set[str]:
    """Return each text and label on the page by itself, spaces folded."""
    texts = browser.all("//body//text()[not(ancestor::*[@lang='en'])] | //title/text()")
    labels = browser.all("//@aria-label | //@alt | //@placeholder | //@title")
    return {" ".join(str(text).split()) for text in [*texts, *labels]}


def test_no_english_is_left_on_the_swedish_pages(app: Flask, services: FakeServices, cast: Cast) -> None:
    swedish = get_language("sv")
    english = {msgid for msgid in msgids() if swedish.gettext(msgid) != msgid}
    for name, browser in pages(app, services, cast):
        assert browser.sees("//html[@lang='sv']"), name
        assert not spoken(browser) & english, name


def test_every_field_has_a_label_and_every_picture_words(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    for name, browser in pages(app, services, cast):
        for entry in browser.all("//input[not(@type='hidden')] | //select | //textarea"):
            assert browser.sees(f"//label[@for='{entry.get('id')}']"), (name, entry.get("name"))
        assert not browser.sees("//img[not(@alt)]"), name


def test_headings_go_down_one_step_at_a_time(app: Flask, services: FakeServices, cast: Cast) -> None:
    for name, browser in pages(app, services, cast):
        levels = [int(h.tag[1]) for h in browser.all("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), name


def test_no_identifier_stands_twice_on_a_page(app: Flask, services: FakeServices, cast: Cast) -> None:
    for name, browser in pages(app, services, cast):
        found = [str(value) for value in browser.all("//@id")]
        assert len(found) == len(set(found)), name
