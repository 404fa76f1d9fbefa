"""The pages of Justera: a Flask application over the use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_bootstrap import Bootstrap5
from werkzeug.middleware.proxy_fix import ProxyFix

from web import account, adjusting, context, drafting, files, health, home, messages, registry
from web.errors import handle_errors
from web.limits import limit_tries
from web.security import protect
from web.speaking import speak
from workflow.settings import WrongSettings, from_environment

if TYPE_CHECKING:
    from workflow.settings import Settings
    from workflow.usecases.services import Services

LARGEST_BODY = 4 * 1024 * 1024
"""Bytes of a request; minutes in plain text are far smaller."""

_SHORTEST_SECRET = 32


def create_app(services: Services | None = None, settings: Settings | None = None) -> Flask:
    """Return the application; what is not given comes from the environment.

    Raises:
        WrongSettings: the secret of the form tokens is missing or too short.
    """
    settings = settings or from_environment()
    if len(settings.session_secret) < _SHORTEST_SECRET:
        mistake = f"JUSTERA_SESSION_SECRET: at least {_SHORTEST_SECRET} characters are needed"
        raise WrongSettings(mistakes=mistake)
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    context.furnish(app, context.Premises(services=services or _built(settings), settings=settings))
    _trust_proxies(app, settings.trusted_proxies)
    protect(app, settings)
    Bootstrap5(app)
    speak(app)
    handle_errors(app)
    for desk in (account, home, drafting, adjusting, files, registry, messages, health):
        app.register_blueprint(desk.blueprint)
    limit_tries(app, settings)
    return app


def _trust_proxies(app: Flask, count: int) -> None:
    """Take the caller's address and scheme from what our own proxies say; the header's rest is forgeable."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]


def _built(settings: Settings) -> Services:
    from workflow.bootstrap import build_services  # noqa: PLC0415 - tests run without any adapter

    return build_services(settings)
