"""The Swedish catalogue is whole, exact, and says what the English says."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from workflow.language import get_language
from workflow.language.extracting import CATALOGUE, find_msgids, update
from workflow.language.retelling import retell
from workflow.language.speaking import msgids
from workflow.language.words import WORDS
from workflow.ports import BlobMissing, TimestampUnavailable
from workflow.reading.codes import MESSAGES
from workflow.reading.errors import NotText

if TYPE_CHECKING:
    from pathlib import Path

_FACT = re.compile(r"%\((\w+)\)s")


def test_every_sentence_is_translated_and_none_is_left_over(tmp_path: Path) -> None:
    copy = tmp_path / "sv.po"
    shutil.copy(CATALOGUE, copy)
    missing, removed = update(copy)
    assert missing == [], "translate these in sv.po (python -m workflow.language.extracting adds them)"
    assert removed == [], "run python -m workflow.language.extracting to remove these"
    assert copy.read_bytes() == CATALOGUE.read_bytes(), "run python -m workflow.language.extracting"


def test_a_translation_states_the_same_facts() -> None:
    with CATALOGUE.open("rb") as opened:
        catalogue = read_po(opened, locale="sv")
    for message in catalogue:
        forms = [str(message.string)] if isinstance(message.id, str) else list(message.string or ())
        wanted = set(_FACT.findall(message.id if isinstance(message.id, str) else message.id[0]))
        for form in forms:
            assert set(_FACT.findall(form)) == wanted, message.id
            assert "%" not in _FACT.sub("", form), message.id


def test_sentences_are_found_in_code_templates_tables_and_errors() -> None:
    found = find_msgids()
    assert "Log in" in found
    assert "Trusted" in found
    assert NotText(kind="").sentence in found
    assert set(MESSAGES.values()) <= set(found)
    assert found["%(num)s thing in the text should be looked at."] is not None


def test_what_a_file_seems_to_be_is_said_in_the_readers_language() -> None:
    assert get_language("sv").error(NotText(kind="a picture")).count("en bild") == 1
    assert "a picture" in get_language("en").error(NotText(kind="a picture"))
    assert "a picture" in WORDS


@pytest.mark.parametrize(
    "error",
    [TimestampUnavailable(reason="HTTP status 500"), BlobMissing(sha256="0" * 64), NotText(kind="a PDF")],
)
def test_a_stored_english_cause_is_told_again_in_swedish(error: TimestampUnavailable) -> None:
    swedish = get_language("sv")
    assert retell(str(error), swedish) == swedish.error(error)
    assert retell(str(error), get_language("en")) == str(error)


def test_what_is_not_in_the_catalogue_is_told_as_it_stands() -> None:
    assert retell("Quite another thing: %.", get_language("sv")) == "Quite another thing: %."


def test_the_catalogue_names_no_sentence_twice() -> None:
    assert len(msgids()) == len(set(msgids()))
