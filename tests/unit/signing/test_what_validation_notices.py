"""Altered is failed, unknown is indeterminate, and nothing makes the validator fall over."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from tests.fakes import FakeClock
from tests.pki import forgery
from tests.pki.office import PASSPHRASE, Office, doubtful, failed
from tests.pki.paper import prepared_pdf
from workflow.errors import JusteraError
from workflow.ports import Outcome, PdfReport
from workflow.signing import BuiltinAuthority, PyhankoValidator, open_keys
from workflow.signing.one_time import make_one_time_key
from workflow.signing.revocation import current_crls, revoke
from workflow.signing.validation import opening
from workflow.signing.validation.byte_ranges import find_ranges, read_contents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Finished = tuple[Office, bytes]
FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "page": forgery.with_page_replaced,
    "annotation": forgery.with_annotation,
    "field": forgery.with_new_field,
}


def test_no_trust_given_is_doubt_not_failure(finished: Finished) -> None:
    office, sealed = finished
    report = office.validator_trusting().validate(sealed, sealed=True)
    assert report.outcome is Outcome.INDETERMINATE
    assert not failed(report)
    assert {5, 6} <= doubtful(report)


def test_another_root_is_doubt_not_failure(finished: Finished, otto: Office) -> None:
    office, sealed = finished
    report = office.validator_trusting(otto.root).validate(sealed, sealed=True)
    assert report.outcome is Outcome.INDETERMINATE
    assert all(finding.trusted is Outcome.INDETERMINATE for finding in report.signatures)
    assert all(finding.signed_at is None for finding in report.signatures)


def test_one_flipped_byte_is_failure(finished: Finished) -> None:
    office, sealed = finished
    at = sealed.index(b"(Page 1)") + 2
    changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    report = office.validator.validate(changed, sealed=True)
    assert 4 in failed(report)
    assert all(finding.intact is Outcome.FAILED for finding in report.signatures)


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "signed"])
def test_a_revision_of_somebody_elses_is_failure(
    finished: Finished,
    forge: Callable[[bytes], bytes],
    is_sealed: bool,  # noqa: FBT001
) -> None:
    office, sealed = finished
    pdf = sealed if is_sealed else sealed[: find_ranges(sealed)[3].end]
    assert failed(office.validator.validate(forge(pdf), sealed=is_sealed))


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_revision_that_a_later_signature_covers_is_still_failure(
    office: Office, forge: Callable[[bytes], bytes]
) -> None:
    pdf = forge(office.signed(places=("drafter", "adjuster-1")))
    pdf = office.signer.sign(pdf, office.order("adjuster-2")).pdf
    assert failed(office.validator.validate(pdf, sealed=False)) == {7}


def test_a_stranger_who_signs_an_open_field_is_failure(office: Office, otto: Office) -> None:
    pdf = forgery.signed_by(otto, office.signed(places=("drafter",)), "adjuster-1")
    report = office.validator.validate(pdf, sealed=False)
    assert 5 in failed(report)
    assert report.signatures[0].trusted is Outcome.PASSED
    assert report.signatures[1].trusted is Outcome.FAILED


def test_a_stranger_who_signs_after_the_seal_is_failure(finished: Finished, otto: Office) -> None:
    office, sealed = finished
    pdf = forgery.signed_by(otto, forgery.with_new_field(sealed), "extra")
    assert {5, 7, 9} <= failed(office.validator.validate(pdf, sealed=True))


def test_even_our_own_signature_after_the_seal_is_failure(finished: Finished) -> None:
    office, sealed = finished
    pdf = forgery.signed_by(office, forgery.with_new_field(sealed), "extra")
    assert {7, 9} <= failed(office.validator.validate(pdf, sealed=True))


def test_bytes_after_the_end_are_failure(finished: Finished) -> None:
    office, sealed = finished
    for tail in (b"\n", b"%", b"%%EOF\n", sealed):
        assert failed(office.validator.validate(sealed + tail, sealed=True))


def test_a_document_that_lost_its_last_revisions_is_not_sealed(finished: Finished) -> None:
    office, sealed = finished
    for signed in find_ranges(sealed)[:-1]:
        shorter = sealed[: signed.end]
        assert office.validator.validate(shorter, sealed=False).outcome is Outcome.PASSED
        assert {8, 9} <= failed(office.validator.validate(shorter, sealed=True))


def test_a_personal_signature_in_the_seals_place_is_failure(office: Office) -> None:
    pdf = office.signer.sign(office.signed(), office.order("seal")).pdf
    assert 9 in failed(office.validator.validate(pdf, sealed=True))


def test_a_signature_without_a_timestamp_is_failure(office: Office) -> None:
    pdf = forgery.signed_by(office, office.signed(places=("drafter",)), "adjuster-1", stamped=False)
    report = office.validator.validate(pdf, sealed=False)
    assert failed(report) == {6}
    assert report.signatures[-1].level == "B-B"


def test_an_unrelated_authority_of_time_is_not_believed(tmp_path: Path, otto: Office) -> None:
    office = Office(tmp_path / "pki", authority=BuiltinAuthority(otto.keys.tsa, otto.clock))
    report = office.validator.validate(office.signed(places=("drafter",)), sealed=False)
    assert (failed(report), doubtful(report)) == (set(), {6})


def test_authorities_of_time_may_have_roots_of_their_own(tmp_path: Path, otto: Office) -> None:
    office = Office(tmp_path / "pki", authority=BuiltinAuthority(otto.keys.tsa, otto.clock))
    validator = PyhankoValidator(trust_roots=[office.root], tsa_trust_roots=[otto.root], clock=office.clock)
    signed = office.signed(places=("drafter",))
    assert validator.validate(signed, sealed=False).outcome is Outcome.PASSED


def test_a_signer_revoked_before_signing_is_failure(office: Office) -> None:
    pdf = office.signed()
    revoke(office.keys, _signer_of(pdf, 1), at=office.clock.now() - dt.timedelta(days=1))
    forged = _sealed_without_asking(office, pdf)
    report = office.validator.validate(forged, sealed=True)
    assert failed(report) == {5}
    assert report.signatures[1].trusted is Outcome.FAILED


def test_a_signer_revoked_after_signing_stays_good(office: Office) -> None:
    pdf = office.signed()
    revoke(office.keys, _signer_of(pdf, 1), at=office.clock.now() - dt.timedelta(minutes=1))
    sealed = office.sealed(pdf)
    assert office.validator.validate(sealed, sealed=True).outcome is Outcome.PASSED


def test_a_certificate_that_had_ended_when_used_is_failure(office: Office) -> None:
    late = FakeClock(office.clock.now() + dt.timedelta(days=3 * 365))
    authority = BuiltinAuthority(office.keys.tsa, late)
    pdf = Office(office.folder, clock=office.clock, authority=authority).signed(places=("drafter",))
    validator = PyhankoValidator(trust_roots=[office.root], clock=late)
    report = validator.validate(pdf, sealed=False)
    assert failed(report) == {5}


def test_a_time_in_the_future_is_not_believed(office: Office) -> None:
    early = FakeClock(office.clock.now() - dt.timedelta(hours=3))
    pdf = office.signed(places=("drafter",))
    report = PyhankoValidator(trust_roots=[office.root], clock=early).validate(pdf, sealed=False)
    assert doubtful(report) == {6}


def test_a_sealed_document_still_passes_when_its_signers_certificates_have_ended(finished: Finished) -> None:
    office, sealed = finished
    later = FakeClock(office.clock.now() + dt.timedelta(days=10 * 365))
    report = PyhankoValidator(trust_roots=[office.root], clock=later).validate(sealed, sealed=True)
    assert report.outcome is Outcome.PASSED


def test_when_the_archive_timestamps_certificate_has_ended_that_is_doubt(finished: Finished) -> None:
    office, sealed = finished
    later = FakeClock(office.clock.now() + dt.timedelta(days=16 * 365))
    report = PyhankoValidator(trust_roots=[office.root], clock=later).validate(sealed, sealed=True)
    assert (failed(report), doubtful(report)) == (set(), {6})


def test_a_file_beyond_the_limit_is_not_read(finished: Finished) -> None:
    office, sealed = finished
    validator = PyhankoValidator(trust_roots=[office.root], clock=office.clock, max_bytes=1000)
    assert failed(validator.validate(sealed, sealed=True)) == {1}


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"%PDF-1.7",
        b"%PDF-1.7\n/ByteRange [0 9 11 40]<>",
        b"%PDF-1.7\n" + b"/ByteRange [0 9 11 40]" * 1000,
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"\x00" * 10_000,
        prepared_pdf(),
    ],
    ids=["empty", "header", "hole", "many", "deep", "zeros", "unsigned"],
)
def test_whatever_the_file_the_answer_is_a_report(office: Office, pdf: bytes) -> None:
    assert failed(office.validator.validate(pdf, sealed=True))
    assert failed(office.validator.validate(pdf, sealed=False))


@pytest.mark.parametrize(
    "catalogue",
    [b"[" * 5000 + b"]" * 5000, b"<</A " * 5000 + b">>" * 5000, b"1 0 R", b"(", b"<zz>"],
    ids=["arrays", "dictionaries", "itself", "endless", "no hex"],
)
def test_a_soundly_signed_file_that_no_parser_can_take_is_failure_not_a_crash(
    office: Office, catalogue: bytes
) -> None:
    hostile = forgery.signed_by_hand(office, catalogue)
    assert failed(office.validator.validate(hostile, sealed=False)) == {7}


def test_damaged_documents_are_refused_or_reported_never_a_crash(office: Office) -> None:
    chance = random.Random(20260506)
    pdf = prepared_pdf()
    for _ in range(60):
        damaged = bytearray(pdf)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            signed = office.signer.sign(bytes(damaged), office.order()).pdf
        except JusteraError:
            continue
        assert office.validator.validate(signed, sealed=False).checks


def test_reports_name_checks_in_order_and_once(finished: Finished) -> None:
    office, sealed = finished
    for pdf in (sealed, sealed + b"x", b""):
        assert [c.number for c in office.validator.validate(pdf, sealed=True).checks] == list(range(1, 10))
        assert [c.number for c in office.validator.validate(pdf, sealed=False).checks] == list(range(1, 8))


def test_lists_of_revoked_certificates_grow_in_number(office: Office) -> None:
    numbers = []
    for _ in range(2):
        (crl, _issuing) = current_crls(office.keys, office.clock)
        loaded = x509.load_der_x509_crl(crl)
        numbers.append(loaded.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number)
        assert loaded.last_update_utc == office.clock.now()
        office.clock.advance(1)
    assert numbers[0] < numbers[1]


def test_revocations_survive_a_restart_and_the_earliest_counts(office: Office) -> None:
    held = make_one_time_key(office.keys, office.order(), office.clock.now())
    first = office.clock.now() - dt.timedelta(hours=2)
    for at in (office.clock.now(), first, office.clock.now()):
        revoke(office.keys, held.certificate, at=at)
    _, issuing = current_crls(open_keys(office.folder, PASSPHRASE), office.clock)
    found = x509.load_der_x509_crl(issuing).get_revoked_certificate_by_serial_number(
        held.certificate.serial_number
    )
    assert found is not None
    assert found.revocation_date_utc == first


def _signer_of(pdf: bytes, index: int) -> x509.Certificate:
    contents = read_contents(pdf, find_ranges(pdf)[index])
    return x509.load_der_x509_certificate(opening.open_message(contents).cms.signer.dump())


class _Believing:
    """A validator that accepts everything, for sealing what no honest office would."""

    def validate(self, pdf: bytes, *, sealed: bool) -> PdfReport:  # noqa: ARG002 - the port's shape
        return PdfReport(pdf_sha256="", checks=(), signatures=())


def _sealed_without_asking(office: Office, pdf: bytes) -> bytes:
    office.signer._validator = _Believing()  # type: ignore[assignment]
    return office.sealed(pdf)
