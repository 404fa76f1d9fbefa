"""Frozen dataclasses as plain JSON values and back, by their type annotations.

A field that an older row lacks takes its default. A field that this program
does not know is refused, not dropped: saving would lose it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from workflow.procedure.policy import AdjustmentPolicy
from workflow.records.errors import RecordUnreadable, TimeWithoutZone

if TYPE_CHECKING:
    from collections.abc import Hashable

_T = TypeVar("_T")

_NAMES = {"dt": dt, "AdjustmentPolicy": AdjustmentPolicy}
"""What the annotations name but their modules import for type checking only."""


def to_plain(value: Any) -> Any:
    """Return ``value`` as JSON values; sets sorted, instants as ISO 8601 in UTC.

    Raises:
        TimeWithoutZone: a datetime in it is naive.
    """
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {name: to_plain(part) for name, part in value.items()}
    if isinstance(value, tuple | frozenset):
        parts = [to_plain(part) for part in value]
        return parts if isinstance(value, tuple) else sorted(parts)
    if isinstance(value, dt.datetime):
        return _instant(value)
    return value.value if isinstance(value, StrEnum) else value


def from_plain(kind: type[_T], plain: dict[str, Any], **known: object) -> _T:
    """Return the dataclass ``kind``; ``known`` are fields given as they are, not as JSON.

    Raises:
        RecordUnreadable: a field is missing, unknown or of another shape.
    """
    hints = _hints(kind)  # type: ignore[arg-type]  # classes are hashable
    try:
        return kind(**known, **{name: _read(hints[name], part) for name, part in plain.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise RecordUnreadable(kind=kind.__name__, reason=type(error).__name__) from error


def _instant(value: dt.datetime) -> str:
    if value.tzinfo is None:
        raise TimeWithoutZone
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds")


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind, localns=_NAMES)


def _read(annotation: Any, plain: Any) -> Any:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (some,) = (part for part in parts if part is not NoneType)
        return None if plain is None else _read(some, plain)
    if origin in (tuple, frozenset):
        return origin(_read(parts[0], part) for part in plain)
    if origin is dict:
        return {name: _read(parts[1], part) for name, part in plain.items()}
    if annotation is dt.datetime:
        return dt.datetime.fromisoformat(plain)
    if is_dataclass(annotation):
        return from_plain(annotation, plain)  # type: ignore[arg-type]
    return annotation(plain) if issubclass(annotation, StrEnum) else plain
