"""The many ways in which people write the same thing in minutes."""

# ruff: noqa: RUF001 - people write dashes of every kind

from __future__ import annotations

import datetime as dt

import pytest

from workflow.minutes import (
    AttendeeRole,
    Bullets,
    ClockInterval,
    Decision,
    Minutes,
    PresenceMode,
    SectionKind,
)
from workflow.reading import read_text

TODAY = dt.date(2024, 1, 10)
DAY = dt.date(2023, 12, 15)


def read(text: str) -> Minutes:
    return read_text(text, today=TODAY).minutes


def head(*lines: str) -> Minutes:
    return read(
        "\n".join(["Protokoll från styrelsen", *lines, "", "1. Öppnande", "", "Mötet öppnas och vi är här."])
    )


def item(*lines: str) -> Minutes:
    return read("\n".join(["Protokoll från styrelsen", "", "1. Ärendet om bryggan", *lines]))


@pytest.mark.parametrize(
    "written",
    [
        "Tid: Fredagen den 15 december 2023 kl. 08.30–11.00",
        "Tid fredag 15 december 2023 kl 8.30-11.00",
        "Datum: 2023-12-15, kl 8:30 - 11:00",
        "Tid: 15/12 2023 kl 8.30–11.00",
        "Tid: fre 15/12-23 08:30-11:00",
        "Date: Friday, December 15, 2023, 8:30 am to 11:00 am",
        "Date: 15th of December 2023, from 08.30 to 11.00",
        "Time: 15 Dec 2023 8:30–11:00",
        "Dag: 15.12.2023 kl 08.30 till 11.00",
        "Datum: 15 december 2023\nTid: 08.30-11.00",
        "Tid\n15 december 2023 klockan 08.30-11.00",
        "Tid: den 15 december 2023\nKl. 08.30-11.00",
    ],
)
def test_days_and_times(written: str) -> None:
    meeting = head(*written.split("\n")).meeting
    assert (meeting.date, meeting.start, meeting.end) == (DAY, dt.time(8, 30), dt.time(11, 0))


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Plats: Kommunhuset", "Kommunhuset"),
        ("Plats Folkets hus, sal 2", "Folkets hus, sal 2"),
        ("Plats\nEken", "Eken"),
        ("Plats och tid: Eken, den 15 december 2023 kl. 9.00-10.00", "Eken"),
        ("Tid och plats: den 15 december 2023 kl. 9.00-10.00, Rådhuset, sal 3", "Rådhuset, sal 3"),
        ("Venue: Town Hall", "Town Hall"),
        ("PIats: Kommunhuset", "Kommunhuset"),
    ],
)
def test_places(written: str, place: str) -> None:
    assert head(*written.split("\n")).meeting.place == place


@pytest.mark.parametrize(
    ("title", "kind", "body", "organisation"),
    [
        ("Protokoll från Kommunstyrelsen", "minutes", "Kommunstyrelsen", None),
        (
            "Lövhults kommun\nKommunstyrelsen\n\nSAMMANTRÄDESPROTOKOLL",
            "minutes",
            "Kommunstyrelsen",
            "Lövhults kommun",
        ),
        ("Minnesanteckningar\nLedningsgruppen", "notes", "Ledningsgruppen", None),
        ("Protokoll fört vid möte med valberedningen", "minutes", "valberedningen", None),
        ("Minutes of the Board of Trustees", "minutes", "Board of Trustees", None),
        ("Meeting notes: Planning Committee", "notes", "Planning Committee", None),
        ("Styrelsen för Brf Göken – protokoll", "minutes", "Styrelsen för Brf Göken", None),
        ("Minutes of the meeting of the\nFriends of the Library", "minutes", "Friends of the Library", None),
        ("Protokoll från styrelsen 2023-12-15", "minutes", "styrelsen", None),
        ("ProtokoII från Iedningsgruppen", "minutes", "Iedningsgruppen", None),
    ],
)
def test_titles(title: str, kind: str, body: str, organisation: str | None) -> None:
    minutes = read(f"{title}\n\nTid: 15 december 2023\n\n1. Öppnande\n\nMötet öppnas.")
    assert (minutes.kind, minutes.body, minutes.organisation) == (kind, body, organisation)


