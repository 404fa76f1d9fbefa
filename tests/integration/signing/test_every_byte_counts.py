"""No byte of a sealed file can change unnoticed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.pki.office import Office, failed
from tests.pki.paper import prepared_pdf
from workflow.ports import Outcome
from workflow.signing.validation.byte_ranges import find_ranges

if TYPE_CHECKING:
    from pathlib import Path

Finished = tuple[Office, bytes]
SEED = 20260506
STARTS = (0, 1, 2) if os.environ.get("CI") else (0,)
"""Which thirds of a detached signature's bytes are tried: all where there is time."""


def changed(pdf: bytes, at: int, value: int) -> bytes:
    return pdf[:at] + bytes([value]) + pdf[at + 1 :]


@pytest.mark.parametrize("flip", [0x01, 0x20], ids=["digit", "case"])
def test_every_single_change_inside_the_last_contents_is_noticed(finished: Finished, flip: int) -> None:
    office, sealed = finished
    last = find_ranges(sealed)[-1]
    unnoticed = [
        at
        for at in range(last.hole, last.after)
        if office.validator.validate(changed(sealed, at, sealed[at] ^ flip), sealed=True).outcome
        is Outcome.PASSED
    ]
    assert unnoticed == []


def test_every_other_digit_inside_a_message_is_noticed(finished: Finished) -> None:
    """Digits by chance: a change of one bit alone would miss other values of the same digit."""
    office, sealed = finished
    chance = random.Random(SEED)
    last = find_ranges(sealed)[-1]
    for _ in range(500):
        at = chance.randrange(last.hole + 1, last.hole + 3000)
        value = chance.choice([digit for digit in b"0123456789abcdef" if digit != sealed[at]])
        report = office.validator.validate(changed(sealed, at, value), sealed=True)
        assert report.outcome is not Outcome.PASSED, at


def test_two_thousand_changes_elsewhere_are_noticed(finished: Finished) -> None:
    office, sealed = finished
    chance = random.Random(SEED)
    for _ in range(2000):
        at = chance.randrange(len(sealed))
        value = chance.choice([byte for byte in range(256) if byte != sealed[at]])
        report = office.validator.validate(changed(sealed, at, value), sealed=True)
        assert failed(report), at


def test_every_byte_of_an_interim_signature_counts_too(office: Office) -> None:
    signed = office.signed(places=("drafter",))
    (only,) = find_ranges(signed)
    for at in range(only.hole, only.after, 13):
        report = office.validator.validate(changed(signed, at, signed[at] ^ 1), sealed=False)
        assert report.outcome is not Outcome.PASSED, at


@pytest.mark.parametrize("start", STARTS)
def test_every_byte_of_a_detached_signature_counts(finished: Finished, start: int) -> None:
    office, _ = finished
    data = b'{"manifest": 1}'
    signature = office.signer.sign_detached(data)
    unnoticed = []
    for at in range(start, len(signature), 3):
        report = office.validator.validate_detached(data, changed(signature, at, signature[at] ^ 1 << at % 8))
        if all(check.outcome is not Outcome.FAILED for check in report.checks):
            unnoticed.append(at)
    assert unnoticed == []


def test_two_hundred_pages_are_signed_and_validated(office: Office) -> None:
    sealed = office.sealed(office.signed(prepared_pdf(pages=201)))
    assert office.validator.validate(sealed, sealed=True).outcome is Outcome.PASSED


def test_poppler_agrees_that_every_signature_is_valid(finished: Finished, tmp_path: Path) -> None:
    pdfsig = shutil.which("pdfsig")
    if pdfsig is None:
        pytest.skip("pdfsig is missing; install with: apt-get install -y poppler-utils")
    _, sealed = finished
    (tmp_path / "sealed.pdf").write_bytes(sealed)
    answer = subprocess.run(
        [pdfsig, "-nocert", str(tmp_path / "sealed.pdf")], check=False, capture_output=True, text=True
    ).stdout
    # This version of poppler knows no document timestamps; it says so of the last one.
    assert answer.count("Signature is Valid.") >= 5
    assert "Signature is Invalid" not in answer
    assert answer.count("Total document signed") == 1
