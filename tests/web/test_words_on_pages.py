"""What pages say when there is little room, nothing to find or nobody logged in; and minutes as text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from flask import render_template_string
from lxml import html

from tests import cast as people
from tests.installed import DRAFT
from tests.web.browser import Browser, archived, draft, submitted
from workflow.minutes import Absentee, Assignment, AttendeeRole, ClockInterval, Item, NextMeeting, Section

if TYPE_CHECKING:
    from flask import Flask

    from tests.fakes import FakeServices
    from tests.installed import Cast

_PAGE = "{% from 'minutes.html' import minutes_text with context %}{{ minutes_text(minutes) }}"


def test_an_address_that_is_none_is_called_a_page(app: Flask, cast: Cast) -> None:
    helga = Browser(app).log_in(cast.helga).open("/nope")
    assert (helga.status, helga.all("//h1")[0].text_content()) == (404, "Sidan finns inte")
    helga.open(f"/documents/{'0' * 32}")
    assert (helga.status, helga.refusal) == (404, "NoSuchDocument")


def test_who_was_logged_out_is_told_so_and_where_to_log_in(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    helga = Browser(app).log_in(cast.helga)
    draft(helga)
    services.clock.advance(11 * 3600)
    helga.submit("draft-text", text=DRAFT)
    assert helga.all("//h1")[0].text_content() == "Utloggad"
    assert helga.sees("//main//a[@href='/log-in']")


def test_a_proposal_is_quoted_in_whole_words(app: Flask, cast: Cast) -> None:
    helga = Browser(app).log_in(cast.helga)
    around = "Ledningsgruppens ordförande sammanfattade diskussionen"
    draft(helga, DRAFT + f"{around} kommunstyrlsen {around}\n")
    (change,) = helga.all("//*[@data-finding]//li")
    assert change.text_content().startswith("… ordförande sammanfattade diskussionen ")
    assert change.text_content().endswith(" Ledningsgruppens ordförande …")


def test_every_column_of_the_register_is_named_where_rows_are_stacked(
    app: Flask, services: FakeServices, cast: Cast
) -> None:
    archived(services, app, Browser(app).log_in(cast.helga), cast)
    rut = Browser(app).log_in(cast.rut).open("/register")
    assert not rut.sees("//tbody//td[not(@data-label)]")
    assert rut.sees("//td[@data-label='Filer']//a[@data-download='package']")


def test_minutes_as_text_leave_nothing_out_that_the_pages_have(app: Flask) -> None:
    minutes = people.minutes()
    part = ClockInterval(start=dt.time(13, 15))
    first = minutes.attendees[1].model_copy(update={"intervals": (part,), "role": AttendeeRole.SUBSTITUTE})
    task = Assignment(text="Didrik tar fram underlag.", assignee="Didrik Åström", due="den 3 maj")
    minutes = minutes.model_copy(
        update={
            "attendees": (minutes.attendees[0], first, *minutes.attendees[2:]),
            "absentees": (Absentee(name="Åsa Ek", party="V"),),
            "items": (
                *minutes.items,
                Item(label="§ 23", title="Övrigt", sections=(Section(blocks=(task,)),)),
            ),
            "next_meeting": NextMeeting(date=dt.date(2026, 5, 12), start=dt.time(9), place="Stadshuset"),
        }
    )
    with app.test_request_context("/"):
        page = html.fromstring(render_template_string(_PAGE, minutes=minutes))
    said = " ".join(page.text_content().split())
    for words in (
        "Cia Wallgren (C), ersättare, från 13.15",
        "Åsa Ek (V)",
        "Ansvarig: Didrik Åström",
        "Klart: den 3 maj",
        "Utsedda att justera",
        "Stadshuset",
        "12 maj 2026",
    ):
        assert words in said
    assert page.xpath("//*[@data-assignments]//li")


def test_a_refused_password_has_a_way_to_its_field(app: Flask, services: FakeServices, cast: Cast) -> None:
    address = submitted(services, Browser(app).log_in(cast.helga), cast)
    cia = Browser(app).log_in(cast.cia).open(address).submit("sign", password="wrong")
    assert cia.sees("//*[@data-refusal='WrongPassword']/a[@href='#password']")
    cia.submit("request-changes", comment=" ")
    assert cia.sees("//*[@data-refusal='CommentMissing']/a[@href='#comment']")
