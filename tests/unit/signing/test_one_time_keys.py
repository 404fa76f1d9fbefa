"""Each signature has a key and a certificate of its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from workflow.signing.errors import AuthorityExpired
from workflow.signing.one_time import make_one_time_key

if TYPE_CHECKING:
    from tests.pki.office import Office

AUTH_CONTEXT = x509.ObjectIdentifier("1.2.752.201.5.1")


def test_a_key_is_used_once(office: Office) -> None:
    first, second = (make_one_time_key(office.keys, office.order(), office.clock.now()) for _ in range(2))
    assert first.key.public_key() != second.key.public_key()
    assert first.certificate.serial_number != second.certificate.serial_number


def test_the_certificate_names_person_role_and_organisation(office: Office) -> None:
    subject = make_one_time_key(
        office.keys, office.order("adjuster-2"), office.clock.now()
    ).certificate.subject
    facts = {attribute.oid: attribute.value for attribute in subject}
    assert facts[NameOID.COMMON_NAME] == "Didrik Ångström"
    assert facts[NameOID.TITLE] == "justerare"
    assert facts[NameOID.ORGANIZATION_NAME] == "Föreningen Exempel"
    assert facts[NameOID.SERIAL_NUMBER] == "person-adjuster-2"


def test_the_certificate_says_how_and_when_the_person_was_authenticated(office: Office) -> None:
    order = office.order(authenticated_at=dt.datetime(2026, 5, 6, 8, 55, tzinfo=dt.UTC))
    certificate = make_one_time_key(office.keys, order, office.clock.now()).certificate
    statement = (
        certificate.extensions.get_extension_for_oid(AUTH_CONTEXT)
        .value.public_bytes()
        .decode(errors="replace")
    )
    assert 'AuthenticationInstant="2026-05-06T08:55:00Z"' in statement
    assert "PasswordProtectedTransport" in statement


def test_markup_in_a_name_stays_text(office: Office) -> None:
    order = office.order(organisation='A "B" <C> & D', authentication_method="password")
    certificate = make_one_time_key(office.keys, order, office.clock.now()).certificate
    statement = (
        certificate.extensions.get_extension_for_oid(AUTH_CONTEXT)
        .value.public_bytes()
        .decode(errors="replace")
    )
    assert "&lt;C&gt; &amp; D" in statement


def test_the_certificate_lasts_as_long_as_its_issuer(office: Office) -> None:
    certificate = make_one_time_key(office.keys, office.order(), office.clock.now()).certificate
    assert certificate.not_valid_after_utc == office.keys.issuing.certificate.not_valid_after_utc
    assert certificate.not_valid_before_utc <= office.clock.now()


def test_nothing_is_signed_after_the_issuer_ended(office: Office) -> None:
    office.clock.instant += dt.timedelta(days=2 * 365 + 1)
    with pytest.raises(AuthorityExpired):
        office.signer.sign(b"%PDF-1.7", office.order())
