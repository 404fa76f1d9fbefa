"""Checks 5 and 6: whom to believe, and about which time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from workflow.ports import Outcome
from workflow.signing.errors import SignatureMalformed
from workflow.signing.trust import Judgement, Verdict
from workflow.signing.validation.opening import verify_closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto import x509

    from workflow.ports import Clock
    from workflow.signing.cms_reading import CmsSignature
    from workflow.signing.trust import Evidence, TrustAnchors
    from workflow.signing.validation.findings import Examined

_OUTCOMES = {
    Verdict.TRUSTED: Outcome.PASSED,
    Verdict.STRANGER: Outcome.INDETERMINATE,
    Verdict.UNKNOWN: Outcome.INDETERMINATE,
    Verdict.REFUSED: Outcome.FAILED,
}
_CLOCK_DIFFERENCE = dt.timedelta(minutes=5)
"""How far another authority's clock may be ahead of ours."""
Result = tuple[Outcome, str]


class Judge:
    """Applies the trust that somebody has decided on."""

    def __init__(self, signers: TrustAnchors, times: TrustAnchors, clock: Clock) -> None:
        """Take the roots for signers and for authorities of time."""
        self._signers = signers
        self._times = times
        self._clock = clock

    def signers(self, examined: Sequence[Examined], evidence: Evidence) -> list[Result]:
        """Check 5 for every signature; timestamps are left to check 6.

        A file with trusted signers and an unknown one has been signed by a
        stranger: that is a failure, not a lack of knowledge.
        """
        people = [one for one in examined if not one.is_timestamp]
        verdicts = [self._judge_signer(one, evidence) for one in people]
        known = any(verdict.verdict is Verdict.TRUSTED for verdict in verdicts)
        results = []
        for one, judgement in zip(people, verdicts, strict=True):
            result = _OUTCOMES[judgement.verdict], judgement.reason
            if known and judgement.verdict is Verdict.STRANGER:
                result = Outcome.FAILED, f"signed by a stranger: {judgement.reason}"
            own = one.opened.cms if one.opened else None
            results.append(_worse(self._closed(own, evidence), result))
            one.trusted, one.detail = results[-1]
        return results

    def signer(self, one: Examined, evidence: Evidence) -> Result:
        """Judge a signer alone."""
        return self.signers([one], evidence)[0]

    def _judge_signer(self, one: Examined, evidence: Evidence) -> Judgement:
        # Without a timestamp there is no proved time to judge at; check 6 says so.
        if one.opened is None:
            return Judgement(Verdict.REFUSED, "not opened")
        return self._signers.judge_signer(one.opened.cms, at=one.at or self._clock.now(), evidence=evidence)

    def times(self, examined: Sequence[Examined], evidence: Evidence) -> list[Result]:
        """Check 6 for every signature and timestamp."""
        results = []
        for one in examined:
            last = one is examined[-1]
            # Authorities publish lists by the day: one still in force when the token was made will do.
            result = self.time(one, replace(evidence, later=False), outermost=last)
            one.time_trusted = result[0]
            if one.is_timestamp:
                one.trusted = result[0]
            if result[1]:
                one.detail = "; ".join(filter(None, (one.detail, result[1])))
            results.append(result)
        return results

    def time(self, one: Examined, evidence: Evidence, *, outermost: bool) -> Result:
        """Judge the authority behind one timestamp.

        The outermost one is proved by nothing but its own certificate, which
        must therefore still be in force.
        """
        if one.opened is None or one.opened.stamp is None or one.at is None:
            return Outcome.FAILED, "a signature has no timestamp"
        message = one.opened.stamp.signature
        judgement = self._times.judge_timestamper(message, at=one.at, evidence=evidence)
        if judgement.verdict is Verdict.TRUSTED:
            judgement = self._still_good(message.signer, one.at, outermost=outermost)
        return _worse(self._closed(message, evidence), (_OUTCOMES[judgement.verdict], judgement.reason))

    def _still_good(self, certificate: x509.Certificate, at: dt.datetime, *, outermost: bool) -> Judgement:
        now = self._clock.now()
        if outermost and certificate.not_valid_after < now:
            return Judgement(Verdict.UNKNOWN, "the last timestamp's certificate has ended; it needs renewal")
        if at > now + _CLOCK_DIFFERENCE:
            return Judgement(Verdict.UNKNOWN, "the timestamp lies in the future")
        return Judgement(Verdict.TRUSTED)

    def _closed(self, message: CmsSignature | None, evidence: Evidence) -> Result:
        if message is None:
            return Outcome.FAILED, "not opened"
        roots = [root.dump() for root in (*self._signers.roots, *self._times.roots)]
        try:
            complete = verify_closed(message, (*roots, *evidence.certificates))
        except SignatureMalformed as error:
            return Outcome.FAILED, str(error.facts["reason"])
        return (
            (Outcome.PASSED, "") if complete else (Outcome.INDETERMINATE, "a certificate's issuer is unknown")
        )


def _worse(first: Result, second: Result) -> Result:
    order = (Outcome.PASSED, Outcome.INDETERMINATE, Outcome.FAILED)
    return first if order.index(first[0]) > order.index(second[0]) else second
