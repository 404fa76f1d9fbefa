"""One form of text for all that follows: newlines, spaces, composed letters.

Offsets in findings and edits count in this form. Only what carries no words is
changed: invisible characters, kinds of spaces, ligatures, ways to end a line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WIDE_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_CONTROLS = [*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]

_CHANGES: dict[int, str | None] = {
    **{ord(c): " " for c in _WIDE_SPACES},
    **{ord(c): None for c in _INVISIBLE},
    **{ord(c): plain for c, plain in _LIGATURES.items()},
    **dict.fromkeys(_CONTROLS, " "),
}
_NEWLINE = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return the text with line feeds, plain spaces and composed letters (NFC).

    A form feed stands first on its line. Normalising twice changes nothing.
    """
    plain = _NEWLINE.sub("\n", _SURROGATE.sub("\ufffd", text)).translate(_CHANGES)
    return _pages_on_lines(unicodedata.normalize("NFC", plain))


def _pages_on_lines(text: str) -> str:
    """Put every form feed first on a line; several in a row become one."""
    first, *others = text.split("\f")
    pages = [first.rstrip(" \t")] if others else [first]
    for page in others:
        words = page.strip(" \t")
        if words:
            pages.append(("\f" if pages[-1].endswith("\n") else "\n\f") + words)
    return "".join(pages)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the space around it.

    ``number`` counts from 1, ``start`` is the offset of ``text`` in the
    normalised text. ``page_break``: a new page begins here.
    """

    number: int
    start: int
    text: str
    page_break: bool = False

    @property
    def end(self) -> int:
        """Offset just after the text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines read as one run of text, with the way back to their places."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines joined by one space."""
        return " ".join(line.text for line in self.lines)

    def source(self, position: int) -> int:
        """Return the offset in the normalised text of a position in ``text``."""
        for line in self.lines:
            if position <= len(line.text):
                return line.start + position
            position -= len(line.text) + 1
        return self.lines[-1].end


def split_lines(text: str) -> list[Line]:
    """Return the lines of normalised text; blank ones have an empty ``text``.

    A form feed begins a page. So does a single leading space, as scanners leave
    it, in a text whose lines are otherwise not indented.
    """
    raws = text.split("\n")
    spaced = sum(_is_single_spaced(raw) for raw in raws)
    space_is_break = 4 * spaced <= sum(1 for raw in raws if raw.strip())
    lines: list[Line] = []
    offset = 0
    carried = False
    for number, raw in enumerate(raws, start=1):
        stripped = raw.strip()
        page_break = carried or raw.startswith("\f") or (space_is_break and _is_single_spaced(raw))
        carried = page_break and not stripped
        start = offset + len(raw) - len(raw.lstrip())
        lines.append(Line(number, start, stripped, page_break and bool(stripped)))
        offset += len(raw) + 1
    return lines


def _is_single_spaced(raw: str) -> bool:
    """Tell whether exactly one space leads the line."""
    return raw.startswith(" ") and raw[1:2] not in {"", " ", "\t"}
