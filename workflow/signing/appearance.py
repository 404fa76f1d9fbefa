"""What a reader sees in a signature box: a few lines of text in an embedded font.

Drawn as a form XObject without colours or transparency, so that a PDF/A file
stays one: ISO 19005-3 §6.2.11 (fonts embedded, glyphs mapped to Unicode).
"""

# pyHanko says that it is typed, but half of its functions are not.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

if TYPE_CHECKING:
    import datetime as dt

    from pyhanko.pdf_utils.writer import BasePdfFileWriter

    from workflow.language import Language
    from workflow.ports import SignatureOrder
    from workflow.signing.truetype import FontSubset, TrueTypeFont

_MARGIN: Final = 7.0
_LEADING: Final = 1.25
_POINTS: Final = 8.5
_SMALLEST: Final = 4.0
_STEP: Final = 0.5
_STAND_IN: Final = "?"
_CM: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Appearance:
    """The facts of one box, each beginning a line; role and name stand above the box."""

    lines: tuple[str, ...]

    @classmethod
    def of_person(cls, order: SignatureOrder, texts: Language) -> Appearance:
        """Say for whom, when and how the person gave the signature.

        The time is that at which the person ordered it: the proved time stands in
        the timestamp token, which does not exist yet when the box is drawn.
        """
        method = texts.gettext(order.authentication_method)
        return cls(
            (
                order.organisation,
                texts.gettext("Signature given %(instant)s", instant=texts.instant(order.authorised_at)),
                texts.gettext("Electronic signature, identified by %(method)s", method=method),
            )
        )

    @classmethod
    def of_seal(cls, organisation: str, at: dt.datetime, texts: Language) -> Appearance:
        """Say which organisation sealed, and when."""
        sealed = texts.gettext("Sealed %(instant)s", instant=texts.instant(at))
        return cls((organisation, sealed, texts.gettext("The organisation's electronic seal")))

    @classmethod
    def of_timestamp(cls, authority: str, at: dt.datetime, texts: Language) -> Appearance:
        """Say which authority gave the archive timestamp, and when it was asked to."""
        stamped = texts.gettext("Timestamped %(instant)s", instant=texts.instant(at))
        return cls((authority, stamped))


def draw(
    writer: BasePdfFileWriter, appearance: Appearance, font: TrueTypeFont, size: tuple[float, float]
) -> generic.IndirectObject:
    """Add the box's drawing to the file being written; ``size`` is width and height in points."""
    width, height = size
    points, lines = _fitting([_writable(line, font) for line in appearance.lines], font, width, height)
    cut = font.subset("".join(lines))
    stream = generic.StreamObject(stream_data=_content(lines, cut, points, height))
    stream.compress()
    stream.update(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): _numbers(0, 0, width, height),
            pdf_name("/Resources"): _dictionary(
                Font=_dictionary(F1=writer.add_object(_font(writer, font, cut))),
            ),
        }
    )
    return writer.add_object(stream)


def _writable(line: str, font: TrueTypeFont) -> str:
    # A missing glyph would break PDF/A (§6.2.11.8), so what the font cannot show stands as "?".
    return "".join(letter if font.has(letter) else _STAND_IN for letter in line)


def _fitting(facts: list[str], font: TrueTypeFont, width: float, height: float) -> tuple[float, list[str]]:
    """Return size and lines: one size in every box, smaller only where the words would not fit."""
    points = _POINTS
    while True:
        room = (width - 2 * _MARGIN) * _CM / points
        lines = [line for fact in facts for line in _wrapped(fact, font, room)]
        if points <= _SMALLEST or len(lines) * points * _LEADING <= height - _MARGIN:
            return points, lines
        points -= _STEP


def _wrapped(fact: str, font: TrueTypeFont, room: float) -> list[str]:
    """Break a fact between words, and a word only where it is wider than the box."""
    lines = [""]
    for word in fact.split():
        longer = f"{lines[-1]} {word}".strip()
        if _measured(longer, font) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and _measured(lines[-1] + letter, font) > room:
                lines.append("")
            lines[-1] += letter
    return lines


