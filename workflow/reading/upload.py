"""Bytes that a person uploads -> text, without silent damage."""

from __future__ import annotations

import codecs

from workflow.reading.errors import EmptyFile, FileTooLarge, NotText

LIMIT_BYTES = 512 * 1024
"""About a thousand pages; a larger file is hardly minutes."""

_KNOWN_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word or other zipped document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNUSED_IN_1252 = dict.fromkeys((0x81, 0x8D, 0x8F, 0x90, 0x9D))


def decode_upload(data: bytes) -> str:
    """Return the text of an uploaded file.

    UTF-8 with or without a mark, UTF-16 with a mark, otherwise Windows-1252.
    Nothing is replaced: bytes that stand for no character are refused.

    Raises:
        EmptyFile: there is nothing in it.
        FileTooLarge: it has more than ``LIMIT_BYTES``.
        NotText: it is binary; ``kind`` says what it seems to be.
    """
    verify_size(len(data))
    _refuse_known_kinds(data)
    text = _decoded(data)
    if not text.strip("\ufeff \t\r\n\f"):
        raise EmptyFile
    return text


def _refuse_known_kinds(data: bytes) -> None:
    """Name the kind of file where its first bytes give it away."""
    for magic, kind in _KNOWN_KINDS:
        if data.startswith(magic):
            raise NotText(kind=kind)


def _decoded(data: bytes) -> str:
    """Decode by mark, then UTF-8, then Windows-1252."""
    try:
        if data.startswith(_UTF16_MARKS):
            return _without_nul(data.decode("utf-16"))
        return _without_nul(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _without_nul(_from_windows_1252(data))


def _from_windows_1252(data: bytes) -> str:
    """Decode one byte a character; five byte values stand for nothing there."""
    if any(byte in _UNUSED_IN_1252 for byte in data):
        raise NotText(kind="a binary file")
    return data.decode("cp1252")


def _without_nul(text: str) -> str:
    """Refuse control characters that no text has."""
    if "\x00" in text:
        raise NotText(kind="a binary file")
    return text


def verify_size(size: int) -> None:
    """Let a text of so many bytes pass; more could not be typeset either.

    Raises:
        FileTooLarge: it has more than ``LIMIT_BYTES``.
    """
    if size > LIMIT_BYTES:
        raise FileTooLarge(kilobytes=size // 1024, limit=LIMIT_BYTES // 1024)
