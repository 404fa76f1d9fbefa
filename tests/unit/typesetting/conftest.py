"""The example minutes of the template, and orders to typeset them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import pdf_templates
from workflow.minutes import Minutes, parse_minutes
from workflow.ports import Place, TypesettingOrder
from workflow.typesetting import TypstTypesetter

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(pdf_templates.__file__).parent / "minutes" / "v1" / "example.json"
PLACES = (
    Place(field_name="helga", role="drafter", name="Helga Lindqvist"),
    Place(field_name="cia", role="adjuster", name="Cia Wallgren"),
    Place(field_name="didrik", role="adjuster", name="Didrik Åström"),
    Place(field_name="camilla", role="chair", name="Camilla Brodin"),
)


@pytest.fixture(scope="session")
def example() -> Minutes:
    return parse_minutes(EXAMPLE.read_bytes())


@pytest.fixture(scope="session")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter()


@pytest.fixture(scope="session")
def order_for() -> Callable[..., TypesettingOrder]:
    def build(minutes: Minutes, **changes: Any) -> TypesettingOrder:
        frame: dict[str, Any] = {
            "organisation": "Lövhults kommun",
            "reference": "LK 2026/0042",
            "version": 1,
            "places": PLACES,
        }
        return TypesettingOrder(minutes=minutes, **(frame | changes))

    return build


@pytest.fixture(scope="session")
def prepared(
    example: Minutes, typesetter: TypstTypesetter, order_for: Callable[..., TypesettingOrder]
) -> bytes:
    return typesetter.prepare(order_for(example))
