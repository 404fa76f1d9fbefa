"""An organisation with its own keys, signer and validator, on a clock that tests move."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from tests.fakes import FakeClock
from tests.pki.paper import PEOPLE, prepared_pdf
from workflow.ports import Outcome, PdfReport, SignatureOrder
from workflow.signing import (
    BuiltinAuthority,
    KeyRing,
    PadesSigner,
    PyhankoValidator,
    TimestampAuthority,
    create_pki,
    open_keys,
)

FONT = Path(__file__).parents[2] / "pdf_templates/fonts/SourceSans3-Regular.ttf"
PASSPHRASE = b"a passphrase that only tests know"
NAMES = {
    "drafter": ("Helga Holm", "drafter", "sekreterare"),
    "adjuster-1": ("Cia Cedergren", "adjuster", "justerare"),
    "adjuster-2": ("Didrik Ångström", "adjuster", "justerare"),
    "chair": ("Camilla Brodin", "chair", "ordförande"),
}


@dataclass
class Office:
    """One organisation; ``clock`` is its time of day."""

    folder: Path
    organisation: str = "Föreningen Exempel"
    clock: FakeClock = field(default_factory=FakeClock)
    authority: TimestampAuthority | None = None
    crl_base_url: str = "https://minutes.example.org/pki"

    def __post_init__(self) -> None:
        if not self.folder.exists():
            create_pki(
                self.folder,
                organisation=self.organisation,
                passphrase=PASSPHRASE,
                clock=self.clock,
                crl_base_url=self.crl_base_url,
            )
        self.keys: KeyRing = open_keys(self.folder, PASSPHRASE)
        self.authority = self.authority or BuiltinAuthority(self.keys.tsa, self.clock)
        self.root = (self.folder / "root.pem").read_bytes()
        self.validator = self.validator_trusting(self.root)
        self.signer = PadesSigner(self.keys, authority=self.authority, clock=self.clock, font=FONT)

    def validator_trusting(self, *roots: bytes) -> PyhankoValidator:
        return PyhankoValidator(trust_roots=roots, clock=self.clock)

    def order(self, place: str = "drafter", **changes: object) -> SignatureOrder:
        name, role, label = NAMES.get(place, ("Otto Okänd", "adjuster", "justerare"))
        facts: dict[str, object] = {
            "field_name": place,
            "person_id": f"person-{place}",
            "name": name,
            "role": role,
            "role_label": label,
            "organisation": self.organisation,
            "language": "en",
            "authorised_at": self.clock.now(),
            "authenticated_at": self.clock.now() - dt.timedelta(minutes=5),
            "authentication_method": "password",
            "certifies": place == "drafter",
        }
        return SignatureOrder(**{**facts, **changes})  # type: ignore[arg-type]

    def signed(self, pdf: bytes | None = None, *, places: tuple[str, ...] = PEOPLE) -> bytes:
        """Return a document that everybody named has signed, an hour apart."""
        pdf = prepared_pdf() if pdf is None else pdf
        for place in places:
            pdf = self.signer.sign(pdf, self.order(place)).pdf
            self.clock.instant += dt.timedelta(hours=1)
        return pdf

    def sealed(self, pdf: bytes | None = None) -> bytes:
        """Return a signed and sealed document."""
        signed = self.signed() if pdf is None else pdf
        return self.signer.seal(signed, organisation=self.organisation, language="en").pdf


def failed(report: PdfReport) -> set[int]:
    """Return the numbers of the checks that failed."""
    return {check.number for check in report.checks if check.outcome is Outcome.FAILED}


def doubtful(report: PdfReport) -> set[int]:
    """Return the numbers of the checks that neither passed nor failed."""
    return {check.number for check in report.checks if check.outcome is Outcome.INDETERMINATE}
