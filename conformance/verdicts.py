"""What the judges say, as plain data, and what they must say of a sealed file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROFILES = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
"""What veraPDF calls the profiles, and what people do."""
ARCHIVED = "PAdES-BASELINE-LTA"
"""Level of every signature under an archive timestamp (ETSI EN 319 142-1 §6.3)."""
TIMESTAMPED = ("CAdES-BASELINE-T", "CAdES-BASELINE-LT", "CAdES-BASELINE-LTA")
"""Levels that a manifest's signature may have (ETSI EN 319 122-1 §6.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature as EU DSS sees it; ``best_time`` is the earliest time it could prove (ISO 8601, UTC)."""

    id: str
    field: str
    signer: str
    indication: str
    sub_indication: str
    level: str
    best_time: str
    unexplained_changes: list[str]
    errors: list[str]
    warnings: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """One timestamp token as EU DSS sees it; ``type`` is that of a signature or of the document."""

    id: str
    type: str
    produced_by: str
    indication: str
    sub_indication: str
    time: str
    errors: list[str]
    warnings: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformance:
    """What veraPDF says about one profile."""

    profile: str
    passed: bool
    failed_rules: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What EU DSS and veraPDF found in one file.

    ``unreadable`` says why DSS could not open it, and is empty otherwise.
    """

    file: str
    unreadable: str
    signatures: tuple[Signature, ...]
    timestamps: tuple[Timestamp, ...]
    formats: tuple[Conformance, ...]

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """Read one line of what the Java program prints."""
        return cls(
            file=plain["file"],
            unreadable=plain["unreadable"],
            signatures=tuple(Signature(**one) for one in plain["signatures"]),
            timestamps=tuple(Timestamp(**one) for one in plain["timestamps"]),
            formats=tuple(Conformance(**one) for one in plain["formats"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """One signature as ``pdfsig`` sees it.

    ``validation`` is its own sentence; ``covers_file`` says that nothing
    follows the bytes this signature covers.
    """

    field: str
    signer: str
    validation: str
    covers_file: bool


VALID = "Signature is Valid."
"""pdfsig's sentence for a signature whose digest and CMS are right; it is not asked about trust."""


def complaints_about_sealed(verdict: Verdict, spotted: Sequence[Spotted]) -> list[str]:
    """Return what keeps a sealed PDF from being as required; empty when nothing does."""
    return [
        *_about_signatures(verdict),
        *_about_timestamps(verdict),
        *complaints_about_format(verdict),
        *_about_spotted(verdict, spotted),
    ]


def complaints_about_format(verdict: Verdict) -> list[str]:
    """Return the profiles that a PDF fails, with the rules."""
    found = {one.profile: one for one in verdict.formats}
    complaints = []
    for profile, name in PROFILES.items():
        if profile not in found:
            complaints.append(f"{name} was not checked")
        elif not found[profile].passed:
            complaints.append(f"not {name}: {', '.join(found[profile].failed_rules)}")
    return complaints


def complaints_about_detached(verdict: Verdict, signer: str) -> list[str]:
    """Return what is wrong with a detached signature that ``signer`` alone must have made."""
    if verdict.unreadable or [one.signer for one in verdict.signatures] != [signer]:
        return [f"not signed by {signer} alone {verdict.unreadable}".strip()]
    only = verdict.signatures[0]
    complaints = list(_not_passed(only.signer, only, "TOTAL_PASSED"))
    if only.level not in TIMESTAMPED:
        complaints.append(f"{only.signer}: {only.level} is no timestamped level")
    return complaints


def _about_signatures(verdict: Verdict) -> Iterator[str]:
    if verdict.unreadable:
        yield f"unreadable: {verdict.unreadable}"
    elif not verdict.signatures:
        yield "there is no signature"
    for one in verdict.signatures:
        yield from _not_passed(f"{one.field} ({one.signer})", one, "TOTAL_PASSED")
        if one.level != ARCHIVED:
            yield f"{one.field}: {one.level} instead of {ARCHIVED}"
        for change in one.unexplained_changes:
            yield f"{one.field}: changed afterwards: {change}"


def _about_timestamps(verdict: Verdict) -> Iterator[str]:
    if "DOCUMENT_TIMESTAMP" not in {one.type for one in verdict.timestamps}:
        yield "there is no archive timestamp"
    for one in verdict.timestamps:
        yield from _not_passed(f"{one.type} ({one.produced_by})", one, "PASSED")


def _not_passed(name: str, found: Signature | Timestamp, wanted: str) -> Iterator[str]:
    if found.indication != wanted:
        yield f"{name}: {found.indication} {found.sub_indication} {' '.join(found.errors)}".strip()


def _about_spotted(verdict: Verdict, spotted: Sequence[Spotted]) -> Iterator[str]:
    """Let both judges have seen the same signatures; pdfsig does not validate document timestamps."""
    seen = {one.field: one for one in spotted}
    for one in verdict.signatures:
        other = seen.get(one.field)
        if other is None or other.signer != one.signer:
            yield f"{one.field}: pdfsig does not see the signature of {one.signer}"
        elif other.validation != VALID:
            yield f"{one.field}: pdfsig says: {other.validation}"
    if spotted and not spotted[-1].covers_file:
        yield "something follows the last signature"
