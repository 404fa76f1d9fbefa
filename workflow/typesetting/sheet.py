"""What the template is given: the minutes and the frame around them, checked and bounded."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from workflow.minutes import Bullets, Decision, Minutes, canonical_json
from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD
from workflow.typesetting.errors import TooLongToTypeset, TypesettingFailed
from workflow.typesetting.shown_text import shown, shown_tree

if TYPE_CHECKING:
    from workflow.minutes import Item
    from workflow.ports import Place, TypesettingOrder

MOST_BYTES = 1024 * 1024
"""Canonical JSON of some 400 pages; a long council meeting fills 200 kB."""
MOST_PEOPLE = 1000
MOST_ITEMS = 1000
MOST_PARTS = 10_000
"""Blocks and points of lists, all items together."""
MOST_PLACES = 120
"""Every member of the largest Swedish council (101), and their officers."""

ROLES = ("drafter", "adjuster", "chair")
_FIELD_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")


class SheetPlace(BaseModel):
    """A box on the signature panel."""

    model_config = ConfigDict(extra="forbid")

    field_name: str = Field(pattern=rf"^{_FIELD_NAME.pattern}$")
    role: Literal["drafter", "adjuster", "chair"]
    name: str = Field(min_length=1)


class Sheet(BaseModel):
    """The input of ``minutes/v1``; its JSON Schema is published as ``schema.json``."""

    model_config = ConfigDict(extra="forbid")

    minutes: Minutes
    organisation: str = Field(min_length=1)
    """The one that seals."""
    reference: str = Field(min_length=1)
    version: int = Field(ge=1)
    places: tuple[SheetPlace, ...] = ()
    seal_field: str = SEAL_FIELD
    timestamp_field: str = TIMESTAMP_FIELD


def template_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of the template's input, indented."""
    schema = Sheet.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = "urn:justera:template:minutes:1"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def sheet_json(order: TypesettingOrder) -> str:
    """Return the template's input as JSON text, every string as it can be shown.

    Raises:
        TooLongToTypeset: more than the limits of this module.
        TypesettingFailed: a place that cannot be a signature field.
    """
    _check_size(order)
    _check_places(order.places)
    frame = {
        "minutes": shown_tree(order.minutes.model_dump(mode="json")),
        "organisation": shown(order.organisation),
        "reference": shown(order.reference),
        "version": order.version,
        "places": [_shown_place(place) for place in order.places],
        "seal_field": SEAL_FIELD,
        "timestamp_field": TIMESTAMP_FIELD,
    }
    return json.dumps(frame, ensure_ascii=False)


def _shown_place(place: Place) -> dict[str, str]:
    return {"field_name": place.field_name, "role": place.role, "name": shown(place.name)}


def _check_size(order: TypesettingOrder) -> None:
    minutes = order.minutes
    for unit, size, most in (
        ("bytes", len(canonical_json(minutes)), MOST_BYTES),
        ("people", len(minutes.attendees) + len(minutes.absentees), MOST_PEOPLE),
        ("items", len(minutes.items), MOST_ITEMS),
        ("parts", sum(map(_parts, minutes.items)), MOST_PARTS),
        ("signatories", len(order.places), MOST_PLACES),
    ):
        if size > most:
            raise TooLongToTypeset(unit=unit, size=size, most=most)


def _parts(item: Item) -> int:
    blocks = [block for section in item.all_sections() for block in section.blocks]
    points = sum(len(block.points) for block in blocks if isinstance(block, Bullets | Decision))
    return len(item.diary_numbers) + len(item.sub_items) + len(blocks) + points


def _check_places(places: tuple[Place, ...]) -> None:
    names = [SEAL_FIELD, TIMESTAMP_FIELD, *(place.field_name for place in places)]
    if len(set(names)) != len(names):
        raise TypesettingFailed(reason="two signature fields have the same name")
    for place in places:
        if not _FIELD_NAME.fullmatch(place.field_name):
            raise TypesettingFailed(reason=f"{place.field_name[:80]!r} cannot name a signature field")
        if place.role not in ROLES:
            raise TypesettingFailed(reason=f"{place.role[:80]!r} is not the role of a signatory")
        if not place.name:
            raise TypesettingFailed(reason="a signatory has no name")
