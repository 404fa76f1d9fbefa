"""Verify whatever a person has in hand: a sealed PDF or an archive package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.usecases.verify_package import PackageReport, verify_package

if TYPE_CHECKING:
    from workflow.ports import Validator

_ZIP = b"PK"


def verify_file(content: bytes, *, validator: Validator) -> PackageReport:
    """Return the numbered checks. Never raises for bad content; what is neither is a PDF that fails."""
    if content.startswith(_ZIP):
        return verify_package(content, validator=validator)
    report = validator.validate(content, sealed=True)
    return PackageReport(checks=report.checks, pdf=report)
