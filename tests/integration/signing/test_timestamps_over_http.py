"""Another authority's answer is believed only after every check."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeClock
from tests.pki.office import FONT, Office, failed
from tests.pki.paper import prepared_pdf
from tests.pki.time_server import Fault, published, served
from workflow.ports import Outcome, TimestampUnavailable
from workflow.signing import BuiltinAuthority, HttpAuthority, PadesSigner, PyhankoValidator
from workflow.signing.certificates import issue, seal_profile
from workflow.signing.revocation import current_crls

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = bytes(32)
REASONS = {
    Fault.SLOW: "Timeout",
    Fault.ERROR: "HTTP status 500",
    Fault.GARBAGE: "cannot be read",
    Fault.WRONG_TYPE: "another type",
    Fault.REFUSED: "rejection",
    Fault.WRONG_NONCE: "nonce differs",
    Fault.NO_NONCE: "nonce differs",
    Fault.WRONG_IMPRINT: "something else",
    Fault.FLIPPED: "does not fit the signer's key",
    Fault.ENDLESS: "too long",
}


def asking(url: str, office: Office) -> HttpAuthority:
    return HttpAuthority(url, trust_roots=[office.root], clock=office.clock, timeout_s=0.3)


def builtin(office: Office) -> BuiltinAuthority:
    return BuiltinAuthority(office.keys.tsa, office.clock)


def test_an_honest_answer_is_believed(office: Office) -> None:
    with served(builtin(office)) as url:
        token = asking(url, office).timestamp(DIGEST)
    assert token.signed_at == office.clock.now()
    assert token.authority == "Föreningen Exempel Time-Stamping Unit"


@pytest.mark.parametrize(("fault", "reason"), REASONS.items(), ids=[fault.value for fault in REASONS])
def test_a_faulty_answer_is_not(office: Office, fault: Fault, reason: str) -> None:
    with (
        served(builtin(office), fault) as url,
        pytest.raises(TimestampUnavailable, match=reason) as caught,
    ):
        asking(url, office).timestamp(DIGEST)
    assert not caught.value.permanent


def test_a_stale_time_is_not_believed(office: Office) -> None:
    stale = BuiltinAuthority(office.keys.tsa, FakeClock(office.clock.now() - dt.timedelta(minutes=6)))
    with served(stale) as url, pytest.raises(TimestampUnavailable, match="not the present"):
        asking(url, office).timestamp(DIGEST)


def test_an_unrelated_authority_is_not_believed(office: Office, otto: Office) -> None:
    with served(builtin(otto)) as url, pytest.raises(TimestampUnavailable, match="no chain"):
        asking(url, office).timestamp(DIGEST)


def test_a_certificate_for_something_else_is_not_believed(office: Office) -> None:
    subject = office.keys.tsa.certificate.subject
    held = issue(office.keys.root, seal_profile(subject, office.clock.now(), ""))
    with (
        served(BuiltinAuthority(held, office.clock)) as url,
        pytest.raises(TimestampUnavailable, match="not for time-stamping"),
    ):
        asking(url, office).timestamp(DIGEST)


def test_nobody_at_home_is_said_so(office: Office) -> None:
    with served(builtin(office)) as url:
        pass
    with pytest.raises(TimestampUnavailable, match="ConnectionError"):
        asking(url, office).timestamp(DIGEST)


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.WRONG_NONCE, Fault.FLIPPED])
def test_after_a_faulty_answer_nothing_has_been_placed_and_a_retry_succeeds(
    office: Office, fault: Fault
) -> None:
    pdf = prepared_pdf()
    with served(builtin(office), fault) as url, pytest.raises(TimestampUnavailable):
        Office(office.folder, clock=office.clock, authority=asking(url, office)).signer.sign(
            pdf, office.order()
        )
    signed = office.signer.sign(pdf, office.order()).pdf
    assert office.validator.validate(signed, sealed=False).outcome is Outcome.PASSED


def test_a_document_can_be_signed_and_sealed_with_it(office: Office) -> None:
    with served(builtin(office)) as url:
        remote = Office(office.folder, clock=office.clock, authority=asking(url, office))
        sealed = remote.sealed()
    report = office.validator.validate(sealed, sealed=True)
    assert report.outcome is Outcome.PASSED, failed(report)


def test_a_seal_holds_the_revocation_lists_of_another_organisations_authority(
    tmp_path: Path, office: Office
) -> None:
    lists: list[bytes] = []
    with published(lists) as pki_url:
        otto = Office(tmp_path / "otto", organisation="Annan", clock=office.clock, crl_base_url=pki_url)
        with served(builtin(otto)) as url:
            remote = HttpAuthority(url, trust_roots=[otto.root], clock=office.clock)
            validator = PyhankoValidator(
                trust_roots=[office.root], tsa_trust_roots=[otto.root], clock=office.clock
            )
            signer = PadesSigner(office.keys, authority=remote, clock=office.clock, font=FONT)
            signed = signer.sign(
                prepared_pdf(fields=("drafter", "seal", "archive-timestamp")), office.order()
            ).pdf
            with pytest.raises(TimestampUnavailable, match="HTTP status 404"):
                signer.seal(signed, organisation="One", language="en")
            lists.append(current_crls(otto.keys, otto.clock)[0])
            sealed = signer.seal(signed, organisation="One", language="en").pdf
    assert validator.validate(sealed, sealed=True).outcome is Outcome.PASSED
