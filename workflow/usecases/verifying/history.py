"""The audit trail of a package as its verification reads it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow import audit
from workflow.procedure.change import Act
from workflow.usecases.verifying.steps import Disagreement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflow.audit import Entry
    from workflow.minutes import Minutes


@dataclass(frozen=True, slots=True)
class History:
    """One document's entries, oldest first; those of the sealed version count."""

    entries: tuple[Entry, ...] = ()

    @property
    def version(self) -> int:
        """The version that was sealed; 0 without entries."""
        return self.entries[-1].version if self.entries else 0

    def of(self, *acts: Act) -> list[Entry]:
        """Return the entries of these acts in the sealed version."""
        names = {act.value for act in acts}
        return [entry for entry in self.entries if entry.version == self.version and entry.act in names]

    def get_one(self, act: Act) -> Entry:
        """Return the entry of an act that happens once to a version.

        Raises:
            Disagreement: it happened never, or more than once.
        """
        found = self.of(act)
        if len(found) != 1:
            raise Disagreement(reason=f"the trail does not have one entry {act.value}")
        return found[0]

    def placed(self) -> list[Entry]:
        """Return the entries that tell of a signature put into the PDF."""
        return [entry for entry in self.of(Act.OPENED, Act.SIGNATURE_PLACED) if "name" in entry.facts]


def read_history(exported: bytes) -> History:
    """Read the exported trail and check that it is unbroken.

    Raises:
        BrokenTrail: it is not.
    """
    entries = audit.parse_entries(exported)
    audit.check_chain(entries)
    return History(entries)


def verify_head(history: History, manifest: Mapping[str, object]) -> None:
    """Let pass a trail that ends in the entry the signed manifest names.

    Raises:
        BrokenTrail: it ends elsewhere.
    """
    entries = history.entries
    head = {"sequence": len(entries), "sha256": entries[-1].sha256 if entries else ""}
    if manifest.get("audit_head") != head:
        raise audit.BrokenTrail(line=len(entries), reason="it does not end in the entry the manifest names")


def verify_digest(history: History, act: Act, fact: str, content: bytes) -> None:
    """Let pass content with the SHA-256 that the act's entry has as this fact.

    Raises:
        Disagreement: it has another.
    """
    if history.get_one(act).facts.get(fact) != hashlib.sha256(content).hexdigest():
        raise Disagreement(reason=f"the trail tells of another {fact}")


def verify_about(history: History, manifest: Mapping[str, object], minutes: Minutes | None) -> None:
    """Let pass a manifest that is about the document of the trail and the meeting of the minutes.

    Raises:
        Disagreement: it says otherwise.
    """
    if not history.entries or history.entries[0].act != Act.CREATED.value:
        raise Disagreement(reason="the trail does not begin with the document")
    if history.entries[-1].act != Act.SEALED.value:
        raise Disagreement(reason="the trail does not end with the seal")
    created, sealed = history.entries[0], history.entries[-1]
    date = minutes.meeting.date if minutes else None
    told = {
        "document_id": created.document_id,
        "reference": created.facts.get("reference"),
        "body": created.facts.get("body"),
        "version": history.get_one(Act.SUBMITTED).version,
        "sealed_at": sealed.facts.get("sealed_at"),
        "meeting_date": date.isoformat() if date else None,
    }
    for name, value in told.items():
        if name not in manifest or manifest[name] != value:
            raise Disagreement(reason=f"the manifest names another {name}")
