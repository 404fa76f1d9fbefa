"""How many wrong passwords are borne with before a pause.

Only refused tries count. The count is shared by all processes through
``REDIS_URL``; without one it is kept in each process. When the shared store
does not answer, the process counts for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from web import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    from workflow.settings import Settings

_FEW = "10 per 5 minutes"
_MANY = "100 per 5 minutes"
"""From one address, over all accounts: a town hall may stand behind it."""

_OWN = "memory://"
_PATIENCE: dict[str, str | int] = {"socket_connect_timeout": 1, "socket_timeout": 1}
"""Seconds that a person waits for the shared store before the process counts for itself."""

_PASSWORD_VIEWS = ("drafting.submit", "adjusting.sign")
"""Views that ask for the password of somebody who is logged in."""


def limit_tries(app: Flask, settings: Settings) -> None:
    """Count tries for this application, whose views are already registered."""
    storage = _storage(settings.redis_url)
    limiter = Limiter(
        app=app,
        key_func=get_remote_address,
        key_prefix="justera-web",
        strategy="moving-window",
        storage_uri=storage,
        storage_options={} if storage == _OWN else _PATIENCE,
        in_memory_fallback_enabled=True,
    )
    by_account = limiter.limit(_FEW, key_func=_account_from_here, deduct_when=_was_refused)
    by_address = limiter.limit(_MANY, deduct_when=_was_refused)
    by_person = limiter.shared_limit(_FEW, scope="password", key_func=_person, deduct_when=_was_refused)
    views = cast("dict[str, Callable[..., Any]]", app.view_functions)
    views["account.log_in"] = by_address(by_account(views["account.log_in"]))
    for name in _PASSWORD_VIEWS:
        views[name] = by_person(views[name])


def _account_from_here() -> str:
    return f"{get_remote_address()} {' '.join(request.form.get('email', '').split()).casefold()}"


def _person() -> str:
    return context.account().person_id


def _was_refused(response: Response) -> bool:
    return response.status_code == 403  # noqa: PLR2004


def _storage(redis_url: str) -> str:
    """Return the address in the form that the counting library knows."""
    if not redis_url:
        return _OWN
    parts = urlsplit(redis_url)
    if parts.scheme in {"unix", "redis+socket"}:
        return f"redis+unix://{parts.path}"
    return redis_url
