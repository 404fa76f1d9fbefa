"""A word put anywhere into a text is in the minutes afterwards, or in a finding."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.reading.variants import make_variant
from tests.unit.reading.words_kept import words_gone
from workflow.reading import normalise, read_text

if TYPE_CHECKING:
    import datetime as dt

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "workflow" / "demo" / "samples").glob("*.txt"))
INTRUDERS = (
    "zqxlumen", "Zqxlumen", "\nzqxlumen\n", "\nZqxlumen\n", "\n\nZqxlumen frabbat\n\n", "zqxlumen,",
    "(zqxlumen)", "zqxlumen.", "Zqxlumen:", "\n\fZqxlumen\n", "\n- zqxlumen\n", "zqx-\nlumen",
)  # fmt: skip


def _assert_nothing_is_lost_from(text: str, seed: int, today: dt.date) -> None:
    chance = random.Random(seed)
    gaps = [place for place, letter in enumerate(text) if letter in " \n"]
    for intruder in INTRUDERS:
        place = chance.choice(gaps)
        changed = normalise(f"{text[:place]} {intruder}{text[place:]}")
        assert not words_gone(changed, read_text(changed, today=today)), changed[
            max(0, place - 60) : place + 80
        ]


@pytest.mark.parametrize("seed", range(60))
def test_a_stray_word_in_made_up_minutes_is_kept(seed: int, today: dt.date) -> None:
    _assert_nothing_is_lost_from(make_variant(seed).text, seed, today)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
@pytest.mark.parametrize("seed", range(5))
def test_a_stray_word_in_a_sample_is_kept(sample: Path, seed: int, today: dt.date) -> None:
    _assert_nothing_is_lost_from(sample.read_text(encoding="utf-8"), seed, today)


def test_a_stray_word_in_the_real_minutes_is_kept(real_text: str, today: dt.date) -> None:
    for seed in range(5):
        _assert_nothing_is_lost_from(real_text, seed, today)
