"""Checks a detached signature over bytes (CAdES-T), such as that of an archive's manifest.

1. The signature is spelled in the only allowed way and sound.
2. It is a signature of these bytes.
3. The signer is trusted and was not revoked.
4. The time is proved by a trusted authority.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workflow.ports import Check, Outcome
from workflow.signing.cms_building import sha256_of
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.trust import Evidence
from workflow.signing.validation.byte_ranges import SignedRange
from workflow.signing.validation.findings import Examined
from workflow.signing.validation.opening import open_message

if TYPE_CHECKING:
    from workflow.signing.validation.judging import Judge

NAMES: Final = {
    1: "The signature is spelled in the only allowed way",
    2: "The signed bytes are unchanged",
    3: "The signers are trusted",
    4: "The times are proved",
}


def validate_detached(data: bytes, signature: bytes, judge: Judge) -> tuple[Check, ...]:
    """Return the four checks; those after a failure are indeterminate."""
    results: list[tuple[Outcome, str]] = []
    try:
        results.extend(_results(data, signature, judge))
    except SignatureMalformed as error:
        results.append((Outcome.FAILED, str(error.facts["reason"])))
    except HOSTILE as error:
        results.append((Outcome.FAILED, f"the signature cannot be read ({type(error).__name__})"))
    missing = (Outcome.INDETERMINATE, "not examined, because an earlier check failed")
    results += [missing] * (len(NAMES) - len(results))
    return tuple(
        Check(number=number, name=NAMES[number], outcome=outcome, detail=detail)
        for number, (outcome, detail) in zip(NAMES, results, strict=True)
    )


def _results(data: bytes, signature: bytes, judge: Judge) -> list[tuple[Outcome, str]]:
    opened = open_message(signature)
    if opened.is_timestamp:
        raise SignatureMalformed(reason="a timestamp alone is no signature")
    sound = (Outcome.PASSED, "")
    if opened.signed_digest != sha256_of(data):
        return [sound, (Outcome.FAILED, "the bytes were changed after they were signed")]
    one = Examined(signed=SignedRange(hole=0, after=0, end=len(data)), opened=opened)
    evidence = Evidence(
        certificates=tuple(c.dump() for c in opened.cms.certificates),
        crls=opened.cms.crls,
        complete=True,
        later=False,
    )
    return [sound, sound, judge.signer(one, evidence), judge.time(one, evidence, outermost=True)]
