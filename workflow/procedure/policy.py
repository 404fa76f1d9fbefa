"""The adjustment policy: who signs, in which order. Presets are TOML files.

KL 5:69 leaves the manner of adjusting to each body, so it is data. The policy
in force when a document is created is frozen on that document.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import resources

from workflow.errors import WorkflowError


class UnknownPolicy(WorkflowError):
    """There is no adjustment policy called %(name)s."""


class AdjusterOrder(StrEnum):
    """Whether adjusters may sign at the same time or one after the other."""

    PARALLEL = "parallel"
    IN_ORDER = "in_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentPolicy:
    """How a body adjusts its minutes.

    ``title`` and ``description`` are by language code (``sv``, ``en``).
    ``chair_countersigns`` adds the state countersignature.
    """

    name: str
    title: dict[str, str]
    description: dict[str, str]
    drafter_signs: bool
    adjusters_min: int
    adjusters_max: int
    adjuster_order: AdjusterOrder
    chair_countersigns: bool

    def to_json(self) -> dict[str, object]:
        """Return plain data that ``from_json`` reads back."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: dict[str, object]) -> AdjustmentPolicy:
        """Read a policy from plain data, as stored or as in a preset."""
        return cls(**{**plain, "adjuster_order": AdjusterOrder(str(plain["adjuster_order"]))})  # type: ignore[arg-type]


def presets() -> dict[str, AdjustmentPolicy]:
    """Return the policies that come with the product, by name."""
    folder = resources.files("workflow.procedure") / "presets"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            name = file.name.removesuffix(".toml")
            found[name] = AdjustmentPolicy.from_json({"name": name, **tomllib.loads(file.read_text("utf-8"))})
    return found


def get_policy(name: str) -> AdjustmentPolicy:
    """Return the preset of this name.

    Raises:
        UnknownPolicy: no such preset.
    """
    try:
        return presets()[name]
    except KeyError:
        raise UnknownPolicy(name=name) from None
