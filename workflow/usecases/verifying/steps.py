"""Runs steps, and keeps the numbered check that each of them came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from workflow.errors import WorkflowError
from workflow.ports import Check, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_T = TypeVar("_T")


class Disagreement(WorkflowError):
    """The parts of this package do not belong together: %(reason)s."""


class NotProved(WorkflowError):
    """That cannot be decided: %(reason)s."""


class Steps:
    """Collects checks and numbers them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.checks: list[Check] = []

    def add_all(self, source: str, checks: Iterable[Check]) -> None:
        """Take over the checks that a validator made of one file."""
        for check in checks:
            self._add(f"{source}: {check.name}", check.outcome, check.detail)

    def take(self, name: str, work: Callable[[], _T]) -> _T | None:
        """Do the work of one step; a refusal is a failed check and None.

        ``name`` is a msgid. What cannot be decided is an indeterminate check.
        """
        try:
            result = work()
        except NotProved as doubt:
            self._add(name, Outcome.INDETERMINATE, str(doubt))
            return None
        except WorkflowError as refused:
            self._add(name, Outcome.FAILED, str(refused))
            return None
        self._add(name, Outcome.PASSED, "")
        return result

    def _add(self, name: str, outcome: Outcome, detail: str) -> None:
        self.checks.append(Check(number=len(self.checks) + 1, name=name, outcome=outcome, detail=detail))
