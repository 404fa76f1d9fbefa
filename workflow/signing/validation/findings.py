"""What is known about each signature while the checks go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.ports import Outcome, SignatureFinding

if TYPE_CHECKING:
    import datetime as dt

    from workflow.signing.validation.byte_ranges import SignedRange
    from workflow.signing.validation.opening import Opened


@dataclass(slots=True, kw_only=True)
class Examined:
    """One signature on its way through the checks."""

    signed: SignedRange
    opened: Opened | None = None
    field_name: str = ""
    intact: Outcome = Outcome.INDETERMINATE
    trusted: Outcome = Outcome.INDETERMINATE
    time_trusted: Outcome = Outcome.INDETERMINATE
    archived: bool = False
    detail: str = ""

    @property
    def at(self) -> dt.datetime | None:
        """The time that its token states (UTC)."""
        return self.opened.stamp.token.signed_at if self.opened and self.opened.stamp else None

    @property
    def is_timestamp(self) -> bool:
        """Whether it is a document timestamp."""
        return self.opened is not None and self.opened.is_timestamp

    def finding(self) -> SignatureFinding:
        """Return what a person should be told."""
        subject = self.opened.subject if self.opened else {}
        proved = self.time_trusted is Outcome.PASSED
        stamp = self.opened.stamp if self.opened else None
        return SignatureFinding(
            field_name=self.field_name,
            name=str(subject.get("common_name", "")),
            role=str(subject.get("title", "")),
            organisation=str(subject.get("organization_name", "")),
            level=self._level(),
            signed_at=self.at if proved else None,
            timestamp_authority=stamp.token.authority if stamp else "",
            intact=self.intact,
            trusted=self.trusted,
            covers_bytes=self.signed.end,
            certificate_sha256=self.opened.cms.signer_sha256 if self.opened else "",
            person_id=str(subject.get("serial_number", "")),
            detail=self.detail,
        )

    def _level(self) -> str:
        if self.is_timestamp:
            return "document timestamp"
        if self.at is None:
            return "B-B"
        return "B-LTA" if self.archived else "B-T"
