"""The time of day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt


class Clock(Protocol):
    """The time of day."""

    def now(self) -> dt.datetime:
        """Return the present instant, UTC, aware."""
        ...
