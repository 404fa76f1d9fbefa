"""Bytes become text without silent damage, or are refused with the reason."""

# ruff: noqa: RUF001 - people write dashes of every kind

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.reading import EmptyFile, FileTooLarge, NotText, ReadingRefused, decode_upload

WORDS = "Övriga frågor, ärende på svenska: é ü – 1 200 €"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big-endian", "windows-1252"],
)
def test_every_usual_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode_upload(data) == WORDS


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff".encode(), "\ufeff \n".encode("utf-16-le")])
def test_a_file_without_words_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        decode_upload(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04rest", "a Word or other zipped document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word document"),
        (b"{\\rtf1 text}", "a rich text document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"text\x00text", "a binary file"),
        (b"f\xe5\x81r", "a binary file"),
        ("text".encode("utf-16-le"), "a binary file"),
    ],
)
def test_what_is_not_text_is_refused_by_its_kind(data: bytes, kind: str) -> None:
    with pytest.raises(NotText) as refusal:
        decode_upload(data)
    assert refusal.value.facts == {"kind": kind}
    assert kind in str(refusal.value)


def test_a_file_over_half_a_megabyte_is_refused() -> None:
    assert decode_upload(b"x" * 512 * 1024)
    with pytest.raises(FileTooLarge):
        decode_upload(b"x" * (512 * 1024 + 1))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_text_survives_the_way_through_utf_8(text: str) -> None:
    try:
        assert decode_upload(text.encode()) == text.removeprefix("\ufeff")
    except (EmptyFile, NotText) as refusal:
        assert not text.strip("\ufeff \t\r\n\f") or isinstance(refusal, NotText)  # noqa: PT017


@given(st.binary())
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    try:
        text = decode_upload(data)
    except ReadingRefused:
        return
    assert "\ufffd" not in text or "\ufffd".encode() in data or data.startswith((b"\xff\xfe", b"\xfe\xff"))
