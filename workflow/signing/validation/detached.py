"""Checks a detached signature over bytes (CAdES-T), such as that of an archive's manifest.

1. The signature is spelled in the only allowed way and sound, and nothing
   travels with it that the signer did not need (``companions``).
2. It is a signature of these bytes.
3. The signer is the organisation's seal, trusted and not revoked.
4. The time is proved by a trusted authority.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workflow.ports import Check, DetachedReport, Outcome
from workflow.signing.cms_building import sha256_of
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.oids import SEAL_POLICY
from workflow.signing.trust import Evidence
from workflow.signing.validation.byte_ranges import SignedRange
from workflow.signing.validation.companions import verify_companions
from workflow.signing.validation.findings import Examined
from workflow.signing.validation.opening import open_message
from workflow.signing.validation.sealed import policies_of

if TYPE_CHECKING:
    from workflow.signing.validation.judging import Judge
    from workflow.signing.validation.opening import Opened

NAMES: Final = {
    1: "The signature is spelled in the only allowed way",
    2: "The signed bytes are unchanged",
    3: "The signers are trusted",
    4: "The times are proved",
}
_Result = tuple[Outcome, str]
_PASSED: Final[_Result] = (Outcome.PASSED, "")
_NOT_A_SEAL: Final[_Result] = (Outcome.FAILED, "it was not made with a seal certificate")


def validate_detached(data: bytes, signature: bytes, judge: Judge) -> DetachedReport:
    """Return the four checks; those after a failure are indeterminate."""
    results: list[_Result] = []
    examined = Examined(signed=SignedRange(hole=0, after=0, end=len(data)))
    try:
        examined.opened = _opened(signature)
        results.extend(_results(data, examined, examined.opened, judge))
    except SignatureMalformed as error:
        results.append((Outcome.FAILED, str(error.facts["reason"])))
    except HOSTILE as error:
        results.append((Outcome.FAILED, f"the signature cannot be read ({type(error).__name__})"))
    missing = (Outcome.INDETERMINATE, "not examined, because an earlier check failed")
    results += [missing] * (len(NAMES) - len(results))
    proved = results[-1][0] is Outcome.PASSED
    return DetachedReport(
        checks=tuple(
            Check(number=number, name=NAMES[number], outcome=outcome, detail=detail)
            for number, (outcome, detail) in zip(NAMES, results, strict=True)
        ),
        certificate_sha256=examined.opened.cms.signer_sha256 if examined.opened else "",
        signed_at=examined.at if proved else None,
    )


def _opened(signature: bytes) -> Opened:
    opened = open_message(signature)
    if opened.is_timestamp:
        raise SignatureMalformed(reason="a timestamp alone is no signature")
    verify_companions(opened)
    return opened


def _results(data: bytes, one: Examined, opened: Opened, judge: Judge) -> list[_Result]:
    if opened.signed_digest != sha256_of(data):
        return [_PASSED, (Outcome.FAILED, "the bytes were changed after they were signed")]
    evidence = Evidence(
        certificates=tuple(c.dump() for c in opened.cms.certificates),
        crls=opened.cms.crls,
        complete=True,
        later=False,
    )
    is_seal = SEAL_POLICY in policies_of(opened.cms.signer)
    trusted = judge.signer(one, evidence) if is_seal else _NOT_A_SEAL
    return [_PASSED, _PASSED, trusted, judge.time(one, evidence, outermost=True)]
