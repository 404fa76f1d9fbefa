"""The attendance is shown as the body wrote it: its groups, and nothing nobody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from workflow.minutes import Absentee, Attendee, AttendeeRole, ClockInterval

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.minutes import Minutes
    from workflow.ports import TypesettingOrder
    from workflow.typesetting import TypstTypesetter

    Orders = Callable[..., TypesettingOrder]

MEMBERS = (
    Attendee(name="Anna Ek", role=AttendeeRole.MEMBER, group="Beslutande"),
    Attendee(name="Eva Strand", role=AttendeeRole.SUBSTITUTE, group="Ersättare"),
    Attendee(name="Bo Alm", role=AttendeeRole.CHAIR, group="Beslutande"),
)


def first_page(typesetter: TypstTypesetter, order: TypesettingOrder) -> list[str]:
    document = pypdfium2.PdfDocument(typesetter.prepare(order))
    try:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
    finally:
        document.close()
    return lines[lines.index("Närvarande") :]


def test_people_stand_under_the_headings_of_their_groups(
    example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    shown = first_page(typesetter, order_for(example.model_copy(update={"attendees": MEMBERS})))
    words = [
        shown.index(word)
        for word in ("Beslutande", "Anna Ek", "Bo Alm ordförande", "Ersättare", "Eva Strand")
    ]
    assert "ledamot" not in shown
    assert words == sorted(words)


def test_a_time_is_shown_only_where_it_was_written(
    example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    nobody = first_page(typesetter, order_for(example.model_copy(update={"attendees": MEMBERS})))
    timed = MEMBERS[0].model_copy(update={"intervals": (ClockInterval(),)})
    assert "Deltog" not in nobody
    assert "hela mötet" not in " ".join(nobody)
    unsaid = first_page(
        typesetter, order_for(example.model_copy(update={"attendees": (timed, *MEMBERS[1:])}))
    )
    assert "Deltog" not in unsaid


def test_people_of_whom_only_the_name_is_known_are_a_plain_list(
    example: Minutes, typesetter: TypstTypesetter, order_for: Orders
) -> None:
    absent = (Absentee(name="Lena Fors"), Absentee(name="Ulf Dahl"))
    shown = first_page(
        typesetter, order_for(example.model_copy(update={"attendees": MEMBERS, "absentees": absent}))
    )
    start = shown.index("Frånvarande")
    assert shown[start : start + 3] == ["Frånvarande", "Lena Fors", "Ulf Dahl"]
