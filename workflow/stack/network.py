"""Two questions about a TCP port: may we listen on it, and does our web server answer there."""

from __future__ import annotations

import errno
import http.client
import socket

from workflow.stack.errors import AddressUnusable, PortInUse

ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound to.
"""Where to ask a server that listens on every address."""


def require_free_port(host: str, port: int) -> None:
    """Raise unless a server can listen there now.

    Raises:
        PortInUse: something else listens there.
        AddressUnusable: the address is not of this machine, the port needs privileges, or the like.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the web server does it: connections of its predecessor that still linger are no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUse(host=host, port=port) from error
            raise AddressUnusable(host=host, port=port, cause=error.strerror) from error


def answers_ok(host: str, port: int, path: str = "/healthz") -> bool:
    """Return whether ``GET path`` is answered with 200 within a second."""
    connection = http.client.HTTPConnection(ANY_ADDRESS.get(host, host), port, timeout=1)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