PEOPLE = [
    ("Anna Ek", "Anna Ek", None, None, "unstated"),
    ("Anna Ek, Norrvik", "Anna Ek", "Norrvik", None, "unstated"),
    ("Anna Ek (S), ordförande", "Anna Ek", None, "S", "chair"),
    ("Anna Ek, Norrvik, vice ordförande", "Anna Ek", "Norrvik", None, "vice_chair"),
    ("Anna Ek (M), tjänstgörande ersättare för Bo Alm (M)", "Anna Ek", None, "M", "substitute"),
    ("Anna Ek, secretary", "Anna Ek", None, None, "secretary"),
    ("Anna Ek (ordf.)", "Anna Ek", None, None, "chair"),
    ("Carl von Essen, Region Skåne", "Carl von Essen", "Region Skåne", None, "unstated"),
    ("Anna-Karin Åhs Ek\tNorrvik", "Anna-Karin Åhs Ek", "Norrvik", None, "unstated"),
    ("- Anna Ek", "Anna Ek", None, None, "unstated"),
    ("Anna Ek, ordférande", "Anna Ek", None, None, "chair"),
    ("Anna Ek Länsstyrelsen", "Anna Ek", "Länsstyrelsen", None, "unstated"),
    ("Anna Ek Norrviks kommun", "Anna Ek", "Norrviks kommun", None, "unstated"),
]


@pytest.mark.parametrize(("row", "name", "organisation", "party", "role"), PEOPLE)
def test_people(row: str, name: str, organisation: str | None, party: str | None, role: str) -> None:
    (person,) = head("Närvarande:", row).attendees
    assert (person.name, person.organisation, person.party, person.role) == (name, organisation, party, role)


@pytest.mark.parametrize(
    ("note", "mode", "start", "end"),
    [
        ("digitalt", "remote", None, None),
        ("på distans", "remote", None, None),
        ("via Teams", "remote", None, None),
        ("remotely", "remote", None, None),
        ("mellan ki 8.30-9.30", "on_site", (8, 30), (9, 30)),
        ("digitalt mellan kl 8.30-9.30", "remote", (8, 30), (9, 30)),
        ("från kl. 9.30", "on_site", (9, 30), None),
        ("from 9.30", "on_site", (9, 30), None),
        ("t.o.m. kl 10.15", "on_site", None, (10, 15)),
        ("until 10:15", "on_site", None, (10, 15)),
        ("kl 8.30-9.30, på distans", "remote", (8, 30), (9, 30)),
    ],
)
def test_how_and_when_somebody_took_part(
    note: str, mode: str, start: tuple[int, int] | None, end: tuple[int, int] | None
) -> None:
    (person,) = head("Deltagare:", f"Anna Ek Norrvik ({note})").attendees
    interval = ClockInterval(start=dt.time(*start) if start else None, end=dt.time(*end) if end else None)
    assert person.mode is PresenceMode(mode)
    assert person.intervals == ((interval,) if start or end else ())


@pytest.mark.parametrize(
    "lines",
    [
        ["Närvarande: Anna Ek, Bo Alm, Cia Dahl"],
        ["Närvarande: Anna Ek, Bo Alm och Cia Dahl"],
        ["Närvarande: Anna Ek; Bo Alm; Cia Dahl"],
        ["Närvarande:", "Anna Ek,", "Bo Alm,", "Cia Dahl"],
        ["Närvarande", "", "Anna Ek", "", "Bo Alm", "Cia Dahl"],
        ["Närvarande Anna Ek", "Bo Alm", "Cia Dahl"],
        ["Narvarande: Anna Ek, Bo Alm, Cia Dahl"],
        ["Present: Anna Ek, Bo Alm and Cia Dahl"],
    ],
)
def test_lists_of_people(lines: list[str]) -> None:
    assert [a.name for a in head(*lines).attendees] == ["Anna Ek", "Bo Alm", "Cia Dahl"]


def test_a_chair_with_a_label_of_their_own_is_the_person_in_the_list() -> None:
    minutes = head("Ordförande: Anna Ek", "Sekreterare: Bo Alm", "Närvarande: Anna Ek, Cia Dahl, Dan Berg")
    assert [(a.name, a.role) for a in minutes.attendees] == [
        ("Anna Ek", AttendeeRole.CHAIR),
        ("Cia Dahl", AttendeeRole.UNSTATED),
        ("Dan Berg", AttendeeRole.UNSTATED),
        ("Bo Alm", AttendeeRole.SECRETARY),
    ]


