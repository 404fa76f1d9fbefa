"""Whatever somebody pastes: minutes and findings, or a documented refusal, in linear time."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading.accepting import accepted_all
from tests.unit.reading.variants import make_variant
from workflow.minutes import content_sha256
from workflow.reading import NoItems, apply_edits, normalise, read_text

TODAY = dt.date(2026, 11, 23)
PIECES = (
    "Protokoll från", "Minutes of the", "Tid:", "Plats", "den 31 februari", "2023-12-15", "99/99",
    "kl 25.99-1.00", "Närvarande:", "Frånvarande:", "Justerare:", "Anna Ek (S), ordförande", "Anna Ek",
    "Anna Eck", "von", "(", ")", ",", "1.", "2. Öppnande", "§ 1", "§ 12 Dnr KS 1", "Item 3:", "7)",
    "Beslut", "Beslut:", "Styrelsen beslutar", "att", "får i uppdrag att", "utses till justerare.",
    "Nästa möte", "avslutar mötet.", "Justeras", "Vid protokollet", "____", "- punkt", "•",
    "Sida 2 (4)", "3", "\f", "\n", "\n\n", " ", "\t", "ord-\n", "f6r", "\u00a0", "\ufeff", "é", "Ö",
)  # fmt: skip
PASTED = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(PIECES) | st.text(max_size=12), max_size=30
).map("\n".join)


@given(PASTED | st.text())
@settings(max_examples=400, deadline=None)
def test_any_text_gives_minutes_or_says_that_there_are_no_items(text: str) -> None:
    try:
        reading = read_text(text, today=TODAY)
    except NoItems:
        return
    assert reading.minutes.items
    assert len(content_sha256(reading.minutes)) == 64
    assert all(f.message % f.facts for f in reading.findings)
    assert len({f.finding_id for f in reading.findings}) == len(reading.findings)


@given(PASTED | st.text())
@settings(max_examples=300, deadline=None)
def test_every_proposal_fits_the_text_it_was_made_for(text: str) -> None:
    try:
        findings = read_text(text, today=TODAY).findings
    except NoItems:
        return
    source = normalise(text)
    for finding in findings:
        assert apply_edits(source, finding.edits) != source or not finding.edits
        assert finding.place.line <= finding.place.end_line <= source.count("\n") + 1


@given(st.text() | PASTED)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_reading_is_a_function_of_its_arguments(seed: int) -> None:
    variant = make_variant(seed)
    first, second = (read_text(variant.text, today=variant.today) for _ in range(2))
    assert first == second
    settled = accepted_all(variant.text, variant.today)
    assert normalise(settled) == settled


SIZE = 400_000
LARGE = {
    "one paragraph": "1. A\n\n" + "Helga Lindqvist säger att mötet är bra. " * (SIZE // 40),
    "one word": "1. A\n\n" + "a" * SIZE,
    "spaces": "1. A\n\n" + " " * SIZE + "x",
    "brackets": "Närvarande:\n" + "(" * SIZE + "\n1. A",
    "dashes": "1. A\n" + "-" * SIZE,
    "points": "1. A\n" + "- x\n" * 10_000,
    "clauses": "1. A\nStyrelsen beslutar\n" + "att göra,\n" * 10_000,
    "wrapped lines": "1. A\n"
    + "Detta är en rad med ord som fyller ut raden nästan till marginalen\n" * 6_000,
    "items": "".join(f"§ {number}. Ärende\nText.\n" for number in range(1, 2000)),
    "people": "Närvarande:\n"
    + "".join(f"Anna Berg{n % 26:c}{n // 26 % 26:c}\n" for n in range(8_000))
    + "1. A",
    "one name": "Närvarande:\nAnna Berg\n1. A\n" + "Anna Berh " * (SIZE // 10),
    "elections": "1. A\n\n" + "Anna Ek justerare utses att " * (SIZE // 28),
    "signatures": "1. A\n\n" + "Justeras\n" * 10_000,
    "page feet": "1. A\n" + "Sida 2 (4)\n" * 10_000,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_large_texts_take_time_in_proportion(text: str) -> None:
    quarter = text[: len(text) // 4] + "\n1. A\n"
    assert _seconds(text) < max(12 * _seconds(quarter), 0.5)  # sixteen would be quadratic


def _seconds(text: str) -> float:
    """Return the processor time of the fastest of three readings."""
    taken = []
    for _ in range(3):
        before = time.process_time()
        read_text(text, today=TODAY)
        taken.append(time.process_time() - before)
    return min(taken)
