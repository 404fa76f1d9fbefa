"""One value has one encoding."""

from __future__ import annotations

import pytest

from workflow.signing.errors import SignatureMalformed
from workflow.signing.strict_der import value_length, verify_strict_der

CANONICAL = [
    "3000",
    "0500",
    "0101ff",
    "020100",
    "02020080",
    "0201ff",
    "030200f0",
    "06032a0304",
    "31060201010201 02",
]
ODD = {
    "indefinite length": "30800000",
    "long form for a short length": "04810101",
    "leading zero in the length": "0482008000",
    "boolean that is neither": "010101",
    "integer padded with zeros": "02020001",
    "integer padded with ones": "0202ffff",
    "empty integer": "0200",
    "null with content": "050100",
    "unused bits in a signature value": "030204f0",
    "bit string without a count": "0300",
    "set out of order": "3106020102020101",
    "padded object identifier": "06042a800304",
    "constructed octet string": "24020400",
    "primitive sequence": "1000",
    "bytes after the end": "050000",
    "truncated": "3005020101",
    "wrong UTF-8": "0c01ff",
    "local time": "170d3236303530363039303030302b",
    "high tag number": "1f8101 00",
    "nothing": "",
}


@pytest.mark.parametrize("encoded", CANONICAL)
def test_canonical_values_are_accepted(encoded: str) -> None:
    verify_strict_der(bytes.fromhex(encoded))


@pytest.mark.parametrize("encoded", ODD.values(), ids=ODD.keys())
def test_everything_else_is_refused(encoded: str) -> None:
    with pytest.raises(SignatureMalformed):
        verify_strict_der(bytes.fromhex(encoded))


def test_deep_nesting_is_refused_without_recursing_away() -> None:
    nested = b"\x05\x00"
    for _ in range(60):
        nested = b"\x30" + bytes([len(nested)]) + nested
    with pytest.raises(SignatureMalformed):
        verify_strict_der(nested)


def test_the_length_of_a_value_includes_its_header() -> None:
    assert value_length(bytes.fromhex("04820080000000")[:1] + b"\x03abc" + bytes(5)) == 5
    with pytest.raises(SignatureMalformed):
        value_length(b"\x04\x09abc")
