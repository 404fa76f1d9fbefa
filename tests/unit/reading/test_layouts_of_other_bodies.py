"""Whole minutes laid out as a municipal board, a parish council and a housing cooperative lay them out."""

# ruff: noqa: RUF001 - people write dashes of every kind

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.unit.reading.words_kept import words_gone
from workflow.minutes import ClockInterval, Decision, PresenceMode, SectionKind
from workflow.reading import FindingCode, read_text

if TYPE_CHECKING:
    from workflow.ports.reading import Reading

BOARD = """\
LÖVHULTS KOMMUN                                SAMMANTRÄDESPROTOKOLL                     1(5)
Vård- och omsorgsnämnden                       Sammanträdesdatum
                                               2024-03-12

Plats och tid: Kommunhuset, sal A, tisdagen den 12 mars 2024 kl. 13.00–16.10
Beslutande: Gun Ahl (S) ordförande
Per-Erik Dahl (M) vice ordförande
Siv Berg (C) ersättare för Ola Nord (C)
Lars Ek (V)

Övriga närvarande: Kerstin Blom, förvaltningschef
Ulf Ström, ekonom, § 21

Utses att justera: Lars Ek
Paragrafer: 20–23

Underskrifter
Sekreterare ........................................... Eva Krantz
Ordförande ........................................... Gun Ahl
Justerande ........................................... Lars Ek

§ 20 Ändring av dagordning

Beslut
Vård- och omsorgsnämnden beslutar

att lägga till ärendet om hemtjänst.

§ 21                                            Dnr VO 2024/15
Budgetuppföljning februari

Ärendebeskrivning
Ekonomen redovisar utfallet.

Beslut
- Informationen läggs till handlingarna.

Justerandes sign                                Utdragsbestyrkande
LÖVHULTS KOMMUN                                SAMMANTRÄDESPROTOKOLL                     2(5)

§ 22 Sekretessparagraf

§ 23 Nästa möte
Nämnden sammanträder nästa gång den 9 april 2024.
"""

PARISH = """\
ASHCOMBE PARISH COUNCIL

Minutes of the Planning Committee held at the Village Hall on Monday 6th March 2023 at 7.00 pm

Present: Cllr A Smith (Chair), Cllr B Jones, Cllr C Taylor (arrived at 7.10 pm)
In attendance: D Brown (Clerk)
Apologies: Cllr E White

1. Declarations of interest
None.

2. Minutes of the previous meeting
RESOLVED: that the minutes of 6 February 2023 be approved.

3. Date of next meeting
Monday 3 April 2023 at 7.00 pm

The meeting closed at 8.15 pm.

Signed ............................ Chairman      Date ................
"""

COOPERATIVE = """\
Styrelsemöte Brf Göken 2024-05-14

Närvarande:
Anna Berg (ordförande)
Bo Carlsson
Cecilia Dahl (sekr)
David Ek via telefon

1. Mötet öppnades
Ordföranden hälsade välkommen.
2. Val av justerare
Bo Carlsson valdes till justerare att jämte ordföranden justera protokollet.
3. Ekonomi
Bo gick igenom ekonomin. Vi ligger 40 tkr under budget.
Beslut: Styrelsen beslutar att amortera 200 000 kr.
4. Underhåll
a) Tvättstugan - ny maskin beställd
b) Taket - offert inväntas
Anna kontaktar takfirman senast 1 juni.
5. Nästa möte
11 juni kl 18.30 hos Anna.
6. Mötet avslutades

Vid protokollet

Cecilia Dahl

Justeras

Anna Berg          Bo Carlsson
ordförande
"""


def read(text: str) -> Reading:
    return read_text(text, today=dt.date(2024, 6, 1))


def codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


def test_the_cover_of_a_municipal_board_gives_day_place_people_and_signatures() -> None:
    minutes = read(BOARD).minutes
    assert (minutes.organisation, minutes.body) == ("LÖVHULTS KOMMUN", "Vård- och omsorgsnämnden")
    assert (minutes.meeting.date, minutes.meeting.start) == (dt.date(2024, 3, 12), dt.time(13, 0))
    assert minutes.meeting.place == "Kommunhuset, sal A"
    assert [(a.name, a.party, a.role) for a in minutes.attendees] == [
        ("Gun Ahl", "S", "chair"),
        ("Per-Erik Dahl", "M", "vice_chair"),
        ("Siv Berg", "C", "substitute"),
        ("Lars Ek", "V", "member"),
        ("Kerstin Blom", None, "unstated"),
        ("Ulf Ström", None, "unstated"),
    ]
    assert (minutes.drafter, minutes.countersigner) == ("Eva Krantz", "Gun Ahl")
    assert minutes.adjuster_election is not None
    assert minutes.adjuster_election.adjusters == ("Lars Ek",)


