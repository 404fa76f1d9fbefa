"""Real minutes, four scanned pages that lost å, ä and ö, are read whole."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.unit.reading.accepting import accepted, accepted_all
from tests.unit.reading.words_kept import words_gone
from workflow.minutes import AttendeeRole, ClockInterval, MinutesKind, PresenceMode, SectionKind
from workflow.reading import Certainty, FindingCode, apply_edits, normalise, read_text

if TYPE_CHECKING:
    from workflow.minutes import Minutes
    from workflow.ports.reading import Reading


@pytest.fixture(scope="module")
def reading(real_text: str, today: dt.date) -> Reading:
    return read_text(real_text, today=today)


@pytest.fixture(scope="module")
def minutes(reading: Reading) -> Minutes:
    return reading.minutes


def test_the_title_over_two_lines_gives_kind_and_body(minutes: Minutes) -> None:
    assert minutes.kind is MinutesKind.NOTES
    assert minutes.language == "sv"
    assert minutes.body == "Sodertornskommunernas ledningsgrupp"


def test_times_and_place_are_read_and_the_day_waits_for_its_year(minutes: Minutes) -> None:
    assert (minutes.meeting.start, minutes.meeting.end) == (dt.time(8, 30), dt.time(11, 0))
    assert minutes.meeting.date is None
    assert minutes.meeting.place == "Folkes event, Huddinge centrum"


@pytest.mark.parametrize("year", [2023, 2024, 2026, 2030])
def test_the_year_proposed_is_certain_and_does_not_depend_on_the_day_of_reading(
    real_text: str, year: int
) -> None:
    today = dt.date(year, 12, 20)
    proposal = next(
        f for f in read_text(real_text, today=today).findings if f.code == FindingCode.YEAR_MISSING
    )
    assert (proposal.facts["year"], proposal.certainty, proposal.blocking) == (
        "2023",
        Certainty.CERTAIN,
        True,
    )
    changed = accepted(normalise(real_text), proposal, today)
    assert read_text(changed, today=today).minutes.meeting.date == dt.date(2023, 12, 15)


def test_eleven_are_present_and_two_absent_with_their_organisations(minutes: Minutes) -> None:
    assert [(a.name, a.organisation) for a in minutes.attendees] == [
        ("Johan Westin", "Haninge"),
        ("Camilla Broo", "Huddinge"),
        ("Steinunn Asgeirdottir", "Nykvarn"),
        ("Kristina Tidestav", "Nynishamn"),
        ("Mats Bergstrém", "Salem"),
        ("Cynthia Runefjird", "Tytreso"),
        ("Helene Olofsson", "Sédertérnskommunerna"),
        ("Anton Vistberg", "Region Stockholm"),
        ("Emma Lennartsson", "Region Stockholm"),
        ("Jenny Widell", "Region Stockholm"),
        ("Mats Andersson", "Region Stockholm"),
    ]
    assert [(a.name, a.organisation) for a in minutes.absentees] == [
        ("Petra Oxonius", "Botkyrka"),
        ("Magnus Gyllestad", "Sodertilje"),
    ]


def test_the_chair_is_known_by_a_role_with_a_lost_letter(minutes: Minutes) -> None:
    assert minutes.chair is not None
    assert (minutes.chair.name, minutes.chair.role_label) == ("Camilla Broo", "ordférande")
    assert [a.role for a in minutes.attendees].count(AttendeeRole.UNSTATED) == 10


def test_how_and_when_the_guests_took_part_is_kept(minutes: Minutes) -> None:
    interval = ClockInterval(start=dt.time(8, 30), end=dt.time(9, 30))
    remote = [a.name for a in minutes.attendees if a.mode is PresenceMode.REMOTE]
    assert remote == ["Mats Bergstrém", "Emma Lennartsson", "Jenny Widell", "Mats Andersson"]
    assert [a.intervals for a in minutes.attendees[7:]] == [(interval,)] * 4
    assert not any(a.intervals for a in minutes.attendees[:7])


def test_eleven_items_have_their_titles_one_of_them_over_two_lines(minutes: Minutes) -> None:
    assert [(i.label, i.title) for i in minutes.items] == [
        ("1.", "Vilkommen"),
        ("2.", "Besok av Regionen"),
        ("3.", "Val av justerare"),
        ("4.", "Utestdende drenden och féregdende méten"),
        ("5.", "Kommande moten"),
        ("6.", "Aterkoppling resursbehov kommunikations- och paverkansaktiviteter"),
        ("7.", "Verksamhetsplan och budget"),
        ("8.", "Inriktningsplaneringen"),
        ("9.", "StorSthlm"),
        ("10.", "Ovriga fragor"),
        ("11.", "Nista mote"),
    ]


def test_paragraphs_are_joined_over_line_wraps(minutes: Minutes) -> None:
    assert [len(i.sections[0].blocks) if i.sections else 0 for i in minutes.items] == [
        1, 5, 1, 1, 1, 2, 2, 1, 0, 1, 2
    ]  # fmt: skip
    assert [b.type for b in minutes.items[5].sections[0].blocks] == ["paragraph", "bullets"]


def test_adjusting_the_budget_is_no_election_but_item_three_is(minutes: Minutes) -> None:
    assert minutes.adjuster_election is not None
    assert minutes.adjuster_election.item_label == "3."
    assert minutes.adjuster_election.adjusters == ("Cynthia Runefjird",)


def test_item_seven_discusses_decides_and_gives_a_task(minutes: Minutes) -> None:
    item = minutes.items[6]
    assert [s.kind for s in item.sections] == [SectionKind.TEXT, SectionKind.DISCUSSION, SectionKind.DECISION]
    (decision,) = item.decisions
    assert decision.decider == "Ledningsgruppen"
    assert decision.text.endswith("med justeringarna ovan.")
    (task,) = item.assignments
    assert (task.assignee, task.due) == ("Helene Olofsson", "nidsta ledningsgruppsmote")


def test_item_nine_has_four_unnumbered_parts(minutes: Minutes) -> None:
    assert [(s.title, s.sections[0].blocks[0].model_dump()["text"]) for s in minutes.items[8].sub_items] == [
        ("Gemensamma gymnasieregionen", "Inget att rapportera."),
        ("God och nira vird och omsorg", "Inget att rapportera."),
        ("Digitalisering", "Handlingsplan klar."),
        ("Infrastruktur", "Politiskt méte mellan StorSthlm och regionen planeras till den 10 januari 2024."),
    ]


def test_the_next_meeting_has_its_times_place_and_note(minutes: Minutes) -> None:
    following = minutes.next_meeting
    assert following is not None
    assert (following.start, following.end) == (dt.time(9, 0), dt.time(11, 30))
    assert (following.place, following.note) == ("StorSthlms lokaler", "OBS Ny tid och plats.")


def test_the_end_gives_closing_drafter_and_no_countersigner(minutes: Minutes) -> None:
    assert minutes.closing == "Camilla Broo avslutar métet och 6nskar God Jull"
    assert minutes.drafter == "Helene Olofsson"
    assert minutes.countersigner is None


def test_both_names_spelt_two_ways_are_told_and_nothing_else_blocks(reading: Reading) -> None:
    told = {
        (f.facts["proposed"], f.facts["other"]) for f in reading.findings if f.code == "name_spelt_two_ways"
    }
    assert told == {("Mats Andersson", "Mats Anderson"), ("Cynthia Runefjird", "Cynthia Runefjard")}
    assert [f.code for f in reading.findings if f.blocking] == ["year_missing"]


def test_lost_and_misread_letters_are_told_once_and_left_alone(reading: Reading) -> None:
    signs = [f for f in reading.findings if f.code in {"lost_letters", "misread_words"}]
    assert sorted(f.code for f in signs) == ["lost_letters", "misread_words"]
    assert not any(f.edits for f in signs)


def test_no_word_is_lost(real_text: str, reading: Reading) -> None:
    assert words_gone(real_text, reading) <= {"ki"}


def test_accepting_every_proposal_settles_everything_for_good(real_text: str, today: dt.date) -> None:
    source = accepted_all(real_text, today)
    again = read_text(source, today=today)
    assert not any(f.blocking or f.edits for f in again.findings)
    assert again.minutes.meeting.date == dt.date(2023, 12, 15)
    assert again.minutes.next_meeting is not None
    assert again.minutes.next_meeting.date == dt.date(2024, 2, 16)


def test_all_proposals_accepted_at_once_give_the_same_text(real_text: str, today: dt.date) -> None:
    source = normalise(real_text)
    edits = [edit for f in read_text(source, today=today).findings for edit in f.edits]
    assert apply_edits(source, edits) == accepted_all(source, today)
