"""Detached signatures prove bytes, signer and time without any service."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeClock
from workflow.ports import Check, Outcome, worst
from workflow.signing import PyhankoValidator
from workflow.signing.revocation import revoke

if TYPE_CHECKING:
    from tests.pki.office import Office

DATA = b'{"manifest": 1}'


def outcome(checks: tuple[Check, ...]) -> Outcome:
    assert [check.number for check in checks] == [1, 2, 3, 4]
    return worst(check.outcome for check in checks)


def test_a_detached_signature_passes(office: Office) -> None:
    signature = office.signer.sign_detached(DATA)
    assert outcome(office.validator.validate_detached(DATA, signature)) is Outcome.PASSED


def test_it_still_passes_when_the_signers_certificate_has_ended(office: Office) -> None:
    signature = office.signer.sign_detached(DATA)
    later = PyhankoValidator(
        trust_roots=[office.root], clock=FakeClock(office.clock.now() + dt.timedelta(days=3650))
    )
    assert outcome(later.validate_detached(DATA, signature)) is Outcome.PASSED


def test_other_bytes_are_failure(office: Office) -> None:
    signature = office.signer.sign_detached(DATA)
    assert outcome(office.validator.validate_detached(DATA + b" ", signature)) is Outcome.FAILED


def test_no_trust_or_another_root_is_doubt(office: Office, otto: Office) -> None:
    signature = office.signer.sign_detached(DATA)
    assert outcome(otto.validator.validate_detached(DATA, signature)) is Outcome.INDETERMINATE
    assert outcome(office.validator_trusting().validate_detached(DATA, signature)) is Outcome.INDETERMINATE


def test_a_seal_revoked_before_signing_is_failure(office: Office) -> None:
    revoke(office.keys, office.keys.seal.certificate, at=office.clock.now() - dt.timedelta(days=1))
    signature = office.signer.sign_detached(DATA)
    assert outcome(office.validator.validate_detached(DATA, signature)) is Outcome.FAILED


@pytest.mark.parametrize("signature", [b"", b"0", b"\x30\x00", bytes(1000), b"\x30\x80" * 100])
def test_garbage_is_failure_not_a_crash(office: Office, signature: bytes) -> None:
    assert outcome(office.validator.validate_detached(DATA, signature)) is Outcome.FAILED


def test_a_timestamp_alone_is_no_signature(office: Office) -> None:
    assert office.authority is not None
    token = office.authority.timestamp(bytes(32)).der
    assert outcome(office.validator.validate_detached(DATA, token)) is Outcome.FAILED
