"""The first lines: what kind of record, of which body, in which organisation."""

# ruff: noqa: RUF001 - people write dashes and apostrophes of every kind

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.minutes import MinutesKind
from workflow.reading.names import starts_small
from workflow.reading.terms import CONNECTORS, KINDS, any_of, lookup, misread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.reading.normalising import Line

_KIND_TABLE = [(pattern, MinutesKind(kind)) for pattern, kind in lookup(KINDS)]
_KIND = any_of("|".join(KINDS).split("|"))
_CONNECTOR = any_of(CONNECTORS.split("|"))
_BEGINS_WITH_KIND = misread(
    rf"(?P<kind>{_KIND})\b[\s:–—-]*(?:(?P<via>{_CONNECTOR})\b\s*)?(?:the\s+)?(?P<rest>.*)"
)
_ENDS_WITH_KIND = misread(rf"(?P<rest>.+?)[\s,–—-]+(?P<kind>{_KIND})")
_OPEN_END = misread(rf"(?:.*\s)?(?:{_CONNECTOR}|och|and|i|in|med|with|the|[-–&,])")
_ORGANISATION = misread(
    r"(?:region\s.+|.+\s(?:kommun|region|kommunalförbund|förbund|förening|ab|aktiebolag|församling|"
    r"municipality|council|ltd|limited|trust|society|association|university|foundation))"
)
_NUMBERED = misread(r"(?:nr|no|nummer|number)\b.*|\d.*")
_LONGEST = 400


@dataclass(slots=True)
class TitleBlock:
    """What the title says; ``leftover`` are lines it has no place for."""

    kind: MinutesKind | None = None
    body: str | None = None
    organisation: str | None = None
    leftover: list[Line] = field(default_factory=list)


def read_title(lines: Sequence[Line]) -> TitleBlock:
    """Read the lines above the first label; blank lines are among them."""
    title = TitleBlock()
    names: list[tuple[str, list[Line]]] = []
    open_end = False
    for line, follows_directly in _with_gaps(lines):
        text, is_open = line.text, bool(_OPEN_END.fullmatch(line.text))
        if title.kind is None and _take_kind(title, text, line, names):
            open_end = is_open
            continue
        if names and (open_end or (follows_directly and starts_small(text))):
            names[-1] = (f"{names[-1][0]} {text}".strip(), [*names[-1][1], line])
        else:
            names.append((text, [line]))
        open_end = is_open
    _assign(title, names)
    return title


def _with_gaps(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Return the lines with text, each with whether it stands right under the one before."""
    found: list[tuple[Line, bool]] = []
    for index, line in enumerate(lines):
        if line.text:
            found.append((line, index > 0 and bool(lines[index - 1].text)))
    return found


def _take_kind(title: TitleBlock, text: str, line: Line, names: list[tuple[str, list[Line]]]) -> bool:
    """Read a line that says what kind of record this is; what else it says becomes a name."""
    match = _BEGINS_WITH_KIND.fullmatch(text) or _ENDS_WITH_KIND.fullmatch(text)
    if not match:
        return False
    title.kind = next(kind for pattern, kind in _KIND_TABLE if pattern.fullmatch(match["kind"]))
    rest = match["rest"].strip(" :–—-")
    if _NUMBERED.fullmatch(rest):
        title.leftover.append(line)
    elif rest or match.groupdict().get("via"):
        names.append((rest, [line]))
    return True


def _assign(title: TitleBlock, names: list[tuple[str, list[Line]]]) -> None:
    """Tell the body from the organisation; the rest is left over."""
    named = [(name, lines) for name, lines in names if any(map(str.isalpha, name))]
    title.leftover += [line for name, lines in names if name and (name, lines) not in named for line in lines]
    bodies = [entry for entry in named if not _ORGANISATION.fullmatch(entry[0])] or named
    for entry in named:
        name, lines = entry[0].removeprefix("the "), entry[1]
        if bodies and entry is bodies[0] and len(name) <= _LONGEST:
            title.body = name
        elif title.organisation is None and _ORGANISATION.fullmatch(name) and len(name) <= _LONGEST:
            title.organisation = name
        else:
            title.leftover += lines
