"""Judges certificates: do they lead to a root we trust, and did they hold at a time?

Path building and PKIX rules are pyhanko-certvalidator's (RFC 5280 §6). Nothing
is ever fetched: revocation lists come from the document, or there are none.
"""

# pyHanko says that it is typed, but half of its functions are not.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from asn1crypto import crl, pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator import errors as path_errors
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from workflow.language.marking import msgid
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from workflow.signing.cms_reading import CmsSignature

_T = TypeVar("_T")

# What it would log stands in the judgement; its tracebacks would name people's certificates in the log.
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


class Verdict(StrEnum):
    """What became of a certificate."""

    TRUSTED = "trusted"
    STRANGER = "stranger"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and why."""

    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Certificates and revocation lists (DER) that a document brings along.

    ``complete`` says that every certificate must have a revocation list here,
    ``later`` that those lists must have been made after the time in question.
    """

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    complete: bool = False
    later: bool = True


NO_EVIDENCE: Final = Evidence()


@dataclass(slots=True)
class TrustAnchors:
    """The roots that somebody has decided to trust."""

    given: Iterable[bytes]
    roots: tuple[x509.Certificate, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Parse the roots; each is PEM (one or more certificates) or DER."""
        self.roots = tuple(root for encoded in self.given for root in _certificates(encoded))

    def judge_signer(
        self, signature: CmsSignature, *, at: dt.datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Judgement:
        """Judge the signer of a document at a proved time (UTC)."""
        return self._judge(signature, at, evidence, {"key_usage": {"digital_signature", "non_repudiation"}})

    def judge_timestamper(
        self, signature: CmsSignature, *, at: dt.datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Judgement:
        """Judge the certificate that signed a timestamp token."""
        usage = {"key_usage": {"digital_signature"}, "extended_key_usage": {"time_stamping"}}
        return self._judge(signature, at, evidence, usage)

    def _judge(
        self, signature: CmsSignature, at: dt.datetime, evidence: Evidence, usage: dict[str, set[str]]
    ) -> Judgement:
        if not self.roots:
            return Judgement(Verdict.UNKNOWN, msgid("no root is trusted"))
        try:
            validator = CertificateValidator(
                signature.signer,
                intermediate_certs=list(signature.certificates),
                validation_context=self._context(at, evidence),
            )
            run_without_waiting(validator.async_validate_usage(**usage))
        except path_errors.PathBuildingError:
            return Judgement(Verdict.STRANGER, msgid("no chain leads to a trusted root"))
        except path_errors.InsufficientRevinfoError as error:
            return Judgement(Verdict.UNKNOWN, error.failure_msg)
        except path_errors.ValidationError as error:
            return Judgement(Verdict.REFUSED, error.failure_msg)
        except HOSTILE as error:
            return Judgement(Verdict.REFUSED, str(error) or type(error).__name__)
        return Judgement(Verdict.TRUSTED)

    def _context(self, at: dt.datetime, evidence: Evidence) -> ValidationContext:
        # A list made after the signature may speak about the time before it: certificates that were
        # revoked later than ``at`` are still in force there.
        rule = RevocationCheckingRule.CRL_REQUIRED if evidence.complete else RevocationCheckingRule.NO_CHECK
        fresh = FreshnessReqType.TIME_AFTER_SIGNATURE if evidence.later else FreshnessReqType.DEFAULT
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=[_certificate(der) for der in evidence.certificates],
            crls=[_crl(der) for der in evidence.crls],
            moment=at,
            best_signature_time=at.replace(microsecond=0),  # lists know whole seconds only
            allow_fetching=False,
            revinfo_policy=CertRevTrustPolicy(
                RevocationCheckingPolicy(rule, rule),
                freshness=dt.timedelta(0) if evidence.later else None,
                freshness_req_type=fresh,
                retroactive_revinfo=True,
            ),
        )


def run_without_waiting(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine that never waits for anything, without an event loop.

    Validation is written as coroutines for the sake of fetching, which we do
    not do; an event loop would cost a pair of sockets for each certificate.
    """
    try:
        coroutine.send(None)
    except StopIteration as finished:
        return finished.value  # type: ignore[no-any-return]
    coroutine.close()
    raise SignatureMalformed(reason="validation wanted to wait for something")


def _certificates(encoded: bytes) -> list[x509.Certificate]:
    try:
        if not pem.detect(encoded):
            return [x509.Certificate.load(encoded, strict=True)]
        return [x509.Certificate.load(der, strict=True) for _, _, der in pem.unarmor(encoded, multiple=True)]
    except ValueError as error:
        raise SignatureMalformed(reason="a trusted root cannot be read") from error


@lru_cache(maxsize=64)
def _certificate(der: bytes) -> x509.Certificate:
    return x509.Certificate.load(der)


@lru_cache(maxsize=16)
def _crl(der: bytes) -> crl.CertificateList:
    return crl.CertificateList.load(der)
