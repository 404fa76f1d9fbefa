"""Truth -> text: the lines of made-up minutes, in the style that was drawn."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.minutes import Assignment, Bullets, Decision, Paragraph

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

    from workflow.minutes import Block, Item, Section


@dataclass
class Page:
    """Lines being written. ``mid`` marks lines that go on a sentence in a paragraph."""

    width: int | None
    lines: list[str] = field(default_factory=list)
    mid: set[int] = field(default_factory=set)

    def add(self, *lines: str) -> None:
        """Write lines as they are."""
        self.lines += lines

    def blank(self) -> None:
        """End a paragraph."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def wrap(self, text: str, *, running: bool = False) -> None:
        """Write a text, wrapped where the style wraps."""
        lines = [text] if self.width is None else wrapped(text, self.width)
        for number, line in enumerate(lines):
            if running and number and line[0].islower() and not lines[number - 1].endswith((".", "!", ":")):
                self.mid.add(len(self.lines))
            self.lines.append(line)


def wrapped(text: str, width: int) -> list[str]:
    """Wrap at spaces only."""
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def write_blocks(page: Page, blocks: Sequence[Block], bullet: str, *, loose: bool) -> None:
    """Write blocks with a blank line after each; ``loose``: also between points."""
    for block in blocks:
        if isinstance(block, Bullets):
            _points(page, (f"{bullet} {point}" for point in block.points), loose=loose)
        elif isinstance(block, Decision) and block.points:
            page.wrap(block.text)
            _points(
                page,
                block.points
                if block.points[0].startswith("att")
                else (f"{bullet} {p}" for p in block.points),
            )
        elif isinstance(block, (Paragraph, Assignment, Decision)):
            page.wrap(block.text, running=True)
        page.blank()


def _points(page: Page, points: Iterable[str], *, loose: bool = False) -> None:
    for point in points:
        page.wrap(point)
        if loose:
            page.blank()


def write_item(page: Page, item: Item, heading: str, bullet: str, chance: random.Random) -> None:
    """Write one item: heading, diary numbers, sections, sub-items."""
    page.blank()
    lines = [heading] if page.width is None else wrapped(heading, page.width)
    page.add(*lines)
    tight = (
        len(lines) == 1 and (page.width is None or len(heading) < page.width * 0.6) and chance.random() < 0.3
    )
    if item.diary_numbers:
        page.add(f"Dnr {', '.join(item.diary_numbers)}")
    if not tight:
        page.blank()
    for section in item.sections:
        _section(page, section, bullet, chance)
    for sub_item in item.sub_items:
        page.add(sub_item.title)
        if chance.random() < 0.7:
            page.blank()
        for section in sub_item.sections:
            _section(page, section, bullet, chance)


def _section(page: Page, section: Section, bullet: str, chance: random.Random) -> None:
    if section.heading:
        page.add(section.heading)
        if chance.random() < 0.6:
            page.blank()
    write_blocks(page, section.blocks, bullet, loose=chance.random() < 0.3)


def with_pages(page: Page, how: str, chance: random.Random, sheet: str) -> tuple[list[str], int]:
    """Break pages: in the middle of paragraphs or between them. Returns how many headers were put in."""
    lines = list(page.lines)
    middles = sorted(page.mid)
    chosen = sorted(chance.sample(middles, min(2, len(middles))), reverse=True)
    put_in = 0
    for number, at in enumerate(chosen):
        if how == "space":
            lines[at] = f" {lines[at]}"
        elif how == "feed":
            lines[at] = f"\f{lines[at]}"
        else:
            lines[at:at] = ["", f"{sheet} {number + 2} ({len(chosen) + 1})", ""]
            put_in += 1
    return lines, put_in
