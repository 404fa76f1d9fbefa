"""A client for somebody else's RFC 3161 authority, which believes nothing unchecked.

In order: the connection, the HTTP status and content type, the PKI status, the
token's encoding, signature and imprint, the nonce, the certificate's purpose,
the chain to a trusted root, and that the time is near our own.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import requests

from workflow.ports import TimestampUnavailable
from workflow.signing.errors import SignatureMalformed
from workflow.signing.hostile import HOSTILE
from workflow.signing.timestamps.checking import open_token
from workflow.signing.timestamps.lists import fetch_lists
from workflow.signing.timestamps.messages import build_request, read_answer
from workflow.signing.trust import TrustAnchors, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflow.ports import Clock
    from workflow.signing.timestamps.authority import TimestampToken
    from workflow.signing.timestamps.checking import OpenToken

_OK: Final = 200
_LARGEST_ANSWER: Final = 64 * 1024
_GRANTED: Final = {"granted", "granted_with_mods"}
_CLOCK_DIFFERENCE: Final = dt.timedelta(minutes=5)


class HttpAuthority:
    """Asks an authority over HTTP."""

    token_limit: Final = 12 * 1024

    def __init__(
        self, url: str, *, trust_roots: Iterable[bytes], clock: Clock, timeout_s: float = 10.0
    ) -> None:
        """Ask ``url``; ``trust_roots`` are PEM or DER certificates that its chain must end in."""
        self._url = url
        self._anchors = TrustAnchors(trust_roots)
        self._clock = clock
        self._timeout_s = timeout_s

    @property
    def name(self) -> str:
        """The host that is asked."""
        return urlsplit(self._url).hostname or self._url

    def timestamp(self, sha256: bytes) -> TimestampToken:
        """Return a checked token over a digest.

        Raises:
            TimestampUnavailable: with the first check that failed.
        """
        nonce = secrets.randbits(63) | 1 << 62  # always eight bytes, always positive
        answer = self._ask(build_request(sha256, nonce))
        try:
            opened = open_token(_granted(answer), sha256)
        except SignatureMalformed as error:
            raise TimestampUnavailable(reason=error.facts["reason"]) from error
        self._verify_answer(opened, nonce)
        return opened.token

    def revocation_lists(self, certificates: Iterable[bytes]) -> tuple[bytes, ...]:
        """Fetch the lists that the authority's certificates point to."""
        return fetch_lists(certificates, timeout_s=self._timeout_s)

    def _ask(self, request: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        try:
            with requests.post(
                self._url,
                data=request,
                headers=headers,
                timeout=self._timeout_s,
                stream=True,
                allow_redirects=False,
            ) as response:
                _verify_http(response)
                body = response.raw.read(_LARGEST_ANSWER + 1, decode_content=True)
        except (requests.RequestException, OSError) as error:
            raise TimestampUnavailable(reason=type(error).__name__) from error
        if len(body) > _LARGEST_ANSWER:
            raise TimestampUnavailable(reason="the answer is too long")
        return bytes(body)

    def _verify_answer(self, opened: OpenToken, nonce: int) -> None:
        if opened.nonce != nonce:
            raise TimestampUnavailable(reason="the nonce differs")
        if len(opened.token.der) > self.token_limit:
            raise TimestampUnavailable(reason="the token is too long")
        if abs(opened.token.signed_at - self._clock.now()) > _CLOCK_DIFFERENCE:
            raise TimestampUnavailable(reason="its time is not the present")
        finding = self._anchors.judge_timestamper(opened.signature, at=opened.token.signed_at)
        if finding.verdict is not Verdict.TRUSTED:
            raise TimestampUnavailable(reason=finding.reason)


def _verify_http(response: requests.Response) -> None:
    if response.status_code != _OK:
        raise TimestampUnavailable(reason=f"HTTP status {response.status_code}")
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind != "application/timestamp-reply":
        raise TimestampUnavailable(reason="the answer is of another type")


def _granted(answer: bytes) -> bytes:
    try:
        status, token = read_answer(answer)
    except HOSTILE as error:
        raise TimestampUnavailable(reason="the answer cannot be read") from error
    if status not in _GRANTED or not token:
        raise TimestampUnavailable(reason=f"the authority answered {status}")
    return token
