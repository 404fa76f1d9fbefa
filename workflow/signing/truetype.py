"""A TrueType font cut down to the few letters that a signature box shows.

PDF/A wants every font embedded; a whole font in each signature would cost half
a megabyte. Only what ISO 32000-1 §9.9 asks of an embedded CIDFontType2 is
kept: outlines, metrics and hinting programs. Format: "OpenType" (ISO 14496-22).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workflow.signing.errors import FontUnusable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_COPIED: Final = ("cvt ", "fpgm", "prep")
_UNICODE_BMP: Final = {(3, 1), (0, 3), (0, 4), (0, 1), (0, 0)}
_MORE_COMPONENTS, _WORDS, _SCALE, _XY_SCALE, _TWO_BY_TWO = 0x20, 0x1, 0x8, 0x40, 0x80


@dataclass(frozen=True, slots=True, kw_only=True)
class FontSubset:
    """The cut-down font file, and for each letter its glyph number and width (1/1000 em)."""

    file: bytes
    glyphs: dict[str, int]
    widths: dict[str, int]


class TrueTypeFont:
    """One font file, parsed once; used for measuring and cutting."""

    def __init__(self, path: Path) -> None:
        """Read the font.

        Raises:
            FontUnusable: it cannot be read, or has no TrueType outlines.
        """
        try:
            self._content = path.read_bytes()
            self._tables = self._directory()
            self._read_metrics()
            self._glyph_of = self._character_map()
        except (OSError, struct.error, KeyError, IndexError) as error:
            raise FontUnusable(font=path.name, reason=f"{type(error).__name__}: {error}") from error
        self.name = path.stem

    def has(self, letter: str) -> bool:
        """Say whether the font can show a letter."""
        return ord(letter) in self._glyph_of

    def width(self, letter: str) -> int:
        """Return the advance width of a letter in 1/1000 em."""
        return self.scaled(self._advance(self._glyph_of.get(ord(letter), 0)))

    def scaled(self, value: int) -> int:
        """Return a measure of the font's own grid in 1/1000 em."""
        return int(value * 1000 // self._units)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The box around all glyphs, 1/1000 em."""
        left, bottom, right, top = struct.unpack(">4h", self._table("head")[36:44])
        return self.scaled(left), self.scaled(bottom), self.scaled(right), self.scaled(top)

    @property
    def ascent(self) -> int:
        """Height above the baseline, 1/1000 em."""
        return self.scaled(struct.unpack(">h", self._table("hhea")[4:6])[0])

    @property
    def descent(self) -> int:
        """Depth below the baseline, 1/1000 em, negative."""
        return self.scaled(struct.unpack(">h", self._table("hhea")[6:8])[0])

    def subset(self, text: Iterable[str]) -> FontSubset:
        """Return a font with only the glyphs of ``text``, numbered anew from 1."""
        letters = sorted({letter for letter in text if self.has(letter)})
        order = self._with_components([0, *dict.fromkeys(self._glyph_of[ord(x)] for x in letters)])
        number = {old: new for new, old in enumerate(order)}
        return FontSubset(
            file=_assemble(self._subset_tables(order, number)),
            glyphs={x: number[self._glyph_of[ord(x)]] for x in letters},
            widths={x: self.width(x) for x in letters},
        )

    def _directory(self) -> dict[str, bytes]:
        (count,) = struct.unpack(">H", self._content[4:6])
        tables = {}
        for index in range(count):
            tag, _, start, length = struct.unpack(">4s3I", self._content[12 + index * 16 : 28 + index * 16])
            tables[tag.decode("latin-1")] = self._content[start : start + length]
        return tables

    def _table(self, tag: str) -> bytes:
        return self._tables[tag]

    def _read_metrics(self) -> None:
        (self._units,) = struct.unpack(">H", self._table("head")[18:20])
        (long_offsets,) = struct.unpack(">h", self._table("head")[50:52])
        (self._long_metrics,) = struct.unpack(">H", self._table("hhea")[34:36])
        loca = self._table("loca")
        if long_offsets:
            self._offsets = struct.unpack(f">{len(loca) // 4}I", loca)
        else:
            self._offsets = tuple(x * 2 for x in struct.unpack(f">{len(loca) // 2}H", loca))

    def _character_map(self) -> dict[int, int]:
        cmap = self._table("cmap")
        (count,) = struct.unpack(">H", cmap[2:4])
        for index in range(count):
            platform, encoding, start = struct.unpack(">HHI", cmap[4 + index * 8 : 12 + index * 8])
            (table_format,) = struct.unpack(">H", cmap[start : start + 2])
            if (platform, encoding) in _UNICODE_BMP and table_format == 4:  # noqa: PLR2004 - segment mapping
                return _segment_map(cmap[start:])
        raise KeyError("cmap")

    def _advance(self, glyph: int) -> int:
        index = min(glyph, self._long_metrics - 1)
        (advance,) = struct.unpack(">H", self._table("hmtx")[index * 4 : index * 4 + 2])
        return int(advance)

    def _bearing(self, glyph: int) -> int:
        beyond = glyph - self._long_metrics  # bearings without an advance of their own follow the pairs
        at = glyph * 4 + 2 if beyond < 0 else self._long_metrics * 4 + beyond * 2
        (bearing,) = struct.unpack(">h", self._table("hmtx")[at : at + 2])
        return int(bearing)

    def _outline(self, glyph: int) -> bytes:
        return self._table("glyf")[self._offsets[glyph] : self._offsets[glyph + 1]]

    def _with_components(self, glyphs: list[int]) -> list[int]:
        for glyph in glyphs:  # the list grows while it is walked: components of components
            for _, part in _components(self._outline(glyph)):
                if part not in glyphs:
                    glyphs.append(part)
        return glyphs

    def _subset_tables(self, order: list[int], number: dict[int, int]) -> dict[str, bytes]:
        outlines = [_renumbered(self._outline(glyph), number) for glyph in order]
        offsets = [0]
        for outline in outlines:
            offsets.append(offsets[-1] + len(outline))
        head = self._table("head")
        head = head[:8] + bytes(4) + head[12:50] + struct.pack(">h", 1) + head[52:]  # long offsets
        metrics = b"".join(struct.pack(">Hh", self._advance(glyph), self._bearing(glyph)) for glyph in order)
        return {
            **{tag: self._tables[tag] for tag in _COPIED if tag in self._tables},
            "head": head,
            "hhea": self._table("hhea")[:34] + struct.pack(">H", len(order)),
            "maxp": self._table("maxp")[:4] + struct.pack(">H", len(order)) + self._table("maxp")[6:],
            "hmtx": metrics,
            "loca": struct.pack(f">{len(offsets)}I", *offsets),
            "glyf": b"".join(outlines),
        }


def _segment_map(table: bytes) -> dict[int, int]:
    (double,) = struct.unpack(">H", table[6:8])
    count = double // 2

    def column(index: int, kind: str) -> tuple[int, ...]:
        start = 14 + index * double + (2 if index else 0)  # two bytes of padding after the first column
        return struct.unpack(f">{count}{kind}", table[start : start + double])

    ends, starts, deltas, ranges = column(0, "H"), column(1, "H"), column(2, "h"), column(3, "H")
    ranges_at = 16 + 3 * double
    glyphs: dict[int, int] = {}
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ranges[i]:
                at = ranges_at + 2 * i + ranges[i] + 2 * (code - first)
                (glyph,) = struct.unpack(">H", table[at : at + 2])
            if glyph:
                glyphs[code] = (glyph + deltas[i]) & 0xFFFF
    return glyphs


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Return where a composite glyph names its parts, and which."""
    if not outline or struct.unpack(">h", outline[:2])[0] >= 0:
        return []
    found, at, flags = [], 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, glyph = struct.unpack(">HH", outline[at : at + 4])
        found.append((at + 2, glyph))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return found


def _renumbered(outline: bytes, number: dict[int, int]) -> bytes:
    changed = bytearray(outline)
    for at, glyph in _components(outline):
        changed[at : at + 2] = struct.pack(">H", number[glyph])
    return bytes(changed) + bytes(-len(changed) % 4)


def _assemble(tables: dict[str, bytes]) -> bytes:
    tags = sorted(tables)
    power = 1 << (len(tags).bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x00010000, len(tags), power * 16, power.bit_length() - 1, (len(tags) - power) * 16
    )
    directory, body = b"", b""
    start = 12 + 16 * len(tags)
    for tag in tags:
        content = tables[tag]
        directory += struct.pack(">4s3I", tag.encode(), _checksum(content), start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return head + directory + body


def _checksum(content: bytes) -> int:
    padded = content + bytes(-len(content) % 4)
    return int(sum(struct.unpack(f">{len(padded) // 4}I", padded))) & 0xFFFFFFFF
