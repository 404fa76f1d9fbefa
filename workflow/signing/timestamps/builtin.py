"""The organisation's own RFC 3161 authority.

Its tokens are as well formed as anyone's, but they prove only what the
organisation's own clock and key can prove; whoever shows such a time must say
whose it is (``TimestampToken.authority``).
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from asn1crypto import algos, core, tsp, x509

from workflow.ports import TimestampUnavailable
from workflow.signing.cms_building import Companions, sha256_of, sign_digest
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.oids import TIMESTAMP_POLICY
from workflow.signing.timestamps.checking import common_name, open_token
from workflow.signing.timestamps.messages import build_answer, build_refusal, read_request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflow.ports import Clock
    from workflow.signing.certificates import HeldKey
    from workflow.signing.timestamps.authority import TimestampToken

_SERIAL_BITS: Final = 159
_ACCURACY_S: Final = 1


class BuiltinAuthority:
    """Stamps with a key held in memory."""

    token_limit: Final = 2048

    def __init__(self, held: HeldKey, clock: Clock) -> None:
        """Use the time-stamping key of a key ring."""
        self._held = held
        self._clock = clock
        self._certificate = x509.Certificate.load(held.der)

    @property
    def name(self) -> str:
        """The name on the certificate."""
        return common_name(self._certificate)

    def timestamp(self, sha256: bytes) -> TimestampToken:
        """Return a checked token over a digest."""
        try:
            return open_token(self.issue(sha256, nonce=None), sha256).token
        except SignatureMalformed as error:
            raise TimestampUnavailable(reason=error.facts["reason"]) from error

    def revocation_lists(self, certificates: Iterable[bytes]) -> tuple[bytes, ...]:  # noqa: ARG002 - the role
        """Return nothing: the organisation's own lists are in every seal anyway."""
        return ()

    def issue(self, sha256: bytes, *, nonce: int | None) -> bytes:
        """Return a token (DER) over a digest, answering a request's nonce."""
        statement = self._statement(sha256, nonce)
        raw = sign_digest(
            self._held, sha256_of(statement), content_type="tst_info", signing_time=self._clock.now()
        )
        return raw.package(Companions(), content=statement, content_type="tst_info")

    def respond(self, request: bytes) -> bytes:
        """Answer a TimeStampReq (DER) with a TimeStampResp (DER), as served over HTTP (RFC 3161 §3.4)."""
        try:
            algorithm, digest, nonce = read_request(request)
        except HOSTILE:
            return build_refusal("bad_data_format")
        if algorithm != "sha256" or len(digest) != len(sha256_of(b"")):
            return build_refusal("bad_alg")
        return build_answer(self.issue(digest, nonce=nonce))

    def _statement(self, sha256: bytes, nonce: int | None) -> bytes:
        now = self._clock.now()
        fields = {
            "version": "v1",
            "policy": TIMESTAMP_POLICY,
            "message_imprint": {
                "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "hashed_message": sha256,
            },
            "serial_number": secrets.randbits(_SERIAL_BITS),
            "gen_time": core.GeneralizedTime(now.replace(microsecond=now.microsecond // 1000 * 1000)),
            "accuracy": {"seconds": _ACCURACY_S},
            "ordering": False,
            "tsa": x509.GeneralName("directory_name", self._certificate.subject),
        }
        if nonce is not None:
            fields["nonce"] = nonce
        return bytes(tsp.TSTInfo(fields).dump())
