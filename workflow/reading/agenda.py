"""Where the items begin, how they are numbered, and what they are called."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.reading.codes import FindingCode
from workflow.reading.diary import diary_numbers_below, is_diary_line, split_diary_numbers
from workflow.reading.errors import NoItems
from workflow.reading.findings import Certainty, FindingLog, place_of
from workflow.reading.names import plain, starts_small
from workflow.reading.segments import is_section_heading
from workflow.reading.terms import misread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.reading.layout import Layout
    from workflow.reading.normalising import Line

_STYLES = {
    "§": re.compile(r"(?P<label>§\s?(?P<number>\d{1,4})\.?)(?:\s+(?P<title>.*))?"),
    "word": misread(
        r"(?P<label>(?:agenda item|item|punkt|ärende)\s+(?P<number>\d{1,3}))(?P<title>\s*[:.–—-]\s*.+|)"
    ),
    ".": re.compile(r"(?P<label>(?P<number>\d{1,3})\.)(?!\d)\s*(?P<title>\S.*)"),
    ")": re.compile(r"(?P<label>(?P<number>\d{1,3})\))\s*(?P<title>\S.*)"),
    "bare": re.compile(r"(?P<label>(?P<number>\d{1,3}))\s+(?P<title>[A-ZÅÄÖ]\D.*)"),
}
_HINT = re.compile(r"[§\d]|[^\W\d]+ (?:[^\W\d]+ )?\d")
_TITLE_GOES_ON = misread(r"(?:.*\s)?(?:och|and|för|for|av|of|i|in|till|to|med|with|the|om|\S+-)")
_LONGEST_LINE = 300
_LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Heading:
    """The line an item begins with; ``index`` is its place among the lines."""

    index: int
    line: Line
    label: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class ItemText:
    """An item as written: its heading and the lines below its title."""

    heading: Heading
    title: str
    diary_numbers: tuple[str, ...]
    lines: tuple[Line, ...]


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """Return the headings of all items, in reading order.

    Raises:
        NoItems: there is none.
    """
    candidates = {style: _candidates(lines, pattern) for style, pattern in _STYLES.items() if style != "bare"}
    chains = [chain for found in candidates.values() if (chain := _chain(lines, found))]
    if not chains:
        bare = _chain(lines, _candidates(lines, _STYLES["bare"]))
        chains = [bare] if len(bare) > 1 else []
    if not chains:
        chains = [_chain(lines, found, take_first=True) for found in candidates.values() if found]
    if not chains:
        raise NoItems
    return _without_agenda_list(min(chains, key=lambda chain: (chain[0].index, -len(chain))))


def _candidates(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[Heading]:
    """Return every line that has the form of a heading in one style."""
    found = []
    for index, line in enumerate(lines):
        if not 0 < len(line.text) <= _LONGEST_LINE or not _HINT.match(line.text):
            continue
        match = pattern.fullmatch(line.text)
        if match:
            title = (
                (match["title"] or "").strip(" \t:.–—-")
                if pattern is _STYLES["word"]
                else match["title"] or ""
            )
            found.append(Heading(index, line, match["label"], int(match["number"]), title.strip()))
    return found


def _chain(
    lines: Sequence[Line], candidates: Sequence[Heading], *, take_first: bool = False
) -> list[Heading]:
    """Keep the headings and drop numbered points and sentences that begin with a number.

    A number that follows on the last is a heading, unless it goes on a list of
    points. Any other must look like a title; the first need not if ``take_first``.
    """
    chain: list[Heading] = []
    last_point: Heading | None = None
    for candidate in candidates:
        follows = bool(chain) and candidate.number == chain[-1].number + 1
        if last_point and _continues_points(lines, last_point, candidate, may_be_heading=follows):
            last_point = candidate
        elif follows or (take_first and not chain) or _looks_like_title(lines, candidate, chain):
            chain.append(candidate)
            last_point = None
        elif chain:
            last_point = candidate
    return chain


def _continues_points(
    lines: Sequence[Line], last: Heading, candidate: Heading, *, may_be_heading: bool
) -> bool:
    """Tell whether a numbered line goes on a list of points: the next number, no blank line between."""
    if candidate.number != last.number + 1:
        return False
    between = lines[last.index : min(candidate.index, last.index + 40)]
    return not may_be_heading or all(line.text for line in between)


def _looks_like_title(lines: Sequence[Line], candidate: Heading, chain: Sequence[Heading]) -> bool:
    """Tell whether a numbered line stands by itself and is no sentence or first point of a list."""
    if not chain and candidate.number == 1:
        return True
    if candidate.title.endswith((".", ",", ";", ":")):
        return False
    if not chain:
        return True
    if candidate.number == 1 and plain(candidate.title) != plain(chain[0].title):
        return False
    return not lines[candidate.index - 1].text


def _without_agenda_list(chain: list[Heading]) -> list[Heading]:
    """Drop a list of the items above the items themselves."""
    first = (chain[0].number, plain(chain[0].title))
    again = [place for place, heading in enumerate(chain) if (heading.number, plain(heading.title)) == first]
    return chain[again[-1] :] if chain[0].title else chain


def read_items(
    lines: Sequence[Line], headings: Sequence[Heading], end: int, layout: Layout, log: FindingLog
) -> list[ItemText]:
    """Cut the lines into items; the last ends before ``lines[end]``."""
    items = []
    for place, heading in enumerate(headings):
        stop = headings[place + 1].index if place + 1 < len(headings) else end
        items.append(_item(heading, lines[heading.index + 1 : max(stop, heading.index + 1)], layout, log))
    _check_numbers(headings, log)
    return items


def _item(heading: Heading, below: Sequence[Line], layout: Layout, log: FindingLog) -> ItemText:
    """Read title and diary numbers; what follows is the item's text."""
    title, numbers = split_diary_numbers(heading.title)
    taken = 0
    if not title:
        title, more, taken = _title_below(below)
        numbers += more
    if title and not numbers and _title_wraps(heading.line.text, below, taken, layout):
        title, more = split_diary_numbers(f"{title} {below[taken].text}")
        numbers += more
        taken += 1
    more, taken = diary_numbers_below(below, taken)
    if not title:
        log.add(
            FindingCode.ITEM_WITHOUT_TITLE,
            place_of([heading.line]),
            Certainty.CERTAIN,
            facts={"label": heading.label},
        )
    return ItemText(heading, title or heading.label, (*numbers, *more), tuple(below[taken:]))