@pytest.mark.parametrize(
    "nobody", ["Frånvarande: Inga", "Frånvarande: -", "Absent: none", "Förhinder: ingen"]
)
def test_nobody_is_absent(nobody: str) -> None:
    assert head("Närvarande: Anna Ek, Bo Alm", nobody).absentees == ()


@pytest.mark.parametrize(
    ("heading", "label", "title"),
    [
        ("1. Öppnande", "1.", "Öppnande"),
        ("10.  Övriga frågor", "10.", "Övriga frågor"),
        ("§ 12 Öppnande", "§ 12", "Öppnande"),
        ("§ 12. Öppnande", "§ 12.", "Öppnande"),
        ("§12 Öppnande", "§12", "Öppnande"),
        ("§ 12\nÖppnande", "§ 12", "Öppnande"),
        ("Item 3: Opening", "Item 3", "Opening"),
        ("Punkt 3 – Öppnande", "Punkt 3", "Öppnande"),
        ("7) Öppnande", "7)", "Öppnande"),
        ("1. Öppnande och\nval av ordförande", "1.", "Öppnande och val av ordförande"),
    ],
)
def test_headings(heading: str, label: str, title: str) -> None:
    (found,) = read(f"Protokoll från styrelsen\n\n{heading}\n\nMötet öppnas.").items
    assert (found.label, found.title) == (label, title)


def test_bare_numbers_are_headings_only_where_they_follow_one_another() -> None:
    minutes = read(
        "Protokoll från styrelsen\n\n1 Öppnande\n\nVi börjar.\n\n2 Budget\n\n"
        "12 personer kom.\n\n3 Slut\n\nKlart."
    )
    assert [i.title for i in minutes.items] == ["Öppnande", "Budget", "Slut"]


@pytest.mark.parametrize("numbering", ["{}.", "§ {}"])
def test_numbered_points_are_no_items(numbering: str) -> None:
    points = "Styrelsen beslutar\n1. godkänna budgeten\n2. avslå yrkandet\n3. ge besked"
    first, second = numbering.format(1), numbering.format(2)
    minutes = read(f"Protokoll från styrelsen\n\n{first} Budget\n\n{points}\n\n{second} Slut\n\nKlart.")
    assert [i.title for i in minutes.items] == ["Budget", "Slut"]
    assert minutes.items[0].decisions[0].points == (
        "1. godkänna budgeten",
        "2. avslå yrkandet",
        "3. ge besked",
    )


def test_a_list_of_items_at_the_top_is_told_and_left_out() -> None:
    listed, items = "1. Öppnande\n2. Slut", "1. Öppnande\n\nVi börjar.\n\n2. Slut\n\nKlart."
    text = f"Protokoll från styrelsen\n\nDagordning\n{listed}\n\n{items}"
    reading = read_text(text, today=TODAY)
    assert [i.title for i in reading.minutes.items] == ["Öppnande", "Slut"]
    told = [f.place.excerpt for f in reading.findings if f.code in {"agenda_list", "head_line_unknown"}]
    assert told == ["Dagordning", "1. Öppnande", "2. Slut"]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["Dnr KS 2023/123"], ("KS 2023/123",)),
        (["Diarienummer: KS 2023/123, KS 2022/4"], ("KS 2023/123", "KS 2022/4")),
        (["", "Dnr: 2023-00123"], ("2023-00123",)),
    ],
)
def test_diary_numbers(lines: list[str], numbers: tuple[str, ...]) -> None:
    assert item(*lines, "", "Bryggan lagas i vår.").items[0].diary_numbers == numbers


@pytest.mark.parametrize("end", [" Dnr KS 2023/1", " (Dnr KS 2023/1)", ", dnr KS 2023/1"])
def test_a_diary_number_in_the_heading(end: str) -> None:
    (found,) = read(f"Protokoll från styrelsen\n\n§ 1 Bryggan{end}\n\nDen lagas i vår.").items
    assert (found.title, found.diary_numbers) == ("Bryggan", ("KS 2023/1",))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Bakgrund", SectionKind.BACKGROUND),
        ("Sammanfattning", SectionKind.SUMMARY),
        ("Beslutsunderlag", SectionKind.BASIS),
        ("Förslag till beslut", SectionKind.PROPOSAL),
        ("Yrkanden", SectionKind.MOTIONS),
        ("Beslutsgång", SectionKind.PROCEDURE),
        ("Diskussion", SectionKind.DISCUSSION),
        ("Kommunstyrelsens beslut", SectionKind.DECISION),
        ("Reservation", SectionKind.RESERVATION),
        ("Protokollsanteckning", SectionKind.NOTE),
        ("Beslutet skickas till", SectionKind.DISPATCH),
        ("Discussion", SectionKind.DISCUSSION),
        ("Decision", SectionKind.DECISION),
        ("BesIut", SectionKind.DECISION),
        ("Beslut:", SectionKind.DECISION),
    ],
)
def test_headings_inside_an_item(heading: str, kind: SectionKind) -> None:
    (section,) = item("", heading, "", "Styrelsen godkänner detta.").items[0].sections
    assert (section.kind, section.heading) == (kind, heading.rstrip(":"))


