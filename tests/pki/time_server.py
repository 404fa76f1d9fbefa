"""Serves the built-in authority over HTTP, honestly or with one fault."""

from __future__ import annotations

import http.server
import threading
import time
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from workflow.signing.cms_building import sha256_of
from workflow.signing.timestamps.messages import build_answer, build_refusal, read_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflow.signing import BuiltinAuthority


class Fault(StrEnum):
    """What can be wrong with an answer."""

    NONE = "none"
    SLOW = "slow"
    ERROR = "error"
    GARBAGE = "garbage"
    WRONG_TYPE = "wrong type"
    REFUSED = "refused"
    WRONG_NONCE = "wrong nonce"
    NO_NONCE = "no nonce"
    WRONG_IMPRINT = "wrong imprint"
    FLIPPED = "flipped"
    ENDLESS = "endless"


def answer(authority: BuiltinAuthority, request: bytes, fault: Fault) -> bytes:
    """Return a TimeStampResp with the fault in it."""
    _, digest, nonce = read_request(request)
    assert nonce is not None
    if fault is Fault.GARBAGE:
        return b"<html>not now</html>"
    if fault is Fault.ENDLESS:
        return bytes(10_000_000)
    if fault is Fault.REFUSED:
        return build_refusal("bad_request")
    changed = {
        Fault.WRONG_NONCE: (digest, nonce + 1),
        Fault.NO_NONCE: (digest, None),
        Fault.WRONG_IMPRINT: (sha256_of(digest), nonce),
    }
    stamped, answered = changed.get(fault, (digest, nonce))
    token = authority.issue(stamped, nonce=answered)
    if fault is Fault.FLIPPED:
        token = token[:-1] + bytes([token[-1] ^ 1])
    return build_answer(token)


@contextmanager
def published(crl: list[bytes]) -> Iterator[str]:
    """Publish the one revocation list that will be put into ``crl``; yield the folder's address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if crl else 404)
            self.send_header("Content-Length", str(len(crl[0]) if crl else 0))
            self.end_headers()
            self.wfile.write(crl[0] if crl else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with _running(Handler) as address:
        yield address


@contextmanager
def served(authority: BuiltinAuthority, fault: Fault = Fault.NONE, *, port: int = 0) -> Iterator[str]:
    """Serve on a port of this machine, any free one by default, and yield the address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if fault is Fault.SLOW:
                time.sleep(1.0)
            body = answer(authority, request, fault)
            self.send_response(500 if fault is Fault.ERROR else 200)
            kind = "text/html" if fault is Fault.WRONG_TYPE else "application/timestamp-reply"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # The client may have heard enough, which is what some tests are about.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with _running(Handler, port) as address:
        yield f"{address}/tsa"


@contextmanager
def _running(handler: type[http.server.BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