def _title_below(below: Sequence[Line]) -> tuple[str, tuple[str, ...], int]:
    """Return the title where it stands under its number, diary numbers on the way, and the lines used."""
    numbers, taken = diary_numbers_below(below, 0)
    while taken < len(below) and not below[taken].text:
        taken += 1
    if taken == len(below) or len(below[taken].text) > _LONGEST_LINE or below[taken].text.endswith("."):
        return "", numbers, taken
    title, more = split_diary_numbers(below[taken].text)
    return title, (*numbers, *more), taken + 1


def _title_wraps(first: str, below: Sequence[Line], taken: int, layout: Layout) -> bool:
    """Tell whether the line below goes on the title: it ends the paragraph and could not stand above."""
    if taken >= len(below) or not below[taken].text or taken > 1:
        return False
    text = below[taken].text
    after = below[taken + 1].text if taken + 1 < len(below) else ""
    if (
        (after and not is_diary_line(after))
        or text.endswith((".", "!", "?", ":", ";"))
        or len(first) + len(text) > _LONGEST_TITLE
    ):
        return False
    if is_section_heading(text):
        return False
    if _TITLE_GOES_ON.fullmatch(first) or starts_small(text):
        return True
    return (
        layout.width is not None and len(first) >= 0.7 * layout.width and not layout.has_room_for(first, text)
    )


def _check_numbers(headings: Sequence[Heading], log: FindingLog) -> None:
    """Tell of numbers used twice, left out or out of order."""
    seen: set[int] = set()
    for before, heading in zip([None, *headings], headings, strict=False):
        facts = {"label": heading.label, "before": before.label if before else ""}
        place = place_of([heading.line])
        if heading.number in seen:
            log.add(FindingCode.ITEM_NUMBER_DUPLICATE, place, Certainty.CERTAIN, facts=facts)
        elif before and heading.number < before.number:
            log.add(FindingCode.ITEM_NUMBER_ORDER, place, Certainty.CERTAIN, facts=facts)
        elif before and heading.number > before.number + 1:
            log.add(FindingCode.ITEM_NUMBER_MISSING, place, Certainty.LIKELY, facts=facts)
        seen.add(heading.number)
