"""What every view asks for: the services, the settings, who is there and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app, g, request

from workflow.language import LANGUAGES, Language, get_language

if TYPE_CHECKING:
    from flask import Flask

    from workflow.ports import Account
    from workflow.procedure.model import Actor
    from workflow.settings import Settings
    from workflow.usecases.services import Services

SESSION_COOKIE = "justera_session"
"""Cookie with the secret token of a logged-in session."""
LANGUAGE_COOKIE = "justera_language"
"""Cookie with the language chosen in this browser; it goes before the account's."""

_EXTENSION = "justera"


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """What one application was built with."""

    services: Services
    settings: Settings


def furnish(app: Flask, premises: Premises) -> None:
    """Give the application what its views will ask for."""
    app.extensions[_EXTENSION] = premises


def services() -> Services:
    """Return the services of the running application."""
    return _premises().services


def settings() -> Settings:
    """Return the settings of the running application."""
    return _premises().settings


def find_account() -> Account | None:
    """Return who is logged in, or None."""
    return cast("Account | None", g.get("account"))


def account() -> Account:
    """Return who is logged in; for views that ``security`` lets nobody else reach."""
    return cast("Account", g.account)


def actor() -> Actor:
    """Return who is logged in, as the procedure knows them."""
    return account().actor


def language() -> Language:
    """Return the language to speak: the browser's choice, else the account's, else Swedish."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return get_language(chosen)
    known = find_account()
    return get_language(known.language if known else "sv")


def _premises() -> Premises:
    return cast("Premises", current_app.extensions[_EXTENSION])
