"""DER without any freedom: one value has exactly one encoding (ITU-T X.690 §10-11).

Parsers forgive non-minimal lengths, odd booleans and unsorted sets. Whatever
is forgiven can be changed without breaking a signature, so it is refused here
before anything is parsed.
"""

from __future__ import annotations

from typing import Final

from workflow.signing.errors import SignatureMalformed

_MAX_DEPTH: Final = 40
_CONSTRUCTED: Final = 0x20
_CLASS: Final = 0xC0
_LONG_TAG: Final = 0x1F
_LONG_FORM: Final = 0x80
_SIMPLE: Final = {1, 2, 3, 4, 5, 6, 10, 12, 18, 19, 20, 22, 23, 24, 26, 28, 30}
_SEQUENCE, _SET = 16, 17


def verify_strict_der(encoded: bytes) -> None:
    """Refuse anything but one complete, canonical DER value.

    Contents of OCTET STRINGs are opaque and not looked into.

    Raises:
        SignatureMalformed: with the offset of the first deviation.
    """
    try:
        end = _value(encoded, 0, len(encoded), 0)
    except IndexError as error:
        raise SignatureMalformed(reason="truncated") from error
    if end != len(encoded):
        raise SignatureMalformed(reason=f"bytes follow the value at {end}")


def value_length(encoded: bytes) -> int:
    """Return how many bytes the first value in ``encoded`` takes, header included.

    Raises:
        SignatureMalformed: the header is not canonical or runs past the end.
    """
    try:
        start, length = _header(encoded, 1)
    except IndexError as error:
        raise SignatureMalformed(reason="truncated") from error
    if start + length > len(encoded):
        raise SignatureMalformed(reason="longer than its container")
    return start + length


def _value(encoded: bytes, at: int, limit: int, depth: int) -> int:
    tag = encoded[at]
    number = tag & _LONG_TAG
    start, length = _header(encoded, at + 1)
    end = start + length
    if end > limit or number == _LONG_TAG or depth > _MAX_DEPTH:
        raise SignatureMalformed(reason=f"structure at {at}")
    if tag & _CONSTRUCTED:
        _children(encoded, start, end, depth, sort=tag == _CONSTRUCTED | _SET)
    if not tag & _CLASS:
        _universal(encoded, at, number, encoded[start:end], constructed=bool(tag & _CONSTRUCTED))
    return end


def _header(encoded: bytes, at: int) -> tuple[int, int]:
    first = encoded[at]
    if first < _LONG_FORM:
        return at + 1, first
    count = first & 0x7F
    length = int.from_bytes(encoded[at + 1 : at + 1 + count], "big")
    minimal = count in (1, 2, 3, 4) and encoded[at + 1] != 0 and length >= _LONG_FORM
    if not minimal:
        raise SignatureMalformed(reason=f"length at {at} is not minimal")
    return at + 1 + count, length


def _children(encoded: bytes, start: int, end: int, depth: int, *, sort: bool) -> None:
    at, previous = start, b""
    while at < end:
        following = _value(encoded, at, end, depth + 1)
        child = encoded[at:following]
        if sort and child < previous:
            raise SignatureMalformed(reason=f"set at {start} is not in order")
        at, previous = following, child


def _universal(encoded: bytes, at: int, number: int, content: bytes, *, constructed: bool) -> None:
    if constructed != (number in (_SEQUENCE, _SET)) or (not constructed and number not in _SIMPLE):
        raise SignatureMalformed(reason=f"tag {encoded[at]:#04x} at {at}")
    rule = _RULES.get(number)
    if rule is not None and not rule(content):
        raise SignatureMalformed(reason=f"value at {at} is not canonical")


def _boolean(content: bytes) -> bool:
    return content in (b"\x00", b"\xff")


def _integer(content: bytes) -> bool:
    if len(content) < 2:  # noqa: PLR2004 - one byte is always minimal
        return bool(content)
    padded = content[0] == 0 and content[1] < 0x80  # noqa: PLR2004 - the sign bit
    return not (padded or (content[0] == 0xFF and content[1] >= 0x80))  # noqa: PLR2004 - the sign bit


def _bit_string(content: bytes) -> bool:
    # Keys and signature values, whose readers ignore how many bits are said to be unused. Bit strings
    # that count bits, such as key usage, lie inside OCTET STRINGs.
    return content[:1] == b"\x00" and len(content) > 1


def _null(content: bytes) -> bool:
    return not content


def _object_identifier(content: bytes) -> bool:
    if not content or content[-1] & 0x80:
        return False
    starts = [0, *(i + 1 for i, byte in enumerate(content[:-1]) if not byte & 0x80)]
    return all(content[i] != 0x80 for i in starts)  # noqa: PLR2004 - a leading zero digit


def _utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _time(content: bytes) -> bool:
    return content.endswith(b"Z") and content[:12].isdigit()


_RULES: Final = {
    1: _boolean,
    2: _integer,
    3: _bit_string,
    5: _null,
    6: _object_identifier,
    10: _integer,
    12: _utf8,
    23: _time,
    24: _time,
}
