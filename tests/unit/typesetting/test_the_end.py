"""The end of the minutes says everything once, in the words of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from workflow.minutes import Item, MinutesKind, NextMeeting, Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.minutes import Minutes
    from workflow.ports import TypesettingOrder
    from workflow.typesetting import TypstTypesetter

    Orders = Callable[..., TypesettingOrder]


def all_lines(typesetter: TypstTypesetter, order: TypesettingOrder) -> list[str]:
    with pypdfium2.PdfDocument(typesetter.prepare(order)) as document:
        return [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Nästa sammanträde", "Tid meddelas."),
        ("Nista mote", "Tid meddelas."),
        ("Avslutning", "Vi ses den 16 april."),
        ("Avslutning", "Vi ses i Stora salen, kommunhuset i Lövhult."),
    ],
)
def test_what_an_item_says_of_the_next_meeting_is_not_said_again(
    title: str, text: str, example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    item = Item(label="§ 50", title=title, sections=(Section(blocks=(Paragraph(text=text),)),))
    lines = all_lines(typesetter, order_for(example.model_copy(update={"items": (*example.items, item)})))
    assert "Torsdag 16 april 2026 kl. 13.00" not in "\n".join(lines)


def test_a_note_on_the_next_meeting_stands_on_a_line_of_its_own(
    example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    planned = NextMeeting(place="Lilla salen", note="OBS Ny plats.")
    lines = all_lines(typesetter, order_for(example.model_copy(update={"next_meeting": planned})))
    start = lines.index("Nästa sammanträde")
    assert lines[start : start + 3] == ["Nästa sammanträde", "Lilla salen", "OBS Ny plats."]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MinutesKind.MINUTES, {"Nästa sammanträde", "Sammanträdet avslutas", "Uppdrag från sammanträdet"}),
        (MinutesKind.NOTES, {"Nästa möte", "Mötet avslutas", "Uppdrag från mötet"}),
    ],
)
def test_a_meeting_is_called_what_its_kind_is_called(
    kind: MinutesKind, words: set[str], example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    assert words <= set(all_lines(typesetter, order_for(example.model_copy(update={"kind": kind}))))


def test_a_name_stands_between_its_role_and_its_empty_box(
    example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    lines = all_lines(typesetter, order_for(example))
    start = lines.index("Vid protokollet")
    assert lines[start + 1] == "Helga Lindqvist"
