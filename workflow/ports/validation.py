"""What validation reports: numbered checks and a finding for each signature."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


class Outcome(StrEnum):
    """What a check came to (ETSI EN 319 102-1 §5.1.3, in plain words)."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One numbered check. ``name`` is a stable English key, ``detail`` says why."""

    number: int
    name: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFinding:
    """What was found about one signature, seal or timestamp in a PDF.

    ``level`` is the PAdES baseline level found ("B-B", "B-T", "B-LT",
    "B-LTA"), or "document timestamp". ``signed_at`` is the time proved by a
    timestamp token (UTC) or None. ``covers_bytes`` is the length of the revision
    the signature covers. ``certificate_sha256`` (64 hex digits, or empty) tells
    the signer's certificate from every other, ``person_id`` is the number the
    certificate gives its holder, or empty.
    """

    field_name: str
    name: str
    role: str
    organisation: str
    level: str
    signed_at: dt.datetime | None
    timestamp_authority: str
    intact: Outcome
    trusted: Outcome
    covers_bytes: int
    certificate_sha256: str
    person_id: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfReport:
    """The checks of one PDF, in order, and each signature in file order."""

    pdf_sha256: str
    checks: tuple[Check, ...]
    signatures: tuple[SignatureFinding, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of all checks."""
        return worst(check.outcome for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class DetachedReport:
    """The checks of one detached signature, numbered from 1, and who made it when.

    ``certificate_sha256`` (64 hex digits) is of the signer's certificate, or
    empty when there is none; ``signed_at`` is the time proved (UTC) or None.
    """

    checks: tuple[Check, ...]
    certificate_sha256: str
    signed_at: dt.datetime | None


class Validator(Protocol):
    """Validates signed PDFs and detached signatures, without any service."""

    def validate(self, pdf: bytes, *, sealed: bool) -> PdfReport:
        """Check every signature and that nothing stands outside their protection.

        ``sealed`` says whether the seal and archive timestamp must be there
        (and nothing after them).
        """
        ...

    def validate_detached(self, data: bytes, signature: bytes) -> DetachedReport:
        """Check a detached CAdES-T signature of the organisation's seal over ``data``."""
        ...

    def embedded(self, pdf: bytes, name: str) -> bytes | None:
        """Return the file that a PDF carries under this name; None when there is not exactly one."""
        ...


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return failed before indeterminate before passed; passed when empty."""
    seen = set(outcomes)
    for outcome in (Outcome.FAILED, Outcome.INDETERMINATE):
        if outcome in seen:
            return outcome
    return Outcome.PASSED
