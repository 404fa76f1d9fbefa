"""People prove who they are: at log-in, and again at the act of signing."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import secrets
from typing import TYPE_CHECKING

from workflow.errors import WorkflowError
from workflow.ports import Session
from workflow.procedure.model import Authentication

if TYPE_CHECKING:
    from workflow.ports import Account, Passwords
    from workflow.procedure.model import Actor
    from workflow.usecases.services import Services

SESSION_LIFETIME = dt.timedelta(hours=10)

LONGEST_PASSWORD = 1000
"""Characters; a longer one is wrong without being hashed, which would take the service's time."""


class WrongPassword(WorkflowError):
    """The password is not right. Nothing has been signed or sent. Try again."""


class WrongCredentials(WorkflowError):
    """The address and the password do not belong together."""


def log_in(services: Services, *, email: str, password: str) -> str:
    """Return the secret token of a new session (43 URL-safe characters).

    Raises:
        WrongCredentials: unknown address or wrong password; the two are not told apart.
    """
    now = services.clock.now()
    with services.open_unit() as unit:
        account = unit.people.find_by_email(email)
    nobodys = _nobodys_password(services.passwords)  # type: ignore[arg-type]  # hashed by identity
    if not _is_right(services, account.password if account else nobodys, password) or account is None:
        raise WrongCredentials
    token = secrets.token_urlsafe(32)
    session = Session(
        token_sha256=_digest(token),
        person_id=account.person_id,
        authenticated_at=now,
        expires_at=now + SESSION_LIFETIME,
    )
    with services.open_unit() as unit:
        unit.people.add_session(session)
        unit.commit()
    return token


def find_logged_in(services: Services, token: str) -> Account | None:
    """Return whose live session this is, or None."""
    with services.open_unit() as unit:
        session = unit.people.find_session(_digest(token))
        if session is None or session.expires_at <= services.clock.now():
            return None
        return unit.people.find_account(session.person_id)


def log_out(services: Services, token: str) -> None:
    """End a session; an unknown one is already ended."""
    with services.open_unit() as unit:
        unit.people.end_session(_digest(token))
        unit.commit()


def authenticate(services: Services, actor: Actor, *, password: str) -> Authentication:
    """Return how the person was known just now, by their password.

    Raises:
        WrongPassword: it is not theirs.
    """
    with services.open_unit() as unit:
        account = unit.people.find_account(actor.person_id)
    if account is None or not _is_right(services, account.password, password):
        raise WrongPassword
    return Authentication(method="password", at=services.clock.now())


@functools.lru_cache(maxsize=1)
def _nobodys_password(passwords: Passwords) -> str:
    """Return something to compare with, so that an unknown address takes as long as a known one.

    Made once in a process: making it costs as much as a comparison.
    """
    return passwords.hashed(secrets.token_hex(8))


def _is_right(services: Services, stored: str, password: str) -> bool:
    return len(password) <= LONGEST_PASSWORD and services.passwords.is_right(stored, password)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
