"""The pages over honest in-memory services, and people who log in to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeServices, make_services
from tests.installed import Cast, assemble
from tests.web.browser import Browser
from web.app import create_app
from workflow.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

SETTINGS = Settings(session_secret="s" * 40, public_url="https://justera.example")


@pytest.fixture
def services() -> FakeServices:
    return make_services()


@pytest.fixture
def cast(services: FakeServices) -> Cast:
    return assemble(services)


@pytest.fixture
def app(services: FakeServices) -> Flask:
    return create_app(services, SETTINGS)


@pytest.fixture
def client(app: Flask) -> Browser:
    """A browser in which nobody is logged in."""
    return Browser(app)
