"""The invented drafts that come along are read as they are meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.reading.accepting import accepted_all
from tests.unit.reading.words_kept import words_gone
from workflow.reading import read_text

SAMPLES = Path(__file__).resolve().parents[3] / "workflow" / "demo" / "samples"
TODAY = dt.date(2026, 11, 23)


def text_of(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "items", "present", "decisions", "tasks", "adjusters", "countersigner"),
    [
        ("kommunstyrelse", 9, 14, 7, 3, ("Cia Wallgren",), "Camilla Brodin"),
        ("samverkan", 8, 8, 1, 1, ("Didrik Åström",), None),
        ("board-en", 8, 6, 2, 2, ("Cia Wallgren", "Didrik Åström"), "Camilla Brodin"),
    ],
)
def test_a_sample_holds_what_it_shows(
    *,
    name: str,
    items: int,
    present: int,
    decisions: int,
    tasks: int,
    adjusters: tuple[str, ...],
    countersigner: str | None,
) -> None:
    minutes = read_text(text_of(name), today=TODAY).minutes
    assert (len(minutes.items), len(minutes.attendees)) == (items, present)
    assert sum(len(i.decisions) for i in minutes.items) == decisions
    assert sum(len(i.assignments) for i in minutes.items) == tasks
    assert minutes.adjuster_election is not None
    assert minutes.adjuster_election.adjusters == adjusters
    assert (minutes.drafter, minutes.countersigner) == ("Helga Lindqvist", countersigner)
    assert minutes.chair is not None
    assert minutes.chair.name == "Camilla Brodin"
    assert minutes.closing is not None


@pytest.mark.parametrize("name", ["samverkan", "board-en"])
def test_two_samples_are_ready_to_submit(name: str) -> None:
    assert read_text(text_of(name), today=TODAY).findings == ()


def test_one_sample_has_a_year_and_a_name_to_settle() -> None:
    findings = read_text(text_of("kommunstyrelse"), today=TODAY).findings
    assert [f.code for f in findings] == ["year_missing", "name_spelt_two_ways"]
    settled = read_text(accepted_all(text_of("kommunstyrelse"), TODAY), today=TODAY)
    assert settled.findings == ()
    assert settled.minutes.meeting.date == dt.date(2025, 11, 11)


@pytest.mark.parametrize("name", ["kommunstyrelse", "samverkan", "board-en"])
def test_no_word_of_a_sample_is_lost(name: str) -> None:
    assert not words_gone(text_of(name), read_text(text_of(name), today=TODAY))
