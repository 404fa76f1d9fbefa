"""Closed unless opened: log-in, forms that cannot be forged, answers that are not kept or framed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, g, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException

from web import context
from workflow.errors import WorkflowError
from workflow.usecases.log_in import find_logged_in

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from workflow.settings import Settings

OPEN = frozenset({"account.show_log_in", "account.log_in", "account.choose_language", "health.healthz"})
"""The only views that need no log-in, besides style sheets and the like."""

_STATIC = frozenset({"static", "bootstrap.static"})
_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HSTS = "max-age=31536000; includeSubDomains"


class LoggedOut(WorkflowError):
    """You are no longer logged in, so nothing was saved or sent. Log in again in another window, then go back here and send it again."""  # noqa: E501


def protect(app: Flask, settings: Settings) -> None:
    """Add every protection to the application."""
    app.config.update(
        SECRET_KEY=settings.session_secret,
        SESSION_COOKIE_NAME="justera_forms",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https(settings),
        WTF_CSRF_TIME_LIMIT=None,  # A drafter may write for hours; the token ends with the session.
    )
    app.before_request(_let_in_or_send_to_log_in)
    CSRFProtect(app)
    app.after_request(_with_headers)


def is_https(settings: Settings) -> bool:
    """Whether people reach the pages over TLS."""
    return settings.public_url.startswith("https://")


def local_path(target: str) -> str:
    """Return the target when it is the path of one of our own pages, otherwise the desk.

    What only looks local, with two slashes or a backslash, is somebody else's.
    """
    desk = url_for("home.desk")
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\")):
        return desk
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return desk
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _let_in_or_send_to_log_in() -> Response | None:
    if request.endpoint in _STATIC or request.endpoint == "health.healthz":
        return None
    token = request.cookies.get(context.SESSION_COOKIE, "")
    g.account = find_logged_in(context.services(), token) if token else None
    if g.account is not None or request.endpoint in OPEN:
        return None
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("account.show_log_in", next=request.full_path.rstrip("?")))
    raise LoggedOut


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if is_https(context.settings()):
        response.headers.setdefault("Strict-Transport-Security", _HSTS)
    if request.endpoint not in _STATIC and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
