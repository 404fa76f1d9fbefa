"""Verify an archive package offline: no database, no service, only a trusted root.

The steps, in order; a step that fails does not keep the later ones from being
tried where they can be:

1. container: the ZIP is byte for byte what the product writes
2. members: exactly the files of a package
3. manifest signature: the organisation's seal key signed the manifest
4. manifest timestamp and trust: (numbers go on through the checks of the detached signature)
5. files: every file has the length and SHA-256 the manifest promises
6. trail: the audit entries are one unbroken chain
7. head: the chain ends in the entry the signed manifest names
8. content: minutes.json is the canonical content that the trail says was signed
9. revision: minutes.pdf is the revision the trail says was sealed
then every check of the PDF itself.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from workflow import audit
from workflow.audit import package as packages
from workflow.errors import WorkflowError
from workflow.language.marking import msgid
from workflow.minutes import canonical_json, parse_minutes
from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD, Check, Outcome, worst
from workflow.procedure.change import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workflow.audit import Entry
    from workflow.ports import PdfReport, Validator

_T = TypeVar("_T")


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
    run = _Run()
    files = run.step(msgid("The container is as it was written"), lambda: packages.unpack(package)) or {}
    run.step(msgid("It holds exactly the files of a package"), lambda: _verify_members(files))
    manifest_bytes = files.get(packages.MANIFEST, b"")
    signature = validator.validate_detached(manifest_bytes, files.get(packages.MANIFEST_SIGNATURE, b""))
    for check in signature.checks:
        run.add(f"manifest: {check.name}", check.outcome, check.detail)
    manifest = (
        run.step(msgid("The manifest can be read"), lambda: packages.parse_manifest(manifest_bytes)) or {}
    )
    run.step(msgid("Every file is as the manifest lists it"), lambda: _verify_files(files, manifest))
    trail = (
        run.step(
            msgid("The audit trail is unbroken"), lambda: _verified_trail(files.get(packages.TRAIL, b""))
        )
        or ()
    )
    run.step(msgid("The trail ends where the manifest says"), lambda: _verify_head(trail, manifest))
    run.step(
        msgid("The content is what was submitted"),
        lambda: _verify_content(files.get(packages.CONTENT, b""), trail),
    )
    pdf = files.get(packages.PDF, b"")
    run.step(msgid("The PDF is what was sealed"), lambda: _verify_fact(trail, Act.SEALED, "pdf_sha256", pdf))
    report = validator.validate(pdf, sealed=True)
    for check in report.checks:
        run.add(f"pdf: {check.name}", check.outcome, check.detail)
    run.step(msgid("The PDF is signed by those the trail names"), lambda: _verify_signatories(trail, report))
    return PackageReport(checks=tuple(run.checks), pdf=report)


class _Run:
    """Collects checks and numbers them."""

    def __init__(self) -> None:
        self.checks: list[Check] = []

    def add(self, name: str, outcome: Outcome, detail: str = "") -> None:
        self.checks.append(Check(number=len(self.checks) + 1, name=name, outcome=outcome, detail=detail))

    def step(self, name: str, work: Callable[[], _T]) -> _T | None:
        try:
            result = work()
        except WorkflowError as refused:
            self.add(name, Outcome.FAILED, str(refused))
            return None
        self.add(name, Outcome.PASSED)
        return result


def _verify_members(files: Mapping[str, bytes]) -> None:
    own = {name for name in files if not name.startswith("attachments/")}
    if own != packages.MEMBERS:
        raise packages.NotAPackage(reason=f"files missing or too many: {sorted(own ^ packages.MEMBERS)}")


def _verify_files(files: Mapping[str, bytes], manifest: Mapping[str, object]) -> None:
    listed = manifest.get("files", {})
    if not isinstance(listed, dict):
        raise packages.NotAPackage(reason="its manifest lists no files")
    unlisted = {packages.MANIFEST, packages.MANIFEST_SIGNATURE}
    if set(listed) != set(files) - unlisted:
        raise packages.NotAPackage(reason="its manifest lists other files than there are")
    for name, promised in listed.items():
        found = {"sha256": hashlib.sha256(files[name]).hexdigest(), "bytes": len(files[name])}
        if promised != found:
            raise packages.NotAPackage(reason=f"{name} has been changed")


def _verified_trail(exported: bytes) -> tuple[Entry, ...]:
    entries = audit.parse_entries(exported)
    audit.check_chain(entries)
    return entries


def _verify_head(trail: tuple[Entry, ...], manifest: Mapping[str, object]) -> None:
    head = {"sequence": len(trail), "sha256": trail[-1].sha256 if trail else ""}
    if manifest.get("audit_head") != head:
        raise audit.BrokenTrail(line=len(trail), reason="it does not end in the entry the manifest names")


def _verify_content(content: bytes, trail: tuple[Entry, ...]) -> None:
    if canonical_json(parse_minutes(content)) != content:
        raise packages.NotAPackage(reason="minutes.json is not in canonical form")
    _verify_fact(trail, Act.SUBMITTED, "content_sha256", content)


def _verify_fact(trail: tuple[Entry, ...], act: Act, fact: str, content: bytes) -> None:
    said = [entry.facts.get(fact) for entry in trail if entry.act == act.value]
    if not said or said[-1] != hashlib.sha256(content).hexdigest():
        raise packages.NotAPackage(reason=f"the trail tells of another {fact}")


def _verify_signatories(trail: tuple[Entry, ...], report: PdfReport) -> None:
    """Let pass a PDF signed by exactly those the trail says signed the sealed version."""
    placed = {Act.OPENED.value, Act.SIGNATURE_PLACED.value}
    version = trail[-1].version if trail else 0
    said = sorted(
        str(entry.facts["name"])
        for entry in trail
        if entry.act in placed and entry.version == version and "name" in entry.facts
    )
    found = sorted(s.name for s in report.signatures if s.field_name not in {SEAL_FIELD, TIMESTAMP_FIELD})
    if said != found:
        raise packages.NotAPackage(reason="the trail tells of other signatures than the PDF has")
