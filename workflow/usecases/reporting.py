"""What a validation came to, as JSON for machines and as text for people without tools."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import rfc8785

from workflow.language import get_language

if TYPE_CHECKING:
    from workflow.language import Language
    from workflow.ports import Check, PdfReport, SignatureFinding
    from workflow.procedure.model import Document


def as_json(report: PdfReport) -> bytes:
    """Return the report as canonical JSON (RFC 8785), instants in RFC 3339."""
    plain: dict[str, object] = {
        "format": "justera-validation/1",
        "outcome": report.outcome.value,
        "pdf_sha256": report.pdf_sha256,
        "checks": [{**_plain(check), "outcome": check.outcome.value} for check in report.checks],
        "signatures": [_signature_as_json(signature) for signature in report.signatures],
    }
    return rfc8785.dumps(plain)  # type: ignore[arg-type]


def as_text(report: PdfReport, document: Document, language_code: str) -> bytes:
    """Return the report in words, UTF-8, in the document's language."""
    language = get_language(language_code)
    lines = [
        language.gettext("Validation of the sealed minutes"),
        f"{document.organisation} · {document.body} · {document.reference}",
        f"SHA-256 {report.pdf_sha256}",
        "",
        *(_check_line(language, check.number, check.name, check.outcome.value) for check in report.checks),
    ]
    for signature in report.signatures:
        lines += ["", *_signature_lines(language, signature)]
    return ("\n".join(lines) + "\n").encode()


def readme() -> bytes:
    """Return the page that tells a reader decades from now what the package is."""
    return _README.encode()


def _signature_as_json(signature: SignatureFinding) -> dict[str, object]:
    return {
        **_plain(signature),
        "signed_at": signature.signed_at.isoformat() if signature.signed_at else None,
        "intact": signature.intact.value,
        "trusted": signature.trusted.value,
    }


def _plain(finding: Check | SignatureFinding) -> dict[str, object]:
    """Return a finding's fields by name.

    ``dataclasses.asdict`` would copy each value deeply, and a text that a PDF library handed out can hold on
    to the whole parsed file: that copy took longer than sealing did.
    """
    return {field.name: getattr(finding, field.name) for field in fields(finding)}


def _check_line(language: Language, number: int, name: str, outcome: str) -> str:
    return f"{number:2}. {language.gettext(outcome)}: {language.gettext(name)}"


def _signature_lines(language: Language, signature: SignatureFinding) -> list[str]:
    when = language.instant(signature.signed_at, seconds=True) if signature.signed_at else "-"
    return [
        ", ".join(part for part in (signature.name, signature.role, signature.organisation) if part),
        f"  {language.gettext('Time')}: {when} ({signature.timestamp_authority})",
        f"  {language.gettext('Level')}: {signature.level}",
        f"  {language.gettext('Intact')}: {language.gettext(signature.intact.value)}",
        f"  {language.gettext('Trusted')}: {language.gettext(signature.trusted.value)}",
    ]


_README = """\
ARKIVPAKET / ARCHIVE PACKAGE (justera-package/1)

Svenska
minutes.pdf      det undertecknade och förseglade protokollet (PDF/A-3a, PAdES B-LTA)
minutes.json     samma innehåll som data (kanonisk JSON, RFC 8785)
audit.jsonl      händelserna, en per rad; varje rad bär föregående rads SHA-256
validation.json  kontrollen av underskrifterna vid förseglingen, för maskiner
validation.txt   samma kontroll i ord
manifest.json    varje fils SHA-256 och den sista händelsens SHA-256
manifest.p7s     organisationens underskrift med tidsstämpel över manifest.json (CAdES, DER)

Utan programvara från Justera kan varje fil kontrolleras med vanliga verktyg: räkna filens
SHA-256 och jämför med manifest.json, kontrollera manifest.p7s som fristående CMS-underskrift
och öppna minutes.pdf i en PDF-läsare som visar underskrifter.

English
minutes.pdf      the signed and sealed minutes of the meeting (PDF/A-3a, PAdES B-LTA)
minutes.json     the same content as data (canonical JSON, RFC 8785)
audit.jsonl      what happened, one event a line; each line carries the SHA-256 of the one before
validation.json  the check of the signatures when sealed, for machines
validation.txt   the same check in words
manifest.json    the SHA-256 of every file and of the last event
manifest.p7s     the organisation's signature with timestamp over manifest.json (CAdES, DER)

Without software from Justera every file can be checked with ordinary tools: compute the file's
SHA-256 and compare it with manifest.json, check manifest.p7s as a detached CMS signature, and
open minutes.pdf in a PDF reader that shows signatures.
"""
