"""What the page shows of a text is all that the text says."""

from __future__ import annotations

import pytest

from workflow.typesetting.shown_text import shown, shown_tree


@pytest.mark.parametrize(
    "text",
    [
        "Didrik Åström",
        "å ä ö é ü š ž ł ø æ Å Ä Ö",
        "§ 117",
        "”citat” och så … €",
        "*x* #panic() $a$ @b `c` // <d>",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("rad ett\nrad\ttvå\r\n\u2028slut ", "rad ett rad två slut"),
        ("A\u030astro\u0308m", "Åström"),
        ("glad 😀!", "glad [U+1F600]!"),
        ("漢", "[U+6F22]"),
        ("till\u202eatteb\u202c", "till[U+202E]atteb[U+202C]"),
        ("noll\x00\x07", "noll[U+0000][U+0007]"),
        ("sam\u200bman\ufeff", "samman"),
        ("\u200b", "[U+200B]"),
        (" ", "[U+0020]"),
    ],
)
def test_what_cannot_be_seen_stands_as_its_number(text: str, page: str) -> None:
    assert shown(text) == page


def test_keys_and_numbers_of_data_are_left_alone() -> None:
    assert shown_tree({"a\n": ["b\nc", 1, None, {"d": True}]}) == {"a\n": ["b c", 1, None, {"d": True}]}
