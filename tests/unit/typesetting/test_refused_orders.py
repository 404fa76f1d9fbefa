"""What cannot be typeset is refused with a sentence, and no retry is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workflow.minutes import Minutes
from workflow.ports import SEAL_FIELD, Place, TypesettingOrder
from workflow.typesetting import TemplateUnknown, TooLongToTypeset, TypesettingFailed
from workflow.typesetting.fields import with_signature_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.typesetting import TypstTypesetter

    Orders = Callable[..., TypesettingOrder]


def place(field_name: str = "helga", role: str = "drafter", name: str = "Helga Lindqvist") -> Place:
    return Place(field_name=field_name, role=role, name=name)


@pytest.mark.parametrize(
    "places",
    [
        (place("helga.lindqvist"),),
        (place("åström"),),
        (place(""),),
        (place("helga\n"),),
        (place(SEAL_FIELD),),
        (place(), place()),
        (place(role="king"),),
        (place(name=""),),
    ],
)
def test_a_place_that_cannot_be_a_field_is_refused(
    typesetter: TypstTypesetter, order_for: Orders, example: Minutes, places: tuple[Place, ...]
) -> None:
    with pytest.raises(TypesettingFailed) as refused:
        typesetter.prepare(order_for(example, places=places))
    assert refused.value.permanent


def test_an_unknown_template_is_refused(
    typesetter: TypstTypesetter, order_for: Orders, example: Minutes
) -> None:
    with pytest.raises(TemplateUnknown, match="minutes/v2"):
        typesetter.prepare(order_for(example, template="minutes/v2"))


def many(count: int) -> dict[str, object]:
    return {
        "language": "en",
        "kind": "minutes",
        "body": "Board",
        "meeting": {},
        "items": [{"label": "", "title": "x"}] * count,
    }


def test_minutes_beyond_the_limits_are_refused(typesetter: TypstTypesetter, order_for: Orders) -> None:
    with pytest.raises(TooLongToTypeset, match="1001 items, at most 1000"):
        typesetter.prepare(order_for(Minutes.model_validate(many(1001))))


def test_more_points_than_the_limit_are_refused(typesetter: TypstTypesetter, order_for: Orders) -> None:
    bullets = {"type": "bullets", "points": ["x"] * 10_000}
    item = {"label": "", "title": "x", "sections": [{"blocks": [bullets]}]}
    with pytest.raises(TooLongToTypeset, match="10001 parts"):
        typesetter.prepare(order_for(Minutes.model_validate(many(0) | {"items": [item]})))


def test_more_signatories_than_the_limit_are_refused(
    typesetter: TypstTypesetter, order_for: Orders, example: Minutes
) -> None:
    places = tuple(place(f"p{number}") for number in range(121))
    with pytest.raises(TooLongToTypeset, match="121 signatories"):
        typesetter.prepare(order_for(example, places=places))


def test_a_template_with_other_boxes_than_ordered_is_found_out(prepared: bytes) -> None:
    with pytest.raises(TypesettingFailed, match="signature boxes"):
        with_signature_fields(prepared, {"helga": "Helga Lindqvist"})


def test_bytes_that_are_no_pdf_are_found_out() -> None:
    with pytest.raises(TypesettingFailed):
        with_signature_fields(b"not a PDF", {})