@pytest.mark.parametrize(
    ("text", "decider"),
    [
        ("Styrelsen beslutar att bifalla förslaget.", "Styrelsen"),
        ("Barn- och utbildningsnämnden beslutade enhälligt att avslå.", "Barn- och utbildningsnämnden"),
        ("The Board decides to approve the plan.", "The Board"),
        ("The Committee unanimously resolved that the plan be approved.", "The Committee"),
        ("RESOLVED that the plan be approved.", None),
        ("It was agreed to meet again.", None),
    ],
)
def test_decisions(text: str, decider: str | None) -> None:
    (decision,) = item("", text).items[0].decisions
    assert (decision.text, decision.decider) == (text, decider)


@pytest.mark.parametrize(
    "text",
    [
        "Ordföranden frågar om styrelsen beslutar att bifalla och finner så.",
        "Styrelsen diskuterade när fullmäktige beslutar att höja avgiften.",
        "Budgeten presenteras med justeringarna ovan.",
    ],
)
def test_what_only_speaks_of_deciding_is_no_decision(text: str) -> None:
    assert item("", text).items[0].decisions == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["Styrelsen beslutar", "att laga bryggan,", "att anvisa pengar, och", "att återkomma."],
        ["Styrelsen beslutar att", "", "- laga bryggan,", "- anvisa pengar, och", "- återkomma."],
        ["Beslut", "Styrelsen beslutar:", "• laga bryggan", "• anvisa pengar", "• återkomma"],
    ],
)
def test_the_clauses_of_a_decision(lines: list[str]) -> None:
    (decision,) = item("", *lines).items[0].decisions
    assert len(decision.points) == 3
    assert decision.points[0].endswith(("laga bryggan,", "laga bryggan"))


def test_clauses_without_a_lead_in_are_decisions_each() -> None:
    blocks = item("", "Beslut", "", "att laga bryggan", "att anvisa pengar").items[0].sections[0].blocks
    assert [type(b) for b in blocks] == [Decision, Decision]


@pytest.mark.parametrize(
    ("text", "assignee", "due"),
    [
        ("Anna Ek får i uppdrag att till nästa möte ta fram ett underlag.", "Anna Ek", "nästa möte"),
        ("Anna Ek fér i uppdrag att senast den 3 maj ringa.", "Anna Ek", "den 3 maj"),
        (
            "Förvaltningen fick i uppdrag att inför nästa sammanträde utreda.",
            "Förvaltningen",
            "nästa sammanträde",
        ),
        ("Anna Ek åtar sig att ringa.", "Anna Ek", None),
        ("Anna Ek is asked to write by 3 May 2024.", "Anna Ek", "3 May 2024"),
        (
            "Anna Ek and Bo Alm were tasked with a draft before the next meeting.",
            "Anna Ek and Bo Alm",
            "the next meeting",
        ),
        ("Action: Anna Ek to call the supplier.", "Anna Ek", None),
    ],
)
def test_assignments(text: str, assignee: str, due: str | None) -> None:
    (task,) = item("", text).items[0].assignments
    assert (task.text, task.assignee, task.due) == (text, assignee, due)


