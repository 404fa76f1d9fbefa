"""The request and the answer of RFC 3161 §2.4, as bytes."""

from __future__ import annotations

from asn1crypto import algos, cms, core, tsp


class _Response(core.Sequence):  # type: ignore[misc]
    """TimeStampResp, whose token is missing when the answer is a refusal."""

    _fields = [  # noqa: RUF012 - asn1crypto's way
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def build_request(sha256: bytes, nonce: int) -> bytes:
    """Return a TimeStampReq that asks for the authority's certificate."""
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": sha256}
    fields = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    return bytes(tsp.TimeStampReq(fields).dump())


def read_request(encoded: bytes) -> tuple[str, bytes, int | None]:
    """Return the digest's algorithm, the digest and the nonce of a TimeStampReq.

    Raises:
        Exception: one of ``hostile.HOSTILE``.
    """
    asked = tsp.TimeStampReq.load(encoded, strict=True)
    imprint = asked["message_imprint"]
    algorithm = str(imprint["hash_algorithm"]["algorithm"].native)
    return algorithm, bytes(imprint["hashed_message"].native), asked["nonce"].native


def build_answer(token: bytes) -> bytes:
    """Return a TimeStampResp that grants."""
    response = _Response({"status": {"status": "granted"}, "time_stamp_token": cms.ContentInfo.load(token)})
    return bytes(response.dump())


def build_refusal(failure: str) -> bytes:
    """Return a TimeStampResp that refuses; ``failure`` is a PKIFailureInfo name."""
    return bytes(_Response({"status": {"status": "rejection", "fail_info": {failure}}}).dump())


def read_answer(encoded: bytes) -> tuple[str, bytes]:
    """Return the status of a TimeStampResp and its token (DER), which may be empty.

    Raises:
        Exception: one of ``hostile.HOSTILE``.
    """
    response = _Response.load(encoded, strict=True)
    token = response["time_stamp_token"]
    status = str(response["status"]["status"].native)
    return status, b"" if isinstance(token, core.Void) else bytes(token.dump())