def _measured(line: str, font: TrueTypeFont) -> int:
    return sum(map(font.width, line))


def _content(lines: list[str], cut: FontSubset, points: float, height: float) -> bytes:
    leading = points * _LEADING
    top = (height + leading * len(lines)) / 2 - points
    parts = [f"BT /F1 {points:.2f} Tf {leading:.2f} TL {_MARGIN:.2f} {top:.2f} Td"]
    parts += [f"<{''.join(f'{cut.glyphs[letter]:04x}' for letter in line)}> Tj T*" for line in lines]
    return "\n".join([*parts, "ET"]).encode()


def _font(writer: BasePdfFileWriter, font: TrueTypeFont, cut: FontSubset) -> generic.DictionaryObject:
    name = f"/{_tag(cut)}+{font.name}"
    program = generic.StreamObject(stream_data=cut.file)
    program[pdf_name("/Length1")] = generic.NumberObject(len(cut.file))
    program.compress()
    unicode_map = generic.StreamObject(stream_data=_to_unicode(cut))
    unicode_map.compress()
    descendant = _dictionary(
        Type=pdf_name("/Font"),
        Subtype=pdf_name("/CIDFontType2"),
        BaseFont=pdf_name(name),
        CIDSystemInfo=_dictionary(
            Registry=generic.pdf_string("Adobe"),
            Ordering=generic.pdf_string("Identity"),
            Supplement=generic.NumberObject(0),
        ),
        FontDescriptor=writer.add_object(_descriptor(font, name, writer.add_object(program))),
        W=_widths(cut),
        CIDToGIDMap=pdf_name("/Identity"),
    )
    return _dictionary(
        Type=pdf_name("/Font"),
        Subtype=pdf_name("/Type0"),
        BaseFont=pdf_name(name),
        Encoding=pdf_name("/Identity-H"),
        DescendantFonts=generic.ArrayObject([writer.add_object(descendant)]),
        ToUnicode=writer.add_object(unicode_map),
    )


def _descriptor(font: TrueTypeFont, name: str, program: generic.IndirectObject) -> generic.DictionaryObject:
    return _dictionary(
        Type=pdf_name("/FontDescriptor"),
        FontName=pdf_name(name),
        Flags=generic.NumberObject(4),  # symbolic: the text uses the font's own glyph numbers
        FontBBox=_numbers(*font.box),
        ItalicAngle=generic.NumberObject(0),
        Ascent=generic.NumberObject(font.ascent),
        Descent=generic.NumberObject(font.descent),
        CapHeight=generic.NumberObject(font.ascent),
        StemV=generic.NumberObject(80),
        FontFile2=program,
    )


def _widths(cut: FontSubset) -> generic.ArrayObject:
    widths = generic.ArrayObject()
    for letter, glyph in sorted(cut.glyphs.items(), key=lambda item: item[1]):
        widths.append(generic.NumberObject(glyph))
        widths.append(generic.ArrayObject([generic.NumberObject(cut.widths[letter])]))
    return widths


def _to_unicode(cut: FontSubset) -> bytes:
    pairs = sorted((glyph, letter) for letter, glyph in cut.glyphs.items())
    blocks = []
    for start in range(0, len(pairs), 100):  # at most 100 entries in a block (Adobe technical note 5014)
        block = pairs[start : start + 100]
        rows = "\n".join(f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in block)
        blocks.append(f"{len(block)} beginbfchar\n{rows}\nendbfchar")
    body = "\n".join(blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _tag(cut: FontSubset) -> str:
    """Return the six letters that mark a subset (ISO 32000-1 §9.6.4)."""
    number = int.from_bytes(hashlib.sha256(cut.file).digest()[:8], "big")
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in entries.items()})


def _numbers(*values: float) -> generic.ArrayObject:
    # Four decimals, as prepared boxes have: validators call a box of another size an undefined change.
    return generic.ArrayObject(
        [generic.NumberObject(v) if isinstance(v, int) else generic.FloatObject(f"{v:.4f}") for v in values]
    )