def test_the_items_of_a_municipal_board_keep_diary_numbers_and_short_decisions() -> None:
    reading = read(BOARD)
    items = reading.minutes.items
    assert [i.title for i in items] == [
        "Ändring av dagordning",
        "Budgetuppföljning februari",
        "Sekretessparagraf",
        "Nästa möte",
    ]
    assert items[1].diary_numbers == ("VO 2024/15",)
    assert items[1].sections[1].kind is SectionKind.DECISION
    assert items[1].sections[1].blocks == (Decision(text="Informationen läggs till handlingarna."),)
    assert codes(reading) == {
        FindingCode.HEAD_LINE_UNKNOWN,
        FindingCode.ATTENDEE_NOTE_UNKNOWN,
        FindingCode.PAGE_FURNITURE,
    }


def test_a_parish_council_says_when_and_where_in_its_title() -> None:
    reading = read(PARISH)
    minutes = reading.minutes
    assert (minutes.language, minutes.body, minutes.organisation) == (
        "en",
        "Planning Committee",
        "ASHCOMBE PARISH COUNCIL",
    )
    assert (minutes.meeting.date, minutes.meeting.place) == (dt.date(2023, 3, 6), "the Village Hall")
    assert [a.name for a in minutes.attendees] == ["Cllr A Smith", "Cllr B Jones", "Cllr C Taylor", "D Brown"]
    assert minutes.attendees[2].intervals == (ClockInterval(start=dt.time(19, 10)),)
    assert minutes.closing == "The meeting closed at 8.15 pm."
    assert codes(reading) == {FindingCode.NO_ADJUSTER, FindingCode.DRAFTER_NOT_FOUND}


def test_a_cooperative_writes_without_blank_lines_and_its_chair_signs_beside_the_adjuster() -> None:
    reading = read(COOPERATIVE)
    minutes = reading.minutes
    assert minutes.attendees[3].mode is PresenceMode.REMOTE
    assert [len(i.sections) for i in minutes.items] == [1, 1, 2, 1, 1, 0]
    assert (minutes.drafter, minutes.countersigner) == ("Cecilia Dahl", "Anna Berg")
    assert codes(reading) == {FindingCode.KIND_NOT_FOUND, FindingCode.NEXT_YEAR_MISSING}


def test_a_body_that_lists_people_under_headings_keeps_the_headings() -> None:
    head = (
        "Nämnden\n\nPROTOKOLL\n\nTid: 2026-03-12 kl. 13.00\n\nNÄRVARANDE\n\nBeslutande:\n"
        "Anna Ek, ordförande\nBo Alm\n\nEj tjänstgörande ersättare:\nEva Strand\n\n"
        "Sekreterare: Kim Dahl\n\nFrånvarande:\nLo Berg\n\n§ 1 Val\n\nBo Alm utses att justera.\n"
    )
    people = read(head).minutes.attendees
    assert [(p.name, p.group) for p in people] == [
        ("Anna Ek", "Beslutande"),
        ("Bo Alm", "Beslutande"),
        ("Eva Strand", "Ej tjänstgörande ersättare"),
        ("Kim Dahl", None),
    ]


@pytest.mark.parametrize("label", ["Deltagare", "Närvarande", "DELTAGARE"])
def test_one_list_of_those_present_is_no_group(label: str) -> None:
    head = f"Protokoll\nNämnden\n\nTid 2026-03-12\n\n{label}:\nAnna Ek\nBo Alm\n\n"
    text = head + "Frånvarande:\nLo Ek\n\n1. Val\n\nText."
    assert [p.group for p in read(text).minutes.attendees] == [None, None]


@pytest.mark.parametrize("text", [BOARD, PARISH, COOPERATIVE], ids=["board", "parish", "cooperative"])
def test_no_word_is_lost(text: str) -> None:
    mentioned = {
        "sammanträdesdatum",
        "övriga",
        "utses",
        "att",
        "justera",
        "underskrifter",
        "sekreterare",
        "justerande",
    }
    mentioned |= {"held", "in", "attendance", "arrived", "pm", "signed", "chairman", "via", "telefon"}
    assert words_gone(text, read(text)) <= mentioned
