"""What the typesetter prepares can be signed, sealed and validated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pdf_templates
from workflow.minutes import parse_minutes
from workflow.ports import Outcome, Place, TypesettingOrder
from workflow.typesetting import TypstTypesetter

if TYPE_CHECKING:
    from tests.pki.office import Office

EXAMPLE = Path(pdf_templates.__file__).parent / "minutes" / "v1" / "example.json"


def test_typeset_minutes_are_signed_and_sealed(office: Office) -> None:
    order = TypesettingOrder(
        minutes=parse_minutes(EXAMPLE.read_bytes()),
        organisation=office.organisation,
        reference="2026/1",
        version=1,
        places=(
            Place(field_name="drafter", role="drafter", name="Helga Holm"),
            Place(field_name="chair", role="chair", name="Camilla Brodin"),
        ),
    )
    signed = office.signed(TypstTypesetter().prepare(order), places=("drafter", "chair"))
    sealed = office.sealed(signed)
    assert office.validator.validate(sealed, sealed=True).outcome is Outcome.PASSED
