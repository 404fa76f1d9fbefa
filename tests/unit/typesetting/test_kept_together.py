"""A task stays on the page of the decision it follows from, wherever that falls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from workflow.minutes import Assignment, Decision, Item, Paragraph, Section, SectionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.minutes import Minutes
    from workflow.ports import TypesettingOrder
    from workflow.typesetting import TypstTypesetter

    Orders = Callable[..., TypesettingOrder]

BLOCKS = (
    Decision(text="Styrelsen antar planen."),
    Assignment(text="Peter Wikner får i uppdrag att sprida den.", assignee="Peter Wikner", due="30 april"),
)


@pytest.mark.parametrize("heading", [None, "Beslut"])
def test_a_task_is_not_cut_off_from_its_decision(
    heading: str | None, example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    kind = SectionKind.DECISION if heading else SectionKind.TEXT
    for lines in range(12, 34):
        filler = Section(blocks=tuple(Paragraph(text=f"Rad {n}.") for n in range(lines)))
        item = Item(
            label="1", title="Plan", sections=(filler, Section(kind=kind, heading=heading, blocks=BLOCKS))
        )
        changes = {"items": (item,), "attendees": (), "absentees": ()}
        with pypdfium2.PdfDocument(
            typesetter.prepare(order_for(example.model_copy(update=changes)))
        ) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        decided = next(number for number, text in enumerate(pages) if "antar planen" in text)
        assert "Uppdrag\r\n" in pages[decided]
        assert "Klart: 30 april" in pages[decided]
