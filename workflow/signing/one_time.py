"""A key for one signature: made in memory, certified, used once, forgotten.

The certificate names the person, the role and the organisation, and says in an
AuthContext extension (RFC 7773) how and when the person was authenticated. It
lasts as long as the issuing authority, so that every validator still finds it
in force when the seal freezes the validation data.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from asn1crypto import core
from cryptography import x509
from cryptography.x509.oid import NameOID

from workflow.signing.certificates import Profile, Span, crl_url_of, end_extensions, issue
from workflow.signing.errors import AuthorityExpired
from workflow.signing.oids import AUTH_CONTEXT, PERSON_POLICY
from workflow.signing.pki import CLOCK_SLACK

if TYPE_CHECKING:
    from workflow.ports import SignatureOrder
    from workflow.signing.certificates import HeldKey
    from workflow.signing.pki import KeyRing

_SACI: Final = "http://id.elegnamnden.se/auth-cont/1.0/saci"
_METHOD_CLASSES: Final = {
    "password": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
}
_NAME_LIMIT: Final = 64  # RFC 5280 appendix A: ub-common-name and its like


def make_one_time_key(keys: KeyRing, order: SignatureOrder, now: dt.datetime) -> HeldKey:
    """Make and certify the key for one order.

    Raises:
        AuthorityExpired: the issuing authority's certificate has ended.
    """
    ends_at = keys.issuing.certificate.not_valid_after_utc
    if now >= ends_at:
        raise AuthorityExpired(ended=ends_at.date().isoformat())
    span = Span(start=now.replace(microsecond=0) - CLOCK_SLACK, end=ends_at)
    crl_url = crl_url_of(keys.seal.certificate)  # the same authority issued the seal
    extensions = [*end_extensions(PERSON_POLICY, crl_url), (_auth_context(order), False)]
    return issue(keys.issuing, Profile(subject=_subject(keys, order), span=span, extensions=extensions))


def _subject(keys: KeyRing, order: SignatureOrder) -> x509.Name:
    country = keys.seal.certificate.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)
    attributes = [
        *country,
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, order.organisation[:_NAME_LIMIT]),
        x509.NameAttribute(NameOID.TITLE, order.role_label[:_NAME_LIMIT]),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, order.person_id[:_NAME_LIMIT]),
        x509.NameAttribute(NameOID.COMMON_NAME, order.name[:_NAME_LIMIT]),
    ]
    return x509.Name(attributes)


class _AuthenticationContext(core.Sequence):  # type: ignore[misc]
    """RFC 7773 §3: what kind of statement, and the statement itself."""

    _fields = [("context_type", core.UTF8String), ("context_info", core.UTF8String, {"optional": True})]  # noqa: RUF012 - asn1crypto's way


class _AuthenticationContexts(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _AuthenticationContext


def _auth_context(order: SignatureOrder) -> x509.UnrecognizedExtension:
    contexts = _AuthenticationContexts([{"context_type": _SACI, "context_info": _statement(order)}])
    return x509.UnrecognizedExtension(x509.ObjectIdentifier(AUTH_CONTEXT), contexts.dump())


def _statement(order: SignatureOrder) -> str:
    """Return the XML of RFC 7773 §4, which Swedish validators already show."""
    method = order.authentication_method
    context_class = _METHOD_CLASSES.get(method, f"urn:justera:authentication:{method}")
    instant = order.authenticated_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return (
        f'<saci:SAMLAuthContext xmlns:saci="{_SACI}"><saci:AuthContextInfo'
        f' IdentityProvider="urn:justera:identity"'
        f" AuthenticationInstant={quoteattr(instant)}"
        f" AuthnContextClassRef={quoteattr(context_class)}"
        f" ServiceID={quoteattr(order.organisation[:_NAME_LIMIT])}/></saci:SAMLAuthContext>"
    )
