"""Finds the signed byte ranges in the raw file, before any PDF parser is trusted.

Our own writer spells a range in exactly one way, and so must every file that
is to pass: ``/ByteRange [0 a b c]`` with the hole ``a..b`` being one
hexadecimal string in lower case, padded with zeros.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workflow.signing.errors import SignatureMalformed
from workflow.signing.strict_der import value_length

if TYPE_CHECKING:
    from collections.abc import Sequence

_RANGE: Final = re.compile(rb"/ByteRange \[0 ([1-9]\d{0,11}) ([1-9]\d{0,11}) ([1-9]\d{0,11})\]")
_NOT_HEX: Final = re.compile(rb"[^0-9a-f]")
_NOT_ZERO: Final = re.compile(rb"[^0]")
_END: Final = b"%%EOF\n"
_MOST: Final = 200
"""More signatures than any minutes have; a bound on work for hostile files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRange:
    """One signature's place in the file: it covers ``[0, hole)`` and ``[after, end)``."""

    hole: int
    after: int
    end: int

    @property
    def numbers(self) -> list[int]:
        """The array as it stands in the file."""
        return [0, self.hole, self.after, self.end - self.after]


def find_ranges(pdf: bytes) -> list[SignedRange]:
    """Return every range that is plausible in this file, in file order."""
    found = []
    for match in _RANGE.finditer(pdf):
        hole, after, tail = (int(digits) for digits in match.groups())
        signed = SignedRange(hole=hole, after=after, end=after + tail)
        fits = (
            hole + 2 < after < signed.end <= len(pdf) and pdf[hole] == ord("<") and pdf[after - 1] == ord(">")
        )
        if fits and match.start() < signed.end:
            found.append(signed)
        if len(found) > _MOST:
            raise SignatureMalformed(reason="too many signatures")
    return found


def verify_whole(pdf: bytes, ranges: Sequence[SignedRange]) -> None:
    """Check 1: a PDF from the first byte on, that ends where its last signature ends.

    Raises:
        SignatureMalformed: something stands before, after or instead.
    """
    if not pdf.startswith(b"%PDF-1."):
        raise SignatureMalformed(reason="not a PDF file")
    if not ranges:
        raise SignatureMalformed(reason="there is no signature")
    if ranges[-1].end != len(pdf):
        raise SignatureMalformed(reason="bytes stand outside the last signature")
    if not all(pdf[signed.end - len(_END) : signed.end] == _END for signed in ranges):
        raise SignatureMalformed(reason="a signature does not end with its revision")


def verify_nested(ranges: Sequence[SignedRange]) -> None:
    """Check 2: each signature covers the whole revision before it, and its own hole alone is left out.

    Raises:
        SignatureMalformed: ranges overlap or go backwards.
    """
    covered = 0
    for signed in ranges:
        if not covered < signed.hole:
            raise SignatureMalformed(reason="a revision does not extend the one before")
        covered = signed.end


def read_contents(pdf: bytes, signed: SignedRange) -> bytes:
    """Check 3: return the CMS message (DER) in a hole.

    Raises:
        SignatureMalformed: anything but lower-case digits and zero padding stands there.
    """
    digits = pdf[signed.hole + 1 : signed.after - 1]
    if len(digits) % 2 or _NOT_HEX.search(digits):
        raise SignatureMalformed(reason="a signature is not spelled in lower-case hexadecimal")
    length = value_length(bytes.fromhex(digits[:16].decode()) + bytes(len(digits) // 2 - 8))
    if _NOT_ZERO.search(digits, 2 * length):
        raise SignatureMalformed(reason="a signature is padded with something else than zeros")
    return bytes.fromhex(digits[: 2 * length].decode())


def digests(pdf: bytes, ranges: Sequence[SignedRange]) -> list[bytes]:
    """Return the SHA-256 digest of each range; the bytes they share are read once.

    Ranges must be nested.
    """
    results, shared, at = [], hashlib.sha256(), 0
    view = memoryview(pdf)
    for signed in ranges:
        shared.update(view[at : signed.hole])
        one = shared.copy()
        one.update(view[signed.after : signed.end])
        results.append(one.digest())
        shared.update(view[signed.hole : signed.end])
        at = signed.end
    return results
