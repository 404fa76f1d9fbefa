"""Whether this process answers, for supervisors and load balancers."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer."""
    return Response("ok", mimetype="text/plain")