def test_points_of_all_marks_are_lists_and_a_blank_line_does_not_part_them() -> None:
    (section,) = (
        item("", "Vi såg:", "", "- en sak", "", "• en annan", "* en tredje som", "är längre")
        .items[0]
        .sections
    )
    assert section.blocks[1] == Bullets(points=("en sak", "en annan", "en tredje som är längre"))


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Anna Ek utses till justerare.", ("Anna Ek",)),
        (
            "Anna Ek (S) och Bo Alm (M) utses att jämte ordföranden justera protokollet.",
            ("Anna Ek", "Bo Alm"),
        ),
        ("Styrelsen beslutar att utse Anna Ek till justerare.", ("Anna Ek",)),
        ("Att justera protokollet utses Bo Alm.", ("Bo Alm",)),
        ("Till justerare vaIdes Anna Ek, Bo Alm.", ("Anna Ek", "Bo Alm")),
        ("Ordföranden och Anna Ek utses att justera protokollet.", ("Anna Ek",)),
        ("Bo Alm was elected to check the minutes.", ("Bo Alm",)),
        ("It was resolved to appoint Anna Ek and Bo Alm as adjusters.", ("Anna Ek", "Bo Alm")),
    ],
)
def test_elections_of_adjusters(sentence: str, names: tuple[str, ...]) -> None:
    text = f"Protokoll från styrelsen\n\nNärvarande: Anna Ek, Bo Alm, Cia Dahl\n\n1. Val\n\n{sentence}"
    election = read(text).adjuster_election
    assert election is not None
    assert (election.item_label, election.adjusters) == ("1.", names)


def test_an_adjuster_named_at_the_top_is_elected_without_an_item() -> None:
    election = head("Närvarande: Anna Ek, Bo Alm", "Utses att justera: Bo Alm").adjuster_election
    assert election is not None
    assert (election.item_label, election.adjusters) == ("", ("Bo Alm",))


BLOCKS = [
    ["Vid anteckningarna Justeras", "", "Anna Ek Bo Alm"],
    ["Vid anteckningarna      Justeras", "Anna Ek       Bo Alm"],
    ["Vid protokollet", "Anna Ek", "", "Justeras", "Bo Alm"],
    ["Vid protokollet: Anna Ek", "Justerare: Bo Alm"],
    ["Vid protokoIIet", "", "________________", "Anna Ek", "", "Justerat", "", "________________", "Bo Alm"],
    ["________________", "Anna Ek", "Sekreterare", "", "________________", "Bo Alm", "Justerare"],
    ["Underskrifter", "Sekreterare ................", "Anna Ek", "Justerare ................", "(Bo Alm)"],
    ["Minutes taken by: Anna Ek", "Checked by: Bo Alm"],
]


@pytest.mark.parametrize("block", BLOCKS, ids=[block[0] for block in BLOCKS])
def test_signature_blocks(block: list[str]) -> None:
    text = [
        "Protokoll från styrelsen",
        "Närvarande: Anna Ek, Bo Alm, Cia Dahl",
        "",
        "1. Val",
        "",
        "Bo Alm utses till justerare.",
    ]
    reading = read_text("\n".join([*text, "", *block]), today=TODAY)
    assert reading.minutes.drafter == "Anna Ek"
    assert not {f.code for f in reading.findings} & {
        "drafter_not_found",
        "adjuster_differs",
        "signature_line_unknown",
    }
    assert len(reading.minutes.items[0].sections[0].blocks) == 1


def test_the_chair_signs_where_there_is_a_line_for_it() -> None:
    block = "Vid protokollet Ordförande Justeras\n\nAnna Ek Cia von Dahl Bo Alm"
    minutes = read(f"Protokoll från styrelsen\n\n1. Val\n\nVi valde.\n\n{block}")
    assert (minutes.drafter, minutes.countersigner) == ("Anna Ek", "Cia von Dahl")


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Ek avslutar mötet.",
        "Ordföranden förklarar mötet avslutat kl. 15.30.",
        "Mötet avslutades.",
        "Sammanträdet avslutas.",
        "The chair closed the meeting.",
        "The meeting was adjourned at 9 pm.",
    ],
)
def test_closing_sentences(sentence: str) -> None:
    minutes = item("", "Bryggan lagas i vår.", "", sentence)
    assert minutes.closing == sentence
    assert len(minutes.items[0].sections[0].blocks) == 1


def test_nbsp_crlf_and_decomposed_letters_are_read_as_what_they_are() -> None:
    minutes = read(
        "Protokoll\u00a0fra\u030an styrelsen\r\n\r\n§\u00a01\u00a0O\u0308ppnande\r\n\r\nVi bo\u0308rjar."
    )
    assert (minutes.body, minutes.items[0].label, minutes.items[0].title) == ("styrelsen", "§ 1", "Öppnande")
