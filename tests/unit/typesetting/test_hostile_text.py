"""Nothing a person writes is ever code, and nothing they write stops the press."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdf
import pypdfium2
import pytest

from workflow.minutes import Minutes, canonical_json
from workflow.ports import Place, TypesettingOrder
from workflow.typesetting.templates import covered_characters

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.typesetting import TypstTypesetter

    Orders = Callable[..., TypesettingOrder]

MARKUP = (
    "#panic() #sys.inputs *x* _y_ $a^2$ \\ @ref <label> `code` ``` // /* [x] {y} ~ --- https://a.example/b "
    "justera-field:seal = head - list + enum / term: 'q' \"q\" %(name)s {version} "
)
UNSHOWN = "😀 漢字 كتاب \u202ebak\u202c \x00\x07 \u200b\u00ad A\u030a "


def everywhere(text: str) -> Minutes:
    """Minutes with one text in every place that takes text."""
    name = text[:400]
    blocks: list[dict[str, Any]] = [
        {"type": "paragraph", "text": text},
        {"type": "bullets", "points": [text]},
        {"type": "decision", "text": text, "points": [text], "decider": name},
        {"type": "assignment", "text": text, "assignee": name, "due": name},
    ]
    sections = [{"kind": kind, "heading": name, "blocks": blocks} for kind in ("text", "decision")]
    sub_items = [{"title": name, "sections": sections}]
    items = [
        {
            "label": text[:40],
            "title": name,
            "diary_numbers": [name],
            "sections": sections,
            "sub_items": sub_items,
        }
    ]
    person = {"name": name, "organisation": name, "party": name, "role_label": name}
    return Minutes.model_validate(
        {
            "language": "sv",
            "kind": "minutes",
            "organisation": name,
            "body": name,
            "meeting": {"date": "2026-03-12", "place": name},
            "attendees": [person],
            "absentees": [person],
            "items": items,
            "drafter": name,
            "adjuster_election": {"item_label": text[:40], "adjusters": [name]},
            "next_meeting": {"place": name, "note": name},
            "closing": text,
        }
    )


@pytest.mark.parametrize("text", [MARKUP, UNSHOWN, "x" * 5000, "\u200b", " "])
def test_any_text_anywhere_is_typeset_and_embedded_unchanged(
    typesetter: TypstTypesetter, order_for: Orders, text: str
) -> None:
    minutes = everywhere(text)
    places = (Place(field_name="helga", role="drafter", name=text),)
    order = order_for(minutes, organisation=text, reference=text, places=places)
    with pikepdf.open(io.BytesIO(typesetter.prepare(order))) as opened:
        assert opened.Root.AF[0].EF.F.read_bytes() == canonical_json(minutes)
        assert len(opened.Root.AcroForm.Fields.as_list()) == 3


def test_markup_is_printed_as_written(typesetter: TypstTypesetter, order_for: Orders) -> None:
    pages = pypdf.PdfReader(io.BytesIO(typesetter.prepare(order_for(everywhere(MARKUP))))).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages)
    assert printed.count("".join(MARKUP.split())) > 10


@pytest.mark.parametrize(
    "text", ["W" * 3000, "W" * 31, "helga.lindqvist@lovhult.example", "Samhällsbyggnadskontorets"]
)
def test_nothing_runs_over_the_margins(typesetter: TypstTypesetter, order_for: Orders, text: str) -> None:
    with pypdfium2.PdfDocument(typesetter.prepare(order_for(everywhere(text)))) as opened:
        for page in opened:
            words = page.get_textpage()
            edges = [words.get_charbox(number) for number in range(words.count_chars())]
            assert min(left for left, _, _, _ in edges) > 70
            assert max(right for _, _, right, _ in edges) < 595 - 80
            assert min(bottom for _, bottom, _, _ in edges) > 30


def test_every_character_of_the_coverage_list_can_be_set_in_every_font(
    typesetter: TypstTypesetter, order_for: Orders
) -> None:
    text = "".join(sorted(covered_characters()))
    parts = [text[start : start + 30] for start in range(0, len(text), 30)]
    section = {"heading": "x", "blocks": [{"type": "bullets", "points": parts}]}
    items = [{"label": "", "title": part, "sections": [section]} for part in parts]
    minutes = Minutes.model_validate(
        {"language": "en", "kind": "notes", "body": "x", "meeting": {}, "items": items}
    )
    assert typesetter.prepare(order_for(minutes)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("date", ["0001-01-01", "1969-12-31", "9999-12-31", None])
def test_any_date_or_none_is_typeset(
    typesetter: TypstTypesetter, order_for: Orders, example: Minutes, date: str | None
) -> None:
    changed = example.model_dump(mode="json") | {"meeting": {"date": date}}
    assert typesetter.prepare(order_for(Minutes.model_validate(changed)))
