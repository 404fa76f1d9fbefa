"""Detached signatures prove bytes, signer and time without any service."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeClock
from workflow.ports import DetachedReport, Outcome, worst
from workflow.signing import BuiltinAuthority, PyhankoValidator
from workflow.signing.cms_building import Companions, sha256_of, sign_digest
from workflow.signing.one_time import make_one_time_key
from workflow.signing.revocation import current_crls, revoke

if TYPE_CHECKING:
    from tests.pki.office import Office
    from workflow.signing.certificates import HeldKey

DATA = b'{"manifest": 1}'


def outcome(report: DetachedReport) -> Outcome:
    assert [check.number for check in report.checks] == [1, 2, 3, 4]
    return worst(check.outcome for check in report.checks)


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


def test_it_says_which_certificate_signed_and_when(office: Office) -> None:
    report = office.validator.validate_detached(DATA, office.signer.sign_detached(DATA))
    assert report.certificate_sha256 == sha256_of(office.keys.seal.der).hex()
    assert report.signed_at == office.clock.now()


def signed_by_a_person(office: Office, *companions: bytes) -> bytes:
    held = make_one_time_key(office.keys, office.order(), office.clock.now())
    return packaged(office, held, *companions, office.keys.issuing.der, office.keys.root.der)


def packaged(office: Office, held: HeldKey, *companions: bytes) -> bytes:
    raw = sign_digest(held, sha256_of(DATA))
    token = BuiltinAuthority(office.keys.tsa, office.clock).timestamp(sha256_of(raw.value))
    certificates = (*token.certificates, *companions)
    crls = current_crls(office.keys, office.clock)
    return raw.package(Companions(certificates=certificates, crls=crls), token=token.der)


def test_a_persons_one_time_certificate_makes_no_seal(office: Office) -> None:
    report = office.validator.validate_detached(DATA, signed_by_a_person(office))
    assert [check.number for check in report.checks if check.outcome is Outcome.FAILED] == [3]
    assert "seal certificate" in report.checks[2].detail


def test_a_chain_that_is_not_whole_or_a_certificate_too_many_is_failure(office: Office, otto: Office) -> None:
    issuing, root = office.keys.issuing.der, office.keys.root.der
    for companions in ((issuing,), (root,), (issuing, root, otto.keys.seal.der)):
        signature = packaged(office, office.keys.seal, *companions)
        assert outcome(office.validator.validate_detached(DATA, signature)) is Outcome.FAILED
    whole = packaged(office, office.keys.seal, issuing, root)
    assert outcome(office.validator.validate_detached(DATA, whole)) is Outcome.PASSED
