"""Verify an archive package offline: no database, no service, only a trusted root.

The steps, in order; a step that fails does not keep the later ones from being
tried where they can be. The numbers of the report count on through the checks
that the validator makes of the manifest's signature and of the PDF.

1. container: the ZIP is byte for byte what the product writes
2. members: exactly the files of a package
3. manifest signature: made with a seal certificate, trusted and timestamped
4. manifest: canonical JSON in a known format
5. files: every file has the length and SHA-256 the manifest promises
6. trail: the audit entries are one unbroken chain
7. head: the chain ends in the entry the signed manifest names
8. minutes: minutes.json is in canonical form
9. content: it is what the trail says was submitted
10. about: the manifest is about the document of the trail and the meeting of the minutes
11. revision: minutes.pdf is the revision the trail says was sealed
12. PDF: every check of the PDF itself
13. embedded: the PDF carries the same minutes.json
14. signatures: each has the name, role, person, time and revision that the trail tells of
15. orders: each was ordered by that person, on bytes the PDF begins with
16. seal: the certificate that sealed the PDF signed the manifest, at the time it states
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.audit import package as packages
from workflow.language.marking import msgid
from workflow.ports import Check, Outcome, PdfReport, Validator, worst
from workflow.procedure.change import Act
from workflow.usecases.verifying import contents, history, signatures
from workflow.usecases.verifying.history import History
from workflow.usecases.verifying.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflow.minutes import Minutes
    from workflow.ports import DetachedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """The numbered checks of a package, and the report on its PDF when there is one."""

    checks: tuple[Check, ...]
    pdf: PdfReport | None

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of all checks."""
        return worst(check.outcome for check in self.checks)


def verify_package(package: bytes, *, validator: Validator) -> PackageReport:
    """Return every check of a package. Never raises for bad content."""
    verification = _Verification(validator)
    verification.open(package)
    signature = verification.check_manifest()
    verification.check_trail()
    verification.check_minutes()
    report = verification.check_pdf(signature)
    return PackageReport(checks=tuple(verification.steps.checks), pdf=report)


class _Verification:
    """One package on its way through the steps; what a failed step would have found is empty."""

    def __init__(self, validator: Validator) -> None:
        self._validator = validator
        self.steps = Steps()
        self._files: Mapping[str, bytes] = {}
        self._manifest: Mapping[str, object] = {}
        self._history = History()
        self._minutes: Minutes | None = None

    def open(self, package: bytes) -> None:
        """Take steps 1 and 2."""
        take = self.steps.take
        self._files = (
            take(msgid("The container is as it was written"), lambda: packages.unpack(package)) or {}
        )
        take(msgid("It holds exactly the files of a package"), lambda: contents.verify_members(self._files))

    def check_manifest(self) -> DetachedReport:
        """Take steps 3 to 5; return what was found about the signature."""
        take, content = self.steps.take, self._file(packages.MANIFEST)
        signature = self._validator.validate_detached(content, self._file(packages.MANIFEST_SIGNATURE))
        self.steps.add_all("manifest", signature.checks)
        self._manifest = (
            take(msgid("The manifest can be read"), lambda: packages.parse_manifest(content)) or {}
        )
        take(
            msgid("Every file is as the manifest lists it"),
            lambda: contents.verify_files(self._files, self._manifest),
        )
        return signature

    def check_trail(self) -> None:
        """Take steps 6 and 7."""
        take, exported = self.steps.take, self._file(packages.TRAIL)
        self._history = (
            take(msgid("The audit trail is unbroken"), lambda: history.read_history(exported)) or History()
        )
        take(
            msgid("The trail ends where the manifest says"),
            lambda: history.verify_head(self._history, self._manifest),
        )

    def check_minutes(self) -> None:
        """Take steps 8 to 10."""
        take, content = self.steps.take, self._file(packages.CONTENT)
        self._minutes = take(msgid("The minutes can be read"), lambda: contents.canonical_minutes(content))
        take(
            msgid("The content is what was submitted"),
            lambda: history.verify_digest(self._history, Act.SUBMITTED, "content_sha256", content),
        )
        take(
            msgid("The manifest is about these minutes"),
            lambda: history.verify_about(self._history, self._manifest, self._minutes),
        )

    def check_pdf(self, signature: DetachedReport) -> PdfReport:
        """Take steps 11 to 16."""
        take, pdf = self.steps.take, self._file(packages.PDF)
        take(
            msgid("The PDF is what was sealed"),
            lambda: history.verify_digest(self._history, Act.SEALED, "pdf_sha256", pdf),
        )
        report = self._validator.validate(pdf, sealed=True)
        self.steps.add_all("pdf", report.checks)
        embedded = self._validator.embedded(pdf, packages.CONTENT)
        take(
            msgid("The PDF carries the same minutes"),
            lambda: contents.verify_embedded(self._file(packages.CONTENT), embedded),
        )
        self._check_signatures(pdf, report)
        self.steps.take(
            msgid("The seal of the PDF signed the manifest"),
            lambda: signatures.verify_seal(report, signature, self._manifest),
        )
        return report

    def _check_signatures(self, pdf: bytes, report: PdfReport) -> None:
        take = self.steps.take
        take(
            msgid("The PDF is signed by those the trail names"),
            lambda: signatures.verify_placed(pdf, report, self._history),
        )
        take(
            msgid("Everybody ordered their signature on what they were shown"),
            lambda: signatures.verify_authorised(pdf, report, self._history),
        )

    def _file(self, name: str) -> bytes:
        return self._files.get(name, b"")
