"""Two hundred made-up minutes in many styles are read exactly as they were meant."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.unit.reading.accepting import accepted_all
from tests.unit.reading.variants import Variant, make_variant
from tests.unit.reading.words_kept import words_gone
from workflow.reading import FindingCode, normalise, read_text

_OF_NOISE = {FindingCode.LOST_LETTERS, FindingCode.MISREAD_WORDS}


@pytest.fixture(params=range(200), scope="module")
def variant(request: pytest.FixtureRequest) -> Variant:
    return make_variant(request.param)


def test_what_was_written_is_read_field_by_field(variant: Variant) -> None:
    reading = read_text(variant.text, today=variant.today)
    assert reading.minutes.model_dump() == variant.truth.model_dump()
    told = Counter(
        FindingCode(f.code) for f in reading.findings if not (variant.noise and f.code in _OF_NOISE)
    )
    assert told == +variant.expected


def test_the_year_proposed_is_the_year_meant(variant: Variant) -> None:
    reading = read_text(variant.text, today=variant.today)
    proposed = [f.facts["year"] for f in reading.findings if f.code == FindingCode.YEAR_MISSING]
    assert proposed == [str(variant.year)] * variant.expected[FindingCode.YEAR_MISSING]


def test_every_word_is_in_the_minutes_or_in_a_finding(variant: Variant) -> None:
    assert not words_gone(normalise(variant.text), read_text(variant.text, today=variant.today))


def test_accepting_every_proposal_leaves_none_and_nothing_that_blocks(variant: Variant) -> None:
    again = read_text(accepted_all(variant.text, variant.today), today=variant.today)
    assert not any(f.edits or f.blocking for f in again.findings)
