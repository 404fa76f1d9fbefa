"""How many wrong passwords are borne with before a pause.

Only refused tries count. The count is shared by all processes through
``REDIS_URL``; without one it is kept in each process. When the shared store
does not answer, the process counts for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast
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

_View = TypeVar("_View", bound="Callable[..., Any]")

limiter = Limiter(key_func=get_remote_address, strategy="moving-window")


def limit_tries(app: Flask, settings: Settings) -> None:
    """Count tries for this application."""
    app.config.update(
        RATELIMIT_STORAGE_URI=_storage(settings.redis_url),
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_KEY_PREFIX="justera-web",
    )
    limiter.init_app(app)


def log_in_tries(view: _View) -> _View:
    """Limit wrong log-ins, for each account from each address and for each address."""
    by_account = limiter.limit(_FEW, key_func=_account_from_here, methods=["POST"], deduct_when=_was_refused)
    by_address = limiter.limit(_MANY, methods=["POST"], deduct_when=_was_refused)
    return cast("_View", by_address(by_account(view)))


def password_tries(view: _View) -> _View:
    """Limit wrong passwords at the act of signing, for each person over all documents."""
    by_person = limiter.shared_limit(_FEW, scope="password", key_func=_person, deduct_when=_was_refused)
    return cast("_View", by_person(view))


def _account_from_here() -> str:
    return f"{get_remote_address()} {' '.join(request.form.get('email', '').split()).casefold()}"


def _person() -> str:
    return context.account().person_id


def _was_refused(response: Response) -> bool:
    return response.status_code == 403  # noqa: PLR2004


def _storage(redis_url: str) -> str:
    """Return the address in the form that the counting library knows."""
    if not redis_url:
        return "memory://"
    parts = urlsplit(redis_url)
    if parts.scheme in {"unix", "redis+socket"}:
        return f"redis+unix://{parts.path}"
    return redis_url
